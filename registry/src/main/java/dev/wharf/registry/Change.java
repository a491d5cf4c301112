package dev.wharf.registry;

import org.jspecify.annotations.Nullable;

/** One step of the registry: what it is about, and how that is from then on; null if it is gone. */
sealed interface Change {

    /** What has an id in a context. */
    record OfSchema(String context, int id, @Nullable Schema schema) implements Change {}

    record OfVersion(
            SubjectName subject, int number, @Nullable Version version) implements Change {}

    record OfConfig(SubjectName place, @Nullable Config config) implements Change {}

    record OfMode(SubjectName place, @Nullable Mode mode) implements Change {}

    /** The highest id that was ever given in a context: none is given twice, whatever was deleted. */
    record OfLastId(String context, int last) implements Change {}
}

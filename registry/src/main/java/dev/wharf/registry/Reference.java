package dev.wharf.registry;

/**
 * From one schema to another.
 *
 * @param name under which the one speaks of the other
 * @param subject as it was written: without a context it is one of the same context
 */
record Reference(String name, String subject, int version) {

    /** The subject, for a schema in that context. */
    SubjectName subjectIn(String context) {
        return SubjectName.parse(subject, context);
    }
}

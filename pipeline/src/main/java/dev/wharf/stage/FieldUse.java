package dev.wharf.stage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which fields a stage reads, and what it makes of the fields of a record. Immutable.
 *
 * @param reads the names of fields, by the key of the configuration that names them
 * @param adds fields that are there behind it, whatever was there before
 * @param keeps the only fields that are left of what was there before; empty for all
 */
public record FieldUse(Map<String, List<String>> reads, Set<String> adds, Optional<Set<String>> keeps) {
    public FieldUse {
        reads = Map.copyOf(reads);
        adds = Set.copyOf(adds);
        keeps = keeps.map(Set::copyOf);
    }

    /** Looks at the fields that a key names, and leaves all as they are. */
    public static FieldUse reading(String key, List<String> names) {
        return new FieldUse(Map.of(key, names), Set.of(), Optional.empty());
    }

    /** The same, and it sets a field. */
    public FieldUse adding(String name) {
        return new FieldUse(reads, Set.of(name), keeps);
    }

    /** The same, and only these fields are left. */
    public FieldUse keeping(List<String> names) {
        return new FieldUse(reads, adds, Optional.of(Set.copyOf(names)));
    }
}

package dev.wharf.arrow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column, or a part of one, as a schema describes it. Immutable.
 *
 * @param type the type of its values, also where they stand in a dictionary
 * @param dictionary how its values refer to a dictionary; null where they stand in the column itself
 * @param metadata what the writer noted beside it, such as the name of an extension type
 */
record ArrowField(
        String name,
        boolean nullable,
        ArrowType type,
        ArrowField.@Nullable Encoding dictionary,
        List<ArrowField> children,
        Map<String, String> metadata) {

    /** A dictionary by its number, and the type of the indexes into it. */
    record Encoding(long id, ArrowType.Int index, boolean ordered) {}

    /** A nullable column without a dictionary. */
    static ArrowField of(String name, ArrowType type, ArrowField... children) {
        return new ArrowField(name, true, type, null, List.of(children), Map.of());
    }

    /** The same, but never null. */
    ArrowField required() {
        return new ArrowField(name, false, type, dictionary, children, metadata);
    }

    /** The column that a dictionary for this one is. */
    ArrowField inDictionary() {
        return new ArrowField(name, true, type, null, children, metadata);
    }

    /** What is wrong with it by itself, without looking at its children; null if nothing is. */
    @Nullable
    String flaw() {
        int wanted = type.children();
        if (wanted >= 0 && wanted != children.size()) {
            return "a column of type " + type.text() + " has " + children.size() + " children instead of " + wanted;
        }
        return switch (type) {
            case ArrowType.MapType map -> mapFlaw();
            case ArrowType.Union union -> sameNames() ? "two children of a union have the same name" : null;
            case ArrowType.Plain plain -> plainFlaw(plain);
            case ArrowType.Int other -> null;
            case ArrowType.Floating other -> null;
            case ArrowType.Decimal other -> null;
            case ArrowType.Date other -> null;
            case ArrowType.Time other -> null;
            case ArrowType.Timestamp other -> null;
            case ArrowType.Interval other -> null;
            case ArrowType.FixedBinary other -> null;
            case ArrowType.FixedList other -> null;
            case ArrowType.Duration other -> null;
        };
    }

    private @Nullable String mapFlaw() {
        ArrowField entries = children.get(0);
        boolean pairs =
                entries.type == ArrowType.Plain.STRUCT && entries.children.size() == 2 && entries.dictionary == null;
        return pairs ? null : "the entries of a map are no structs of key and value";
    }

    private @Nullable String plainFlaw(ArrowType.Plain plain) {
        if (plain == ArrowType.Plain.STRUCT) {
            return sameNames() ? "two fields of a struct have the same name" : null;
        }
        if (plain == ArrowType.Plain.RUN_END_ENCODED) {
            boolean ends = children.get(0).type instanceof ArrowType.Int number
                    && number.signed()
                    && number.bits() > 8
                    && children.get(0).dictionary == null;
            return ends ? null : "the ends of runs are no signed integers of 16, 32 or 64 bits";
        }
        return null;
    }

    private boolean sameNames() {
        return children.stream().map(ArrowField::name).distinct().count() < children.size();
    }
}

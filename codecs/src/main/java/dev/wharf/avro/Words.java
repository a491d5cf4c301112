package dev.wharf.avro;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Schemas in the words of errors, and questions that several ask of a schema. */
final class Words {
    private Words() {}

    /** What a schema is: {@code long}, {@code decimal(10,2)}, {@code shop.Order}, {@code array of null or string}. */
    static String of(Schema schema) {
        Logical logical = Logical.of(schema);
        if (logical != null) {
            return logical.toString();
        }
        return switch (schema.getType()) {
            case RECORD, ENUM -> typeName(schema);
            case FIXED -> typeName(schema) + " of " + schema.getFixedSize() + " bytes";
            case ARRAY -> "array of " + of(schema.getElementType());
            case MAP -> "map of " + of(schema.getValueType());
            case UNION -> union(schema.getTypes());
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> typeName(schema);
        };
    }

    private static String union(List<Schema> branches) {
        return branches.isEmpty()
                ? "a union of nothing"
                : branches.stream().map(Words::of).collect(Collectors.joining(" or "));
    }

    /** The name of a branch: the full name of a named type, else the name of the type. */
    static String typeName(Schema schema) {
        String type = schema.getType().name().toLowerCase(Locale.ROOT);
        return isNamed(schema) && schema.getFullName() != null ? schema.getFullName() : type;
    }

    static boolean isNamed(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> true;
            case ARRAY, MAP, UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> false;
        };
    }

    /** Whether values of the union need the name of their branch. */
    static boolean needsTags(Schema union) {
        return union.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .count()
                > 1;
    }
}

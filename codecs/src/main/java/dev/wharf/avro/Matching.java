package dev.wharf.avro;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Which part of a reader's schema belongs to which of a writer's, by Avro's rules of resolution. */
final class Matching {
    private Matching() {}

    /** Whether a record, enum or fixed is the one that the reader means: by name without namespace, or by an alias. */
    static boolean sameName(Schema writer, Schema reader) {
        return Objects.equals(writer.getName(), reader.getName())
                || reader.getAliases().contains(writer.getFullName());
    }

    /** Whether a value of the one type is read as one of the other, types without parts alone. */
    static boolean promotes(Schema.Type writer, Schema.Type reader) {
        return switch (reader) {
            case LONG -> writer == Schema.Type.INT;
            case FLOAT -> writer == Schema.Type.INT || writer == Schema.Type.LONG;
            case DOUBLE -> writer == Schema.Type.INT || writer == Schema.Type.LONG || writer == Schema.Type.FLOAT;
            case BYTES -> writer == Schema.Type.STRING;
            case STRING -> writer == Schema.Type.BYTES;
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, INT, BOOLEAN, NULL -> false;
        };
    }

    /** The field that was written for a field of the reader: by its name, else by one of its aliases; null if none. */
    static Schema.@Nullable Field written(Schema writer, Schema.Field wanted) {
        Schema.Field same = writer.getField(wanted.name());
        if (same != null) {
            return same;
        }
        Set<String> aliases = wanted.aliases();
        for (String alias : aliases) {
            Schema.Field renamed = writer.getField(alias);
            if (renamed != null) {
                return renamed;
            }
        }
        return null;
    }

    /**
     * The branch of the reader's union for a type that is no union, or -1: the same type, of named ones with the same
     * full name if there is one; else the first that it can be promoted to.
     */
    static int branch(Schema writer, Schema union) {
        List<Schema> branches = union.getTypes();
        int sameType = sameType(writer, branches);
        if (sameType >= 0) {
            return sameType;
        }
        for (int i = 0; i < branches.size(); i++) {
            if (promotes(writer.getType(), branches.get(i).getType())) {
                return i;
            }
        }
        return -1;
    }

    private static int sameType(Schema writer, List<Schema> branches) {
        int candidate = -1;
        for (int i = 0; i < branches.size(); i++) {
            Schema branch = branches.get(i);
            if (branch.getType() != writer.getType()) {
                continue;
            }
            if (!Words.isNamed(writer) || Objects.equals(branch.getFullName(), writer.getFullName())) {
                return i;
            }
            if (candidate < 0 && sameName(writer, branch)) {
                candidate = i;
            }
        }
        return candidate;
    }
}

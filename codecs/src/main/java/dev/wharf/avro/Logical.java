package dev.wharf.avro;

import dev.wharf.value.Value.TimeUnit;
import java.math.BigInteger;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The logical type of a schema.
 *
 * @param op what it makes of the value, see {@link Op}
 * @param precision how many digits a decimal has at most
 * @param scale how many of a decimal's digits are behind the point
 * @param unit what a time is counted in
 */
record Logical(String name, int op, int precision, int scale, TimeUnit unit) {
    /** For a schema that has none. */
    static final Logical NONE = new Logical("", Op.NULL, 0, 0, TimeUnit.SECONDS);

    private Logical(String name, int op, TimeUnit unit) {
        this(name, op, 0, 0, unit);
    }

    /** The logical type, or null where there is none: also for one that is unknown or wrong, as Avro wants it. */
    static @Nullable Logical of(Schema schema) {
        String name = schema.getProp("logicalType");
        if (name == null) {
            return null;
        }
        return switch (schema.getType()) {
            case INT -> ofInt(name);
            case LONG -> ofLong(name);
            case BYTES -> ofBytes(name, schema);
            case FIXED -> ofFixed(name, schema);
            case RECORD, ENUM, ARRAY, MAP, UNION, STRING, FLOAT, DOUBLE, BOOLEAN, NULL -> null;
        };
    }

    private static @Nullable Logical ofInt(String name) {
        return switch (name) {
            case "date" -> new Logical(name, Op.DATE, TimeUnit.SECONDS);
            case "time-millis" -> new Logical(name, Op.TIME, TimeUnit.MILLIS);
            default -> null;
        };
    }

    private static @Nullable Logical ofLong(String name) {
        return switch (name) {
            case "time-micros" -> new Logical(name, Op.TIME, TimeUnit.MICROS);
            case "timestamp-millis" -> new Logical(name, Op.TIMESTAMP, TimeUnit.MILLIS);
            case "timestamp-micros" -> new Logical(name, Op.TIMESTAMP, TimeUnit.MICROS);
            case "timestamp-nanos" -> new Logical(name, Op.TIMESTAMP, TimeUnit.NANOS);
            case "local-timestamp-millis" -> new Logical(name, Op.LOCAL_TIMESTAMP, TimeUnit.MILLIS);
            case "local-timestamp-micros" -> new Logical(name, Op.LOCAL_TIMESTAMP, TimeUnit.MICROS);
            case "local-timestamp-nanos" -> new Logical(name, Op.LOCAL_TIMESTAMP, TimeUnit.NANOS);
            default -> null;
        };
    }

    private static @Nullable Logical ofBytes(String name, Schema schema) {
        return switch (name) {
            case "decimal" -> decimal(schema, Integer.MAX_VALUE);
            case "big-decimal" -> new Logical(name, Op.BIG_DECIMAL, TimeUnit.SECONDS);
            default -> null;
        };
    }

    private static @Nullable Logical ofFixed(String name, Schema schema) {
        int size = schema.getFixedSize();
        return switch (name) {
            case "decimal" -> decimal(schema, mostDigits(size));
            case "duration" -> size == 12 ? new Logical(name, Op.DURATION, TimeUnit.SECONDS) : null;
            case "uuid" -> size == 16 ? new Logical(name, Op.UUID, TimeUnit.SECONDS) : null;
            default -> null;
        };
    }

    private static @Nullable Logical decimal(Schema schema, int mostDigits) {
        if (!(schema.getObjectProp("precision") instanceof Integer precision)
                || precision <= 0
                || precision > mostDigits) {
            return null;
        }
        Object scale = schema.getObjectProp("scale");
        if (scale == null) {
            return new Logical("decimal", Op.DECIMAL, precision, 0, TimeUnit.SECONDS);
        }
        return scale instanceof Integer digits && digits >= 0 && digits <= precision
                ? new Logical("decimal", Op.DECIMAL, precision, digits, TimeUnit.SECONDS)
                : null;
    }

    /** How many digits every number has that so many bytes can hold. */
    private static int mostDigits(int bytes) {
        if (bytes == 0) {
            return 0;
        }
        if (bytes > Decimals.MAX_BYTES) {
            return Integer.MAX_VALUE;
        }
        BigInteger most = BigInteger.ONE.shiftLeft(8 * bytes - 1).subtract(BigInteger.ONE);
        return most.toString().length() - 1;
    }

    /**
     * What a value is that was written with the one and is read with the other: what the reader says, but in the unit
     * that it was written in.
     */
    static @Nullable Logical resolved(@Nullable Logical writer, @Nullable Logical reader) {
        boolean sameKind = writer != null && reader != null && writer.op == reader.op;
        return sameKind ? writer : reader;
    }

    /** Why a value that was written with the one would be another value when read with the other; null if it is not. */
    static @Nullable String clash(@Nullable Logical writer, @Nullable Logical reader) {
        if (writer == null || reader == null) {
            return null;
        }
        boolean same = writer.op == reader.op && writer.scale == reader.scale;
        return same ? null : "written as " + writer + ", which cannot be read as " + reader;
    }

    /** As people write it: {@code decimal(10,2)}. */
    @Override
    public String toString() {
        return op == Op.DECIMAL ? "decimal(" + precision + "," + scale + ")" : name;
    }
}

package dev.wharf.avro;

import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Values without parts that come seldom: those of logical types, and those that are promoted. */
final class Scalars {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Scalars() {}

    /** The node for what was written with one schema and is read with the other. */
    static Scalar node(Schema writer, Schema reader, @Nullable Logical logical) {
        int wire = op(writer.getType());
        int size = wire == Op.FIXED ? writer.getFixedSize() : -1;
        int op = logical == null ? promoted(wire, op(reader.getType())) : logical.op();
        return new Scalar(op, Words.typeName(reader), wire, size, logical);
    }

    private static int op(Schema.Type type) {
        return switch (type) {
            case NULL -> Op.NULL;
            case BOOLEAN -> Op.BOOLEAN;
            case INT -> Op.INT;
            case LONG -> Op.LONG;
            case FLOAT -> Op.FLOAT;
            case DOUBLE -> Op.DOUBLE;
            case BYTES -> Op.BYTES;
            case STRING -> Op.STRING;
            case FIXED -> Op.FIXED;
            case RECORD, ENUM, ARRAY, MAP, UNION -> throw new IllegalArgumentException(type + " has parts");
        };
    }

    /** Bytes and strings are written alike, so that each can be read as the other. */
    private static int promoted(int wire, int to) {
        if (wire == to || to == Op.BYTES || to == Op.STRING) {
            return to;
        }
        return switch (to) {
            case Op.LONG -> Op.AS_LONG;
            case Op.FLOAT -> Op.AS_FLOAT;
            default -> Op.AS_DOUBLE;
        };
    }

    static void check(Scalar node, Cursor in) {
        switch (node.op) {
            case Op.AS_LONG, Op.AS_FLOAT, Op.AS_DOUBLE -> skipNumber(node, in);
            case Op.DATE, Op.TIMESTAMP, Op.LOCAL_TIMESTAMP -> node.readInteger(in);
            case Op.DECIMAL -> checkDecimal(node, in);
            case Op.UUID -> in.take(node.size, "a UUID");
            default -> read(node, in);
        }
    }

    private static void skipNumber(Scalar node, Cursor in) {
        if (node.wire == Op.FLOAT) {
            in.take(4, "a float");
        } else {
            node.readInteger(in);
        }
    }

    private static void checkDecimal(Scalar node, Cursor in) {
        int length = node.readLength(in);
        Decimals.checkLength(length, in);
        in.pos += length;
    }

    static Value read(Scalar node, Cursor in) {
        return switch (node.op) {
            case Op.AS_LONG -> new Value.Int(in.readInt(), Value.IntType.I64);
            case Op.AS_FLOAT -> new Value.Float32((float) node.readInteger(in));
            case Op.AS_DOUBLE -> new Value.Float64(asDouble(node, in));
            case Op.DECIMAL -> new Value.Decimal(Decimals.read(node, in));
            case Op.BIG_DECIMAL -> new Value.Decimal(Decimals.readBig(in));
            case Op.UUID -> new Value.Text(new UUID(in.readBigEndianLong(), in.readBigEndianLong()).toString());
            case Op.DURATION -> duration(in);
            case Op.DATE -> new Value.Date(LocalDate.ofEpochDay(in.readInt()));
            case Op.TIME -> time(node, in);
            case Op.TIMESTAMP -> Clock.timestamp(node.readInteger(in), node.logical.unit());
            case Op.LOCAL_TIMESTAMP -> Clock.localTimestamp(node.readInteger(in), node.logical.unit());
            case Op.FIXED -> fixed(node, in);
            default -> throw new IllegalStateException("operation " + node.op + " is none of a scalar");
        };
    }

    private static double asDouble(Scalar node, Cursor in) {
        return node.wire == Op.FLOAT ? in.readFloat() : node.readInteger(in);
    }

    static Value.Binary fixed(Scalar node, Cursor in) {
        int from = in.take(node.size, "a fixed");
        return new Value.Binary(Arrays.copyOfRange(in.buf, from, in.pos));
    }

    private static Value time(Scalar node, Cursor in) {
        int start = in.pos;
        long count = node.readInteger(in);
        if (!Clock.isTimeOfDay(count, node.logical.unit())) {
            throw Cursor.flaw("a " + node.logical + " that is no time of a day", start);
        }
        return Clock.time(count, node.logical.unit());
    }

    /** Months, days and milliseconds, each without a sign. */
    private static Value duration(Cursor in) {
        int start = in.pos;
        int months = in.readFixedInt();
        int days = in.readFixedInt();
        long millis = Integer.toUnsignedLong(in.readFixedInt());
        if (months < 0 || days < 0) {
            throw Cursor.flaw("a duration of more than " + Integer.MAX_VALUE + " months or days", start);
        }
        return new Value.Interval(months, days, millis * NANOS_PER_MILLI);
    }

    static void tell(Scalar node, Cursor in, ValueWriter to) {
        switch (node.op) {
            case Op.AS_LONG -> to.integer(in.readInt(), Value.IntType.I64);
            case Op.AS_FLOAT -> to.float32((float) node.readInteger(in));
            case Op.AS_DOUBLE -> to.float64(asDouble(node, in));
            default -> to.value(read(node, in));
        }
    }
}

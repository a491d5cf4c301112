package dev.wharf.protobuf;

import dev.wharf.protobuf.FieldType.Wire;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;

/**
 * Tells a record from its bytes, without values but for those of a map and of Google's own types. The record was
 * checked, and stands in the order of its schema. For one thread.
 */
final class WireTeller extends ProtobufReader {

    WireTeller(byte[] buf, int pos, int size, int maxDepth) {
        super(buf, pos, size, maxDepth);
    }

    void row(ProtobufMessage message, int end, ValueWriter writer) {
        row(message, end, 0, 1, writer);
    }

    private void row(ProtobufMessage message, int end, int endTag, int depth, ValueWriter writer) {
        writer.startRow();
        int told = 0;
        while (pos < end) {
            int tag = tag(end);
            ProtobufField field = message.numbered(tag >>> 3);
            if (field == null || !field.takes(tag & 7)) {
                if (tag == endTag) {
                    break;
                }
                skip(tag, end, depth);
            } else {
                absent(message, told, field.index(), writer);
                told = field.index() + 1;
                writer.name(message.shape().name(field.index()));
                field(field, tag, end, depth, writer);
            }
        }
        absent(message, told, message.size(), writer);
        writer.endRow();
    }

    /** The defaults of the fields in between. */
    private static void absent(ProtobufMessage message, int from, int to, ValueWriter writer) {
        for (int i = from; i < to; i++) {
            Value absent = message.field(i).absent();
            if (!(absent instanceof Value.Absent)) {
                writer.name(message.shape().name(i));
                writer.value(absent);
            }
        }
    }

    /** A field of the whole, from its first tag on. */
    void field(ProtobufField field, int end, ValueWriter writer) {
        field(field, tag(end), end, 1, writer);
    }

    private void field(ProtobufField field, int tag, int end, int depth, ValueWriter writer) {
        if (field.map()) {
            writer.value(map(field, end, depth));
        } else if (field.repeated()) {
            array(field, tag, end, depth, writer);
        } else {
            value(field, end, depth, writer);
        }
    }

    private void array(ProtobufField field, int firstTag, int end, int depth, ValueWriter writer) {
        writer.startArray();
        int tag = firstTag;
        do {
            if (field.packable() && (tag & 7) == Wire.BYTES) {
                int to = limit(end);
                while (pos < to) {
                    value(field, to, depth, writer);
                }
            } else {
                value(field, end, depth, writer);
            }
            tag = next(field, end);
        } while (tag != 0);
        writer.endArray();
    }

    private void value(ProtobufField field, int end, int depth, ValueWriter writer) {
        switch (field.type()) {
            case STRING -> {
                int length = length(end);
                int from = advance(length, end);
                writer.text(buf, from, pos);
            }
            case BYTES -> {
                int length = length(end);
                int from = advance(length, end);
                writer.binary(buf, from, pos);
            }
            case MESSAGE -> {
                if (field.wellKnown() == WellKnown.NONE) {
                    row(field.message(), limit(end), 0, depth + 1, writer);
                } else {
                    writer.value(known(field, value(field, end, depth)));
                }
            }
            case GROUP -> row(field.message(), end, field.endTag(), depth + 1, writer);
            case DOUBLE -> writer.float64(Double.longBitsToDouble(fixed64(end)));
            case FLOAT -> writer.float32(Float.intBitsToFloat(fixed32(end)));
            case BOOL -> writer.bool(varint(end) != 0);
            case ENUM -> symbol(field, (int) varint(end), writer);
            case INT32 -> int32((int) varint(end), writer);
            case SINT32 -> writer.integer(zigZag32((int) varint(end)), Value.IntType.I32);
            case SFIXED32 -> writer.integer(fixed32(end), Value.IntType.I32);
            case INT64 -> writer.integer(varint(end), Value.IntType.I64);
            case SINT64 -> writer.integer(zigZag64(varint(end)), Value.IntType.I64);
            case SFIXED64 -> writer.integer(fixed64(end), Value.IntType.I64);
            case UINT32 -> writer.integer(varint(end) & 0xFFFFFFFFL, Value.IntType.U32);
            case FIXED32 -> writer.integer(fixed32(end) & 0xFFFFFFFFL, Value.IntType.U32);
            case UINT64 -> writer.integer(varint(end), Value.IntType.U64);
            case FIXED64 -> writer.integer(fixed64(end), Value.IntType.U64);
        }
    }

    /** What is beyond 32 bits does not count. */
    private static void int32(int value, ValueWriter writer) {
        writer.integer(value, Value.IntType.I32);
    }

    private static void symbol(ProtobufField field, int number, ValueWriter writer) {
        Value.Symbol symbol = field.enumeration().symbol(number);
        if (symbol == null) {
            writer.integer(number, Value.IntType.I32);
        } else {
            writer.scalar(symbol);
        }
    }
}

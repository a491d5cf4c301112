package dev.wharf.protobuf;

import dev.wharf.payload.Utf8;
import dev.wharf.protobuf.FieldType.Wire;
import dev.wharf.value.Decoded;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in one pass, as all encoders write them: each message field once, and what belongs to a repeated field
 * side by side. Where that is not so it throws {@link #SCATTERED}, and {@link MergingReader} takes its time. For one
 * thread.
 */
// length: the forms of values, each in a few lines, which the checker and the teller share
class ProtobufReader extends WireInput {
    /** Parts of one value stand in several places. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // it has neither a trace nor anything suppressed
    static final Scattered SCATTERED = new Scattered();

    /** Rows have a slot for every field of their message; so many of them a byte, and as many more, are enough. */
    private static final int SLOTS_A_BYTE = 8;

    private static final int FREE_SLOTS = 4 << 20;

    private long slots;

    /** Carries nothing: there is one of it. */
    static final class Scattered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Scattered() {
            super("parts of a value stand in several places", null, false, false);
        }
    }

    /**
     * @param pos where to begin
     * @param size the length of the payload, which bounds what is allocated
     */
    ProtobufReader(byte[] buf, int pos, int size, int maxDepth) {
        super(buf, pos, maxDepth);
        slots = FREE_SLOTS + (long) SLOTS_A_BYTE * size;
    }

    final Value.Row row(ProtobufMessage message, int end, int depth) {
        return pos == end ? message.empty() : row(message, end, 0, depth);
    }

    private Value.Row row(ProtobufMessage message, int end, int endTag, int depth) {
        enter(message, depth);
        Value[] values = message.absent().clone();
        fill(message, values, end, endTag, depth);
        return Value.Row.of(message.shape(), values);
    }

    /** Before the fields of a message: counts what it costs. */
    final void enter(ProtobufMessage message, int depth) {
        checkDepth(depth);
        slots -= message.size();
        if (slots < 0) {
            throw new WireFlaw(
                    Decoded.Kind.TOO_LARGE,
                    "there are so many messages with so many fields that rows of them would be far longer than the"
                            + " payload",
                    pos);
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether anything was read so far, which may be equal to the default
    private void fill(ProtobufMessage message, Value[] values, int end, int endTag, int depth) {
        while (pos < end) {
            int tag = tag(end);
            ProtobufField field = message.numbered(tag >>> 3);
            if (field == null || !field.takes(tag & 7)) {
                if (tag == endTag) {
                    return;
                }
                skip(tag, end, depth);
            } else if (field.repeated()) {
                if (values[field.index()] != field.absent()) {
                    throw SCATTERED;
                }
                values[field.index()] = field.map() ? map(field, end, depth) : array(field, tag, end, depth);
            } else {
                singular(message, field, values, end, depth);
            }
        }
        if (endTag != 0) {
            throw truncated();
        }
    }

    private void singular(ProtobufMessage message, ProtobufField field, Value[] values, int end, int depth) {
        int index = field.index();
        if (field.type().isMessage() && !(values[index] instanceof Value.Absent)) {
            throw SCATTERED;
        }
        Value value = value(field, end, depth);
        if (value == null) {
            return;
        }
        if (field.oneof() >= 0) {
            for (ProtobufField member : message.oneofs()[field.oneof()]) {
                values[member.index()] = Value.ABSENT;
            }
        }
        values[index] = value;
    }

    /** The values of a repeated field from here on, as long as it is the next; its first tag is read. */
    final Value array(ProtobufField field, int firstTag, int end, int depth) {
        Elements elements = null;
        int tag = firstTag;
        do {
            if (field.packable() && (tag & 7) == Wire.BYTES) {
                int to = limit(end);
                elements = elements == null ? new Elements(count(field.type(), to)) : elements;
                packed(field, to, elements);
            } else {
                elements = elements == null ? new Elements(4) : elements;
                Value value = value(field, end, depth);
                if (value != null) {
                    elements.add(value);
                }
            }
            tag = next(field, end);
        } while (tag != 0);
        return elements.size() == 0 ? field.absent() : elements.array();
    }

    /** The tag if the next value belongs to the field, too, or else 0 and nothing is read. */
    final int next(ProtobufField field, int end) {
        if (pos >= end) {
            return 0;
        }
        int start = pos;
        int tag = tag(end);
        if (tag >>> 3 == field.number() && field.takes(tag & 7)) {
            return tag;
        }
        pos = start;
        return 0;
    }

    /** How many numbers there are from here on. */
    private int count(FieldType type, int to) {
        if (type.wire() == Wire.FIXED32) {
            return (to - pos) / Integer.BYTES;
        }
        if (type.wire() == Wire.FIXED64) {
            return (to - pos) / Long.BYTES;
        }
        int count = 0;
        for (int i = pos; i < to; i++) {
            count += buf[i] >= 0 ? 1 : 0;
        }
        return count;
    }

    final void packed(ProtobufField field, int to, Elements elements) {
        while (pos < to) {
            Value value = scalar(field, to);
            if (value != null) {
                elements.add(value);
            }
        }
    }

    final Value map(ProtobufField field, int end, int depth) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        do {
            entry(field, limit(end), depth + 1, entries);
        } while (next(field, end) != 0);
        return entries.isEmpty() ? field.absent() : Value.MapOf.of(entries);
    }

    /** An entry whose value is a number that a closed enumeration does not know is none. */
    private void entry(ProtobufField map, int end, int depth, Map<Value, Value> entries) {
        enter(map.message(), depth);
        ProtobufField keyField = map.message().field(0);
        ProtobufField valueField = map.message().field(1);
        Value key = keyField.absent();
        Value value = Value.ABSENT;
        boolean strange = false;
        while (pos < end) {
            int tag = tag(end);
            if (tag == keyField.tag()) {
                key = known(keyField, scalar(keyField, end));
            } else if (tag == valueField.tag()) {
                if (valueField.type() == FieldType.MESSAGE && !(value instanceof Value.Absent)) {
                    throw SCATTERED;
                }
                Value found = value(valueField, end, depth);
                strange |= found == null;
                value = found == null ? value : found;
            } else {
                skip(tag, end, depth);
            }
        }
        if (!strange) {
            entries.put(key, value instanceof Value.Absent ? missing(valueField) : value);
        }
    }

    static Value known(ProtobufField field, @Nullable Value value) {
        return value == null ? field.absent() : value;
    }

    /** The value of an entry that shows none. */
    static Value missing(ProtobufField field) {
        if (field.type() != FieldType.MESSAGE) {
            return field.absent();
        }
        return field.wellKnown().of(field.message().empty());
    }

    /** A value of the field without its tag; null for a number that a closed enumeration does not know. */
    final @Nullable Value value(ProtobufField field, int end, int depth) {
        return switch (field.type()) {
            case MESSAGE -> {
                int to = limit(end);
                yield switch (field.wellKnown()) {
                    case NONE -> row(field.message(), to, depth + 1);
                    case TIMESTAMP, DURATION -> time(field.wellKnown(), to, depth + 1);
                    case WRAPPER, STRUCT, VALUE, LIST_VALUE ->
                        field.wellKnown().of(row(field.message(), to, depth + 1));
                };
            }
            case GROUP -> row(field.message(), end, field.endTag(), depth + 1);
            default -> scalar(field, end);
        };
    }

    final @Nullable Value scalar(ProtobufField field, int end) {
        return switch (field.type()) {
            case STRING -> text(end);
            case DOUBLE -> new Value.Float64(Double.longBitsToDouble(fixed64(end)));
            case INT64 -> Ints.i64(varint(end));
            case INT32 -> Ints.i32((int) varint(end));
            case FLOAT -> new Value.Float32(Float.intBitsToFloat(fixed32(end)));
            case UINT64 -> Ints.u64(varint(end));
            case UINT32 -> Ints.u32((int) varint(end));
            case SINT32 -> Ints.i32(zigZag32((int) varint(end)));
            case SINT64 -> Ints.i64(zigZag64(varint(end)));
            case FIXED32 -> Ints.u32(fixed32(end));
            case FIXED64 -> Ints.u64(fixed64(end));
            case SFIXED32 -> Ints.i32(fixed32(end));
            case SFIXED64 -> Ints.i64(fixed64(end));
            case BOOL -> Value.Bool.of(varint(end) != 0);
            case ENUM -> field.enumeration().value((int) varint(end));
            case BYTES -> binary(end);
            case GROUP, MESSAGE -> throw new IllegalStateException("a message is no scalar");
        };
    }

    private Value text(int end) {
        int length = length(end);
        int from = pos;
        pos += length;
        if (Utf8.isAscii(buf, from, pos)) {
            return new Value.Text(new String(buf, from, length, StandardCharsets.ISO_8859_1));
        }
        checkUtf8(from, pos);
        return new Value.Text(Utf8.decode(buf, from, pos));
    }

    final void checkUtf8(int from, int to) {
        int flaw = Utf8.firstFlaw(buf, from, to);
        if (flaw >= 0) {
            throw new WireFlaw(Decoded.Kind.MALFORMED, "the text is not valid UTF-8", flaw);
        }
    }

    private Value binary(int end) {
        int length = length(end);
        int from = pos;
        pos += length;
        return new Value.Binary(Arrays.copyOfRange(buf, from, pos));
    }

    /** A timestamp or a duration: two numbers. */
    final Value time(WellKnown kind, int end, int depth) {
        checkDepth(depth);
        long seconds = 0;
        int nanos = 0;
        while (pos < end) {
            int tag = tag(end);
            switch (tag) {
                case 1 << 3 -> seconds = varint(end);
                case 2 << 3 -> nanos = (int) varint(end);
                default -> skip(tag, end, depth);
            }
        }
        boolean timestamp = kind == WellKnown.TIMESTAMP;
        if (timestamp ? !WellKnown.isTimestamp(seconds, nanos) : !WellKnown.isDuration(seconds, nanos)) {
            throw flaw(timestamp ? WellKnown.BAD_TIMESTAMP : WellKnown.BAD_DURATION);
        }
        return timestamp ? WellKnown.timestamp(seconds, nanos) : WellKnown.duration(seconds, nanos);
    }
}

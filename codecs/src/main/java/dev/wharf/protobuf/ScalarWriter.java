package dev.wharf.protobuf;

import dev.wharf.problem.Nearest;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Writes values that have no parts, without their tags. For one record. */
final class ScalarWriter {
    private static final long MOST_UINT32 = 0xFFFFFFFFL;

    private final ReverseSink sink;

    ScalarWriter(ReverseSink sink) {
        this.sink = sink;
    }

    /** Writes the value, and gives whether it is the one that a field has which is not there. */
    boolean write(ProtobufField field, Value given) {
        Value value = given instanceof Value.Tagged tagged ? tagged.value() : given;
        return switch (field.type()) {
            case STRING -> text(Exact.text(value));
            case BYTES -> binary(Exact.binary(value));
            case DOUBLE -> fixed64(Double.doubleToRawLongBits(Exact.float64(value)));
            case FLOAT -> fixed32(Float.floatToRawIntBits(Exact.float32(value)));
            case INT64 -> varint(Exact.int64(value));
            case INT32 -> varint(int32(value));
            case UINT64 -> varint(Exact.uint64(value));
            case UINT32 -> varint(Exact.integer(value, 0, MOST_UINT32));
            case SINT64 -> varint(zigZag(Exact.int64(value)));
            case SINT32 -> varint(zigZag(int32(value)));
            case FIXED32 -> fixed32((int) Exact.integer(value, 0, MOST_UINT32));
            case SFIXED32 -> fixed32((int) int32(value));
            case FIXED64 -> fixed64(Exact.uint64(value));
            case SFIXED64 -> fixed64(Exact.int64(value));
            case BOOL -> varint(Exact.bool(value) ? 1 : 0);
            case ENUM -> varint(number(field.enumeration(), value));
            case GROUP, MESSAGE -> throw new IllegalStateException("a message is no scalar");
        };
    }

    private static long int32(Value value) {
        return Exact.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long zigZag(long value) {
        return value << 1 ^ value >> 63;
    }

    private boolean varint(long value) {
        sink.varint(value);
        return value == 0;
    }

    private boolean fixed32(int bits) {
        sink.fixed32(bits);
        return bits == 0;
    }

    private boolean fixed64(long bits) {
        sink.fixed64(bits);
        return bits == 0;
    }

    private boolean binary(byte[] bytes) {
        sink.bytes(bytes, 0, bytes.length);
        sink.varint(bytes.length);
        return bytes.length == 0;
    }

    private boolean text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // A surrogate without its partner becomes a question mark; only where there is one is it looked for.
        if (utf8.length != text.length() || contains(utf8, (byte) '?')) {
            checkSurrogates(text);
        }
        return binary(utf8);
    }

    private static void checkSurrogates(String text) {
        if (hasLoneSurrogate(text)) {
            throw ProtobufWriter.refused("text with half of a surrogate pair has no form in UTF-8");
        }
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        boolean found = false;
        for (byte b : bytes) {
            found |= b == wanted; // no way out of the loop, so that it is done many bytes at a time
        }
        return found;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    /** The number of a symbol, by its name; a number itself where the enumeration takes it. */
    private static long number(ProtobufEnum type, Value value) {
        if (value instanceof Value.Numeric) {
            int number = (int) int32(value);
            if (!type.takes(number)) {
                throw ProtobufWriter.refused("the enumeration " + type.fullName() + " has no such number");
            }
            return number;
        }
        String name = Exact.text(value);
        Integer number = type.number(name);
        if (number == null) {
            // The name is data of a record, so it is not shown.
            throw ProtobufWriter.refused(
                    "the enumeration " + type.fullName() + " has no such name" + Nearest.hint("", type.names()));
        }
        return number;
    }

    /** A key of a map; text that is a number or a boolean is taken for one, since in JSON all keys are text. */
    void key(ProtobufField field, Value key) {
        boolean unused = write(field, key instanceof Value.Text text ? meant(field.type(), text) : key);
    }

    private static Value meant(FieldType type, Value.Text text) {
        if (type == FieldType.STRING) {
            return text;
        }
        if (type == FieldType.BOOL) {
            return switch (text.value()) {
                case "true" -> Value.Bool.TRUE;
                case "false" -> Value.Bool.FALSE;
                default -> throw Exact.refused(text, "a boolean as the key of a map");
            };
        }
        try {
            String digits = text.value();
            return digits.startsWith("-")
                    ? Value.Int.of(Long.parseLong(digits))
                    : new Value.Int(Long.parseUnsignedLong(digits), Value.IntType.U64);
        } catch (NumberFormatException e) {
            throw Exact.refused(text, "an integer as the key of a map");
        }
    }

    /** The fields of a timestamp or a duration. */
    void time(WellKnown kind, Value value) {
        if (kind == WellKnown.TIMESTAMP) {
            Instant time = Exact.timestamp(value);
            if (!WellKnown.isTimestamp(time.getEpochSecond(), time.getNano())) {
                throw Exact.refused(value, "a google.protobuf.Timestamp, which is between the years 1 and 9999");
            }
            time(time.getEpochSecond(), time.getNano());
        } else {
            long nanos = nanos(value);
            time(nanos / WellKnown.NANOS_PER_SECOND, (int) (nanos % WellKnown.NANOS_PER_SECOND));
        }
    }

    private void time(long seconds, int nanos) {
        if (nanos != 0) {
            sink.varint(nanos);
            sink.varint(2 << 3);
        }
        if (seconds != 0) {
            sink.varint(seconds);
            sink.varint(1 << 3);
        }
    }

    private static long nanos(Value value) {
        if (value instanceof Value.Interval interval && interval.months() == 0 && interval.days() == 0) {
            return checked(value, interval.nanos());
        }
        if (value instanceof Value.Text text) {
            try {
                return checked(value, Duration.parse(text.value()).toNanos());
            } catch (DateTimeParseException | ArithmeticException e) {
                throw Exact.refused(value, "a google.protobuf.Duration (as text, PT1.5S)");
            }
        }
        throw Exact.refused(value, "a google.protobuf.Duration, which has neither months nor days");
    }

    private static long checked(Value value, long nanos) {
        if (Math.abs(nanos / WellKnown.NANOS_PER_SECOND) > WellKnown.MOST_SPAN_SECONDS) {
            throw Exact.refused(value, "a google.protobuf.Duration of at most 292 years");
        }
        return nanos;
    }
}

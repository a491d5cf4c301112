package dev.wharf.json;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes any value as JSON. What JSON has no form for becomes text: bytes as base64, dates and times by ISO-8601, the
 * symbol of an enumeration by its name. A {@link Value.Tagged} becomes its inner value, a number keeps all its
 * digits, and members that are {@link Value#ABSENT} are left out. What is written is well-formed, or nothing is. Any
 * thread may call it.
 */
public final class JsonWriter {
    private static final byte[] TRUE = JsonText.ascii("true");
    private static final byte[] FALSE = JsonText.ascii("false");
    private static final byte[] NULL = JsonText.ascii("null");

    /** Written to make room that is then filled in place; as long as the longest long. */
    private static final byte[] ROOM = new byte[19];

    private JsonWriter() {}

    /**
     * Appends the value without any whitespace.
     *
     * @throws WharfException RECORD_REFUSED if JSON has no form for it: NaN, an infinity, an absent value outside a
     * row, a
     *     map key that is no text, integer or boolean, two keys that become the same text, more than 1000 levels
     */
    public static void write(Value value, ByteSink sink) {
        int start = sink.length();
        try {
            write(value, sink, 0);
        } catch (WharfException e) {
            sink.truncate(start);
            throw e;
        }
    }

    /** Like {@link #write}, with a line for each member and element, indented by two spaces a level. */
    public static void writePretty(Value value, ByteSink sink) {
        ByteSink compact = new ByteSink();
        write(value, compact);
        indent(compact.buffer(), 0, compact.length(), sink);
    }

    /**
     * Appends JSON that is already encoded, well-formed and in UTF-8, with its whitespace replaced by that of
     * {@link #writePretty}. Numbers and strings stay as they are, byte for byte.
     */
    public static void indent(byte[] json, int from, int to, ByteSink sink) {
        new JsonIndenter(json, from, to, sink).run();
    }

    /** Calls itself for each level, so it must not need much of the stack: what has no parts is written elsewhere. */
    private static void write(Value value, ByteSink sink, int depth) {
        switch (value) {
            case Value.Row row -> writeRow(row.shape(), row.values(), sink, deeper(depth));
            case Value.Array array -> writeArray(array.values(), sink, deeper(depth));
            case Value.MapOf map -> writeMap(map.entries(), sink, deeper(depth));
            case Value.Tagged tagged -> write(tagged.value(), sink, deeper(depth));
            default -> writeSimple(value, sink);
        }
    }

    private static void writeSimple(Value value, ByteSink sink) {
        switch (value) {
            case Value.Text text -> JsonText.write(text.value(), sink);
            case Value.Int number -> writeInt(number.value(), number.type(), sink);
            case Value.Bool bool -> sink.write(bool.value() ? TRUE : FALSE);
            case Value.Null none -> sink.write(NULL);
            case Value.Decimal number -> sink.writeAscii(number.value().toString());
            case Value.Float64 number -> writeDouble(number.value(), sink);
            case Value.Float32 number -> writeFloat(number.value(), sink);
            case Value.Symbol symbol -> JsonText.write(symbol.value(), sink);
            case Value.Binary binary -> writeBinary(binary.value(), sink);
            case Value.Date date -> writeQuoted(date.value().toString(), sink);
            case Value.Time time -> writeQuoted(DateTimeFormatter.ISO_LOCAL_TIME.format(time.value()), sink);
            case Value.Timestamp time -> writeQuoted(time.value().toString(), sink);
            case Value.LocalTimestamp time ->
                writeQuoted(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.value()), sink);
            case Value.Interval interval -> writeQuoted(duration(interval), sink);
            default -> throw refused("an absent value has no JSON form outside a row: write null instead");
        }
    }

    private static int deeper(int depth) {
        if (depth == JsonScanner.MAX_DEPTH) {
            throw tooDeep(depth);
        }
        return depth + 1;
    }

    /** Digits are written from the last to the first, in place: no String. */
    static void writeInt(long number, Value.IntType type, ByteSink sink) {
        long value = number;
        if (value < 0 && (type == Value.IntType.U64 || value == Long.MIN_VALUE)) {
            sink.writeAscii(digits(value, type));
            return;
        }
        if (value < 0) {
            sink.write('-');
            value = -value;
        }
        sink.write(ROOM, 0, length(value));
        byte[] buffer = sink.buffer();
        int pos = sink.length() - 1;
        for (; value > Integer.MAX_VALUE; value /= 10) {
            buffer[pos--] = (byte) ('0' + value % 10);
        }
        int rest = (int) value; // which is divided in half the time
        for (; rest >= 10; rest /= 10) {
            buffer[pos--] = (byte) ('0' + rest % 10);
        }
        buffer[pos] = (byte) ('0' + rest);
    }

    static String digits(long value, Value.IntType type) {
        return type == Value.IntType.U64 ? Long.toUnsignedString(value) : Long.toString(value);
    }

    private static int length(long value) {
        int length = 1;
        for (long limit = 10; length < ROOM.length && value >= limit; limit *= 10) {
            length++;
        }
        return length;
    }

    static void writeDouble(double value, ByteSink sink) {
        if (!Double.isFinite(value)) {
            throw notFinite();
        }
        sink.writeAscii(Double.toString(value)); // 1.0E10, -0.0: all its forms are JSON
    }

    static void writeFloat(float value, ByteSink sink) {
        if (!Float.isFinite(value)) {
            throw notFinite();
        }
        sink.writeAscii(Float.toString(value));
    }

    private static void writeRow(Shape shape, List<Value> values, ByteSink sink, int depth) {
        byte before = '{';
        for (int i = 0; i < shape.size(); i++) {
            if (!(values.get(i) instanceof Value.Absent)) {
                sink.write(before);
                before = ',';
                sink.write(shape.name(i).encoded(JsonText::name));
                write(values.get(i), sink, depth);
            }
        }
        close(before, '{', '}', sink);
    }

    private static void writeArray(List<Value> values, ByteSink sink, int depth) {
        byte before = '[';
        for (Value value : values) {
            sink.write(before);
            before = ',';
            write(value, sink, depth);
        }
        close(before, '[', ']', sink);
    }

    private static void writeMap(Map<Value, Value> entries, ByteSink sink, int depth) {
        Set<String> seen = new HashSet<>();
        byte before = '{';
        for (Map.Entry<Value, Value> entry : entries.entrySet()) {
            if (!(entry.getValue() instanceof Value.Absent)) {
                String name = name(entry.getKey());
                if (!seen.add(name)) {
                    throw sameKeys();
                }
                sink.write(before);
                before = ',';
                JsonText.write(name, sink);
                sink.write(':');
                write(entry.getValue(), sink, depth);
            }
        }
        close(before, '{', '}', sink);
    }

    private static void close(byte before, char open, char close, ByteSink sink) {
        if (before == open) {
            sink.write(open);
        }
        sink.write(close);
    }

    private static String name(Value key) {
        return switch (key) {
            case Value.Text text -> text.value();
            case Value.Symbol symbol -> symbol.value();
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Int number -> number.asDecimal().toString();
            case Value.Tagged tagged -> name(tagged.value());
            case Value.Float32 other -> throw noName(other);
            case Value.Float64 other -> throw noName(other);
            case Value.Decimal other -> throw noName(other);
            case Value.Binary other -> throw noName(other);
            case Value.Date other -> throw noName(other);
            case Value.Time other -> throw noName(other);
            case Value.Timestamp other -> throw noName(other);
            case Value.LocalTimestamp other -> throw noName(other);
            case Value.Interval other -> throw noName(other);
            case Value.Array other -> throw noName(other);
            case Value.Row other -> throw noName(other);
            case Value.MapOf other -> throw noName(other);
            case Value.Null other -> throw noName(other);
            case Value.Absent other -> throw noName(other);
        };
    }

    private static void writeBinary(byte[] bytes, ByteSink sink) {
        sink.write('"');
        sink.write(Base64.getEncoder().encode(bytes));
        sink.write('"');
    }

    private static void writeQuoted(String ascii, ByteSink sink) {
        sink.write('"');
        sink.writeAscii(ascii);
        sink.write('"');
    }

    /** Such as P14M3DT1.5S; each part has its own sign, and one that is zero is left out. */
    private static String duration(Value.Interval interval) {
        String months = interval.months() == 0 ? "" : interval.months() + "M";
        String days = interval.days() == 0 ? "" : interval.days() + "D";
        if (interval.nanos() == 0 && (interval.months() | interval.days()) != 0) {
            return "P" + months + days;
        }
        BigDecimal seconds = BigDecimal.valueOf(interval.nanos(), 9).stripTrailingZeros();
        return "P" + months + days + "T" + seconds.toPlainString() + "S";
    }

    private static WharfException notFinite() {
        return refused("NaN and infinities have no JSON form: write null or text in their place");
    }

    static WharfException noName(Value key) {
        return noName("of kind " + key.getClass().getSimpleName());
    }

    static WharfException noName(String kind) {
        return refused(
                "a map key " + kind + " cannot be a JSON member name: only text, integers, booleans and symbols can");
    }

    static WharfException sameKeys() {
        return refused("two keys of a map are the same as text, so a JSON object cannot hold both: rename one");
    }

    static WharfException tooDeep(int depth) {
        return refused("a value nested deeper than " + depth + " levels cannot be written as JSON: flatten it first");
    }

    private static WharfException refused(String text) {
        return new WharfException(ErrorCode.RECORD_REFUSED, text);
    }
}

package dev.wharf.json;

import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON and makes its value in one pass. It accepts what {@link JsonScanner} accepts, and gives what {@link
 * JsonTree} gives. Where something is wrong it only says so: whoever asked lets those two say what, and where. For one
 * thread.
 */
final class JsonReader {
    private static final Value[] NONE = {};

    /** So many digits fit a long, whatever they are. */
    private static final int LONG_DIGITS = 18;

    private final byte[] buf;
    private final int to;
    private int pos;
    private int depth;

    private JsonReader(byte[] buf, int from, int to) {
        this.buf = buf;
        this.pos = from;
        this.to = to;
    }

    /** The value of all between the two positions; null if it is none, or has a number too large to compute with. */
    static @Nullable Value whole(byte[] buf, int from, int to) {
        JsonReader reader = new JsonReader(buf, from, to);
        Value value = reader.value(0);
        return value != null && JsonScanner.skipSpace(buf, reader.pos, to) == to ? value : null;
    }

    private void skipSpace() {
        if (pos < to && buf[pos] <= ' ') {
            pos = JsonScanner.skipSpace(buf, pos, to);
        }
    }

    /** The next value, behind whitespace; null if there is none. */
    private @Nullable Value value(int context) {
        skipSpace();
        if (pos >= to) {
            return null;
        }
        byte first = buf[pos];
        if (first == '"') {
            return text();
        }
        if (first <= '9') {
            return number();
        }
        if (first == '{') {
            return row(context);
        }
        return first == '[' ? array(context) : literal();
    }

    private @Nullable Value text() {
        int start = pos + 1;
        int end = JsonStrings.skipPlain(buf, start, to);
        if (end < to && buf[end] == '"') {
            pos = end + 1;
            return new Value.Text(new String(buf, start, end - start, StandardCharsets.ISO_8859_1)); // it is ASCII
        }
        long checked = JsonStrings.checkSlowly(buf, end, to);
        if (!ScanResult.ok(checked)) {
            return null;
        }
        pos = ScanResult.position(checked);
        boolean escapes = (checked & ScanResult.ESCAPES) != 0;
        return new Value.Text(escapes ? JsonText.decode(buf, start, pos - 1) : JsonText.plain(buf, start, pos - 1));
    }

    private @Nullable Value number() {
        boolean negative = buf[pos] == '-';
        int start = negative ? pos + 1 : pos;
        int at = start;
        int point = -1;
        long digits = 0;
        for (; at < to; at++) {
            byte b = buf[at];
            if (b >= '0' && b <= '9') {
                digits = digits * 10 + (b - '0');
            } else if (b == '.' && point < 0 && at > start) {
                point = at;
            } else {
                break;
            }
        }
        boolean plain = at > start
                && at - start <= LONG_DIGITS
                && at - 1 != point
                && (buf[start] != '0' || at == start + 1 || point == start + 1)
                && (at == to || (buf[at] | 0x20) != 'e');
        if (!plain) {
            return unusualNumber();
        }
        pos = at;
        long unscaled = negative ? -digits : digits;
        return point < 0
                ? JsonNumbers.integer(unscaled)
                : new Value.Decimal(BigDecimal.valueOf(unscaled, at - point - 1));
    }

    /** One with an exponent, or a long one; or none. */
    private @Nullable Value unusualNumber() {
        long end = JsonScanner.number(buf, pos, to);
        if (!ScanResult.ok(end)) {
            return null;
        }
        int start = pos;
        pos = ScanResult.position(end);
        return JsonNumbers.tooLong(buf, start, pos) ? null : JsonNumbers.decode(buf, start, pos);
    }

    private @Nullable Value literal() {
        long end = JsonScanner.literal(buf, pos, to);
        if (!ScanResult.ok(end)) {
            return null;
        }
        byte first = buf[pos];
        pos = ScanResult.position(end);
        return first == 't' ? Value.Bool.TRUE : first == 'f' ? Value.Bool.FALSE : Value.NULL;
    }

    private @Nullable Value array(int context) {
        if (!open(']')) {
            return closed() ? Value.Array.of(NONE) : null;
        }
        Value[] values = new Value[4];
        int count = 0;
        do {
            Value value = value(context);
            if (value == null) {
                return null;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        } while (comma());
        return close(']') ? Value.Array.of(count == values.length ? values : Arrays.copyOf(values, count)) : null;
    }

    /** Steps into an array or object, unless it is empty, too deep, or cut off. */
    private boolean open(char close) {
        pos++;
        skipSpace();
        return pos < to && buf[pos] != close && depth++ < JsonScanner.MAX_DEPTH;
    }

    /** Whether it was empty, where {@link #open} did not step in; then steps behind it. */
    private boolean closed() {
        boolean empty = pos < to && (buf[pos] == ']' || buf[pos] == '}') && depth < JsonScanner.MAX_DEPTH;
        pos++;
        return empty;
    }

    /** Steps over a comma, if there is one. */
    private boolean comma() {
        skipSpace();
        if (pos < to && buf[pos] == ',') {
            pos++;
            return true;
        }
        return false;
    }

    private boolean close(char close) {
        depth--;
        return pos < to && buf[pos++] == close;
    }

    private @Nullable Value row(int context) {
        if (!open('}')) {
            return closed() ? JsonTree.row(List.of(), List.of()) : null;
        }
        if (pos > to - 8) {
            return unknownRow(-1, null, NONE, 0);
        }
        int slot = KnownRows.slot(buf, pos, context);
        KnownRows.KnownRow known = KnownRows.find(slot);
        return known == null ? unknownRow(slot, null, NONE, 0) : knownRow(slot, known);
    }

    /** An object that most likely has the names of another. */
    private @Nullable Value knownRow(int slot, KnownRows.KnownRow first) {
        KnownRows.KnownRow known = first;
        Value[] values = new Value[known.size()];
        int count = 0;
        do {
            skipSpace();
            int behind = count < known.size() ? known.behind(count, buf, pos, to) : -1;
            if (behind < 0) {
                KnownRows.KnownRow other = KnownRows.other(slot);
                boolean like = other != null && other.size() > count && other.beginsLike(known, count);
                behind = other != null && like ? other.behind(count, buf, pos, to) : -1;
                if (other == null || behind < 0) {
                    return unknownRow(slot, known, values, count);
                }
                known = other;
                values = Arrays.copyOf(values, known.size());
            }
            pos = behind;
            Value value = value(known.context(count));
            if (value == null) {
                return null;
            }
            values[count++] = value;
        } while (comma());
        if (count < known.size()) {
            return close('}') ? shorterRow(slot, known, values, count) : null;
        }
        return close('}') ? Value.Row.of(known.shape, values) : null;
    }

    /** An object with only the first names of another. */
    private static Value shorterRow(int slot, KnownRows.KnownRow known, Value[] values, int count) {
        KnownRows.KnownRow other = KnownRows.other(slot);
        Value[] present = Arrays.copyOf(values, count);
        if (other != null && other.size() == count && other.beginsLike(known, count)) {
            return Value.Row.of(other.shape, present);
        }
        return JsonTree.row(known.shape.names().subList(0, count), List.of(present));
    }

    /**
     * An object of names that are not known in this order, once it is read up to one of them.
     *
     * @param slot where it will be kept; -1 if nowhere
     * @param known whose names it has before
     * @param before the values of these, {@code count} of them
     */
    private @Nullable Value unknownRow(int slot, KnownRows.@Nullable KnownRow known, Value[] before, int count) {
        List<String> names = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        List<byte[]> raw = new ArrayList<>();
        for (int i = 0; known != null && i < count; i++) {
            names.add(known.shape.names().get(i));
            values.add(before[i]);
            raw.add(known.name(i));
        }
        boolean escapes = false;
        do {
            skipSpace();
            int start = pos;
            if (pos >= to || buf[pos] != '"') {
                return null;
            }
            long end = JsonStrings.checkName(buf, pos + 1, to);
            pos = ScanResult.ok(end) ? JsonScanner.afterColon(buf, ScanResult.position(end), to) : -1;
            if (pos < 0) {
                return null;
            }
            int behind = ScanResult.position(end);
            boolean escaped = (end & ScanResult.ESCAPES) != 0;
            escapes |= escaped;
            String name =
                    escaped ? JsonText.decode(buf, start + 1, behind - 1) : KnownNames.get(buf, start + 1, behind - 1);
            Value value = value(name.hashCode());
            if (value == null) {
                return null;
            }
            names.add(name);
            values.add(value);
            raw.add(withColon(start, behind));
        } while (comma());
        if (!close('}')) {
            return null;
        }
        Value.Row row = JsonTree.row(names, values);
        if (slot >= 0 && !escapes && row.shape().size() == names.size()) {
            KnownRows.keep(slot, row.shape(), raw.toArray(byte[][]::new));
        }
        return row;
    }

    private byte[] withColon(int start, int end) {
        byte[] name = Arrays.copyOf(Arrays.copyOfRange(buf, start, end), end - start + 1);
        name[end - start] = ':';
        return name;
    }
}

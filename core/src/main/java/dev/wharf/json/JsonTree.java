package dev.wharf.json;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds values from JSON that was checked before: nothing can be wrong with it, and its depth is within the limit. */
final class JsonTree {
    /** Only shapes with names of so many characters in all are kept. */
    private static final int MAX_SHAPE_LENGTH = 4096;

    /**
     * Shapes seen lately, by the hash of their names. Races are harmless: shapes are immutable, and any equal one
     * will do.
     */
    private static final @Nullable Shape[] SHAPES = new Shape[256];

    private final byte[] buf;
    private final int to;
    private int pos;

    private JsonTree(byte[] buf, int from, int to) {
        this.buf = buf;
        this.pos = from;
        this.to = to;
    }

    /** The value between the two positions, which enclose it without whitespace. */
    static Value decode(byte[] buf, int from, int to) {
        return switch (buf[from]) {
            case '"' -> new Value.Text(JsonText.decode(buf, from + 1, to - 1));
            case '{', '[' -> nested(buf, from, to);
            case 't' -> Value.Bool.TRUE;
            case 'f' -> Value.Bool.FALSE;
            case 'n' -> Value.NULL;
            default -> JsonNumbers.decode(buf, from, to);
        };
    }

    /** In one pass; by this if there is a number that is too large, to say so. */
    private static Value nested(byte[] buf, int from, int to) {
        Value value = JsonReader.whole(buf, from, to);
        return value == null ? walk(buf, from, to) : value;
    }

    /** The array or object between the two positions, by what was checked before alone. */
    static Value walk(byte[] buf, int from, int to) {
        return new JsonTree(buf, from, to).next();
    }

    private Value next() {
        return switch (buf[pos]) {
            case '{' -> row();
            case '[' -> array();
            case '"' -> new Value.Text(text());
            default -> scalar();
        };
    }

    private Value scalar() {
        int start = pos;
        while (pos < to && buf[pos] > ' ' && buf[pos] != ',' && buf[pos] != ']' && buf[pos] != '}') {
            pos++;
        }
        return decode(buf, start, pos);
    }

    private String text() {
        int start = pos + 1;
        long end = JsonStrings.check(buf, start, to);
        pos = ScanResult.position(end);
        boolean escapes = (end & ScanResult.ESCAPES) != 0;
        return escapes ? JsonText.decode(buf, start, pos - 1) : JsonText.plain(buf, start, pos - 1);
    }

    private Value array() {
        List<Value> values = new ArrayList<>();
        for (boolean more = open(']'); more; more = more()) {
            values.add(next());
        }
        return new Value.Array(values);
    }

    private Value row() {
        List<String> names = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (boolean more = open('}'); more; more = more()) {
            names.add(text());
            pos = JsonScanner.afterColon(buf, pos, to);
            values.add(next());
        }
        return row(names, values);
    }

    /** Steps into an array or object, or over it if it is empty; gives whether there is something in it. */
    private boolean open(char close) {
        pos = JsonScanner.skipSpace(buf, pos + 1, to);
        if (buf[pos] != close) {
            return true;
        }
        pos++;
        return false;
    }

    /** Steps over the comma, or over the closing bracket; gives whether it was a comma. */
    private boolean more() {
        pos = JsonScanner.skipSpace(buf, pos, to);
        boolean comma = buf[pos++] == ',';
        if (comma) {
            pos = JsonScanner.skipSpace(buf, pos, to);
        }
        return comma;
    }

    /** The row of these members; a shape that was seen lately is shared. */
    static Value.Row row(List<String> names, List<Value> values) {
        int slot = names.hashCode() & SHAPES.length - 1;
        Shape seen = SHAPES[slot];
        if (seen != null && seen.names().equals(names)) {
            return new Value.Row(seen, values);
        }
        Map<String, Value> members = LinkedHashMap.newLinkedHashMap(names.size());
        for (int i = 0; i < names.size(); i++) {
            members.put(names.get(i), values.get(i)); // the last of a name wins, at the place of the first
        }
        Shape shape = Shape.of(List.copyOf(members.keySet()));
        if (shape.size() == names.size() && length(names) <= MAX_SHAPE_LENGTH) {
            SHAPES[slot] = shape;
        }
        return new Value.Row(shape, List.copyOf(members.values()));
    }

    private static long length(List<String> names) {
        return names.stream().mapToLong(name -> name.length() + 1L).sum();
    }
}

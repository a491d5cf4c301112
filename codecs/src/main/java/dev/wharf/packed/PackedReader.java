package dev.wharf.packed;

import dev.wharf.payload.Utf8;
import dev.wharf.value.Fields.NameTable;
import dev.wharf.value.Name;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in bytes, from which values are read one after another: built, checked only, or told to a writer. The formats
 * add what their bytes mean. Every method that finds bytes that cannot be throws {@link Flaw}. For one thread.
 */
public abstract class PackedReader extends PackedBytes {
    /** In place of a count: no map stands here. */
    protected static final int NO_MAP = -2;

    /** Room made at first, whatever count is declared: the rest follows when the elements are really there. */
    private static final int FEW = 64;

    /** Each of them needs the hash code of all that is in it, so that the work grows with their number. */
    private static final int MOST_KEYS = 16;

    private static final Value[] NONE = {};
    private final PackedCodec codec;
    private int depth;

    /** How many keys we are inside of. */
    private int keys;

    /** Whether a map was met that has a key other than text. */
    private boolean otherKeys;

    protected PackedReader(PackedCodec codec, byte[] buf, int from, int to) {
        super(buf, from, to);
        this.codec = codec;
    }

    /** Reads a value. */
    protected abstract Value next();

    /** Steps over a value, and checks it to its last byte. */
    protected abstract void skip();

    /** Tells a value that was checked before, and in which no map has keys other than text. */
    protected abstract void tell(ValueWriter writer);

    /** Steps over a text in one piece, and gives where its bytes start; a negative number where there is none. */
    protected abstract int text();

    /** Steps over a text in several pieces, and gives it; null where there is none. */
    protected abstract @Nullable String pieces();

    /** Steps over the head of a map, and gives its count; {@link #NO_MAP} where there is none. */
    protected abstract int openMap();

    /** Whether there is another element, or entry, after so many; where there is none, steps over the end. */
    protected boolean more(int done, int count) {
        return done < count;
    }

    /** Steps over what may stand before the whole and means nothing. */
    protected void prefix() {}

    final boolean otherKeys() {
        return otherKeys;
    }

    /** The only value there is. */
    final Value whole() {
        prefix();
        Value value = next();
        end();
        return value;
    }

    final void tellWhole(ValueWriter writer) {
        prefix();
        tell(writer);
    }

    /**
     * Checks the only value there is, and finds the fields of a row.
     *
     * @param index start and end of the value of each field, counted from the start; left 0 where there is none
     * @return whether it is a row
     */
    final boolean scan(NameTable wanted, int[] index) {
        int base = pos;
        prefix();
        int count = openMap();
        if (count == NO_MAP) {
            skip();
            end();
            return false;
        }
        boolean row = scanMap(count, wanted, index, base);
        if (!row) {
            Arrays.fill(index, 0);
        }
        end();
        return row;
    }

    private boolean scanMap(int count, NameTable wanted, int[] index, int base) {
        boolean row = true;
        enter();
        for (int i = 0; more(i, count); i++) {
            int field = scanKey(wanted);
            row &= field != NO_MAP;
            int from = pos;
            skip();
            if (field >= 0) {
                index[2 * field] = from - base;
                index[2 * field + 1] = pos - base;
            }
        }
        leave();
        return row;
    }

    /** The field of the key, -1 for another text, {@link #NO_MAP} for what is no text. */
    private int scanKey(NameTable wanted) {
        int start = text();
        if (start >= 0) {
            int field = wanted.indexOf(buf, start, pos);
            if (field < 0) {
                checkUtf8(start, pos);
            }
            return field;
        }
        String name = pieces();
        if (name != null) {
            return wanted.indexOf(name);
        }
        skipOtherKey();
        return NO_MAP;
    }

    /** Reads so many elements. */
    protected final Value array(int count) {
        enter();
        Value[] values = room(count);
        int size = 0;
        while (more(size, count)) {
            if (size == values.length) {
                values = roomier(values, count);
            }
            values[size++] = next();
        }
        leave();
        return Value.Array.of(trimmed(values, size));
    }

    /** Reads so many entries: a row if all keys are text, of a name that stands twice the last value. */
    protected final Value map(int count) {
        enter();
        Value[] values = room(count);
        NameTree.Node node = codec.names().root();
        int size = 0;
        while (more(size, count)) {
            int key = pos;
            NameTree.Node below = name(node);
            if (below == null) {
                pos = key;
                return unknownRow(node.names(), values, size, count);
            }
            node = below;
            if (size == values.length) {
                values = roomier(values, count);
            }
            values[size++] = next();
        }
        leave();
        return Value.Row.of(node.shape(), trimmed(values, size));
    }

    /** Steps over the text that stands here; null if it is another key, or no name of the tree. */
    private NameTree.@Nullable Node name(NameTree.Node node) {
        int start = text();
        if (start < 0) {
            return null;
        }
        NameTree.Node known = node.child(buf, start, pos);
        if (known != null) {
            return known;
        }
        checkUtf8(start, pos);
        return codec.names().add(node, buf, start, pos);
    }

    private Value unknownRow(List<String> names, Value[] values, int size, int count) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            members.put(names.get(i), values[i]);
        }
        for (int i = size; more(i, count); i++) {
            Value key = key();
            if (!(key instanceof Value.Text name)) {
                return otherMap(members, key, i, count);
            }
            members.put(name.value(), next());
        }
        leave();
        return codec.row(members);
    }

    private Value otherMap(Map<String, Value> members, Value firstOther, int done, int count) {
        Entries entries = new Entries();
        members.forEach((name, value) -> entries.add(new Value.Text(name), value));
        entries.add(firstOther, next());
        for (int i = done + 1; more(i, count); i++) {
            Value key = key();
            entries.add(key, next());
        }
        leave();
        return entries.map();
    }

    private Value key() {
        keys++;
        Value key = next();
        keys--;
        return key;
    }

    private void skipOtherKey() {
        otherKeys = true;
        keys++;
        skip();
        keys--;
    }

    private static Value[] room(int count) {
        return count == 0 ? NONE : new Value[count < 0 ? 8 : Math.min(count, FEW)];
    }

    private static Value[] roomier(Value[] values, int count) {
        int twice = 2 * Math.max(values.length, 4);
        return Arrays.copyOf(values, count < 0 ? twice : Math.min(count, twice));
    }

    private static Value[] trimmed(Value[] values, int size) {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }

    protected final void skipArray(int count) {
        enter();
        for (int i = 0; more(i, count); i++) {
            skip();
        }
        leave();
    }

    protected final void skipMap(int count) {
        enter();
        for (int i = 0; more(i, count); i++) {
            skipKey();
            skip();
        }
        leave();
    }

    private void skipKey() {
        int start = text();
        if (start >= 0) {
            checkUtf8(start, pos);
        } else if (pieces() == null) {
            skipOtherKey();
        }
    }

    protected final void tellArray(int count, ValueWriter writer) {
        writer.startArray();
        for (int i = 0; more(i, count); i++) {
            tell(writer);
        }
        writer.endArray();
    }

    protected final void tellRow(int count, ValueWriter writer) {
        writer.startRow();
        NameTree.Node node = codec.names().root();
        for (int i = 0; more(i, count); i++) {
            node = tellName(node, writer);
            tell(writer);
        }
        writer.endRow();
    }

    private NameTree.@Nullable Node tellName(NameTree.@Nullable Node node, ValueWriter writer) {
        int start = text();
        if (start < 0) {
            writer.name(new Name(Objects.requireNonNull(pieces())));
            return null;
        }
        NameTree.Node below = node == null ? null : node.child(buf, start, pos);
        if (below == null && node != null) {
            below = codec.names().add(node, buf, start, pos);
        }
        writer.name(below == null ? new Name(Utf8.decode(buf, start, pos)) : below.name());
        return below;
    }

    /** One level deeper. */
    protected final void enter() {
        int most = codec.limits().maxDepth();
        if (depth == most) {
            throw flaw("values are nested deeper than " + most);
        }
        if (keys > MOST_KEYS) {
            throw flaw("arrays, maps and tags are in keys of maps that are in keys, and so on more than " + MOST_KEYS
                    + " times");
        }
        depth++;
    }

    protected final void leave() {
        depth--;
    }

    private void end() {
        if (pos != to) {
            throw flaw("there is something behind the value");
        }
    }
}

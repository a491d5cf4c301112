package dev.wharf.arrow;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the values of a column, and gives the buffers that they are. For one thread. */
abstract class ColumnWriter {
    final ArrowField field;

    /** How many elements there are so far. */
    int length;

    private final Bits validity = new Bits();
    private int nulls;

    ColumnWriter(ArrowField field) {
        this.field = field;
    }

    /** What the writers of a batch have in common. */
    static final class Shared {
        /** Those inside of others come first. */
        private final Map<Long, DictionaryWriter.Values> dictionaries = new LinkedHashMap<>();

        /** The dictionary of the number, which several columns may have. */
        DictionaryWriter.Values dictionary(ArrowField field, long id) {
            DictionaryWriter.Values known = dictionaries.get(id);
            if (known == null) {
                known = new DictionaryWriter.Values(id, of(field.inDictionary(), this));
                dictionaries.put(id, known);
            }
            return known;
        }

        Collection<DictionaryWriter.Values> dictionaries() {
            return dictionaries.values();
        }
    }

    /** Elements that are so or not, a bit each. */
    static final class Bits {
        private byte[] bits = {};

        void set(int index) {
            int at = index >>> 3;
            if (at >= bits.length) {
                bits = Arrays.copyOf(bits, Math.max(8, at * 2));
            }
            bits[at] |= (byte) (1 << (index & 7));
        }

        void copyTo(ByteSink sink, int count) {
            int bytes = (count + 7) >>> 3;
            sink.write(bits, 0, Math.min(bytes, bits.length));
            LittleEndian.zeros(sink, Math.max(0, bytes - bits.length));
        }
    }

    /** For the column; its type was checked by {@link #unwritable}. */
    static ColumnWriter of(ArrowField field, Shared shared) {
        ArrowField.Encoding encoding = field.dictionary();
        if (encoding != null) {
            return new DictionaryWriter(field, encoding, shared.dictionary(field, encoding.id()));
        }
        Scalar scalar = Scalar.of(field.type());
        if (scalar != null) {
            return new PlainWriters.Scalars(field, scalar);
        }
        return switch (field.type()) {
            case ArrowType.Plain plain ->
                switch (plain) {
                    case NULL -> new PlainWriters.Nulls(field);
                    case BOOL -> new PlainWriters.Bools(field);
                    case UTF8, BINARY, LARGE_UTF8, LARGE_BINARY -> new PlainWriters.Bytes(field);
                    case LIST, LARGE_LIST -> new NestedWriters.Lists(field, child(field, shared));
                    case STRUCT -> new StructWriter(field, children(field, shared));
                    case RUN_END_ENCODED, BINARY_VIEW, UTF8_VIEW, LIST_VIEW, LARGE_LIST_VIEW ->
                        throw new IllegalStateException("columns of type " + plain.text() + " are only read");
                };
            case ArrowType.FixedList list -> new NestedWriters.FixedLists(field, list.size(), child(field, shared));
            case ArrowType.MapType map -> {
                ArrowField entries = field.children().get(0);
                yield new NestedWriters.Maps(
                        field,
                        of(entries.children().get(0), shared),
                        of(entries.children().get(1), shared));
            }
            case ArrowType.Union union -> new UnionWriter(field, union, children(field, shared));
            default ->
                throw new IllegalStateException(
                        "columns of type " + field.type().text() + " have a width");
        };
    }

    /** Why columns of this type are only read, or empty if they can be written. */
    static String unwritable(ArrowField field) {
        boolean onlyRead = field.type() instanceof ArrowType.Plain plain
                && switch (plain) {
                    case RUN_END_ENCODED, BINARY_VIEW, UTF8_VIEW, LIST_VIEW, LARGE_LIST_VIEW -> true;
                    case NULL, BINARY, UTF8, BOOL, LIST, STRUCT, LARGE_BINARY, LARGE_UTF8, LARGE_LIST -> false;
                };
        if (onlyRead) {
            return "columns of type " + field.type().text() + " are only read, not written";
        }
        for (ArrowField child : field.children()) {
            String reason = unwritable(child);
            if (!reason.isEmpty()) {
                return reason;
            }
        }
        return "";
    }

    private static ColumnWriter child(ArrowField field, Shared shared) {
        return of(field.children().get(0), shared);
    }

    /** A writer for each child. */
    static ColumnWriter[] children(ArrowField field, Shared shared) {
        List<ArrowField> fields = field.children();
        ColumnWriter[] children = new ColumnWriter[fields.size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = of(fields.get(i), shared);
        }
        return children;
    }

    /**
     * Adds a value. A field that is absent is null.
     *
     * @throws dev.wharf.error.WharfException with {@code RECORD_REFUSED} if it does not fit
     */
    final void add(Value value) {
        if (!Value.isMissing(value)) {
            append(value);
            validity.set(length);
            length++;
        } else if (field.nullable() && hasNulls()) {
            skip();
        } else {
            throw Exact.refused(value, "a column that is never null");
        }
    }

    /** Adds an element that nobody will look at: one that is null, or a part of something that is. */
    final void skip() {
        appendNothing();
        nulls++;
        length++;
    }

    /** Whether the type has a place for nulls. */
    boolean hasNulls() {
        return true;
    }

    /** A value that is neither null nor absent. */
    abstract void append(Value value);

    /** Room for a null. */
    abstract void appendNothing();

    /** Gives the node and the buffers of the column, and those below it, in Arrow's order. */
    final void collect(Parts parts) {
        parts.node(length, hasNulls() ? nulls : 0);
        if (hasValidity()) {
            ByteSink bits = new ByteSink(nulls == 0 ? 0 : (length + 7) / 8);
            if (nulls > 0) {
                validity.copyTo(bits, length);
            }
            parts.buffer(bits);
        }
        collectValues(parts);
    }

    boolean hasValidity() {
        return hasNulls();
    }

    abstract void collectValues(Parts parts);

    /** The nodes and buffers of a batch, as they are gathered. */
    interface Parts {
        void node(int length, int nulls);

        /** Given away. */
        void buffer(ByteSink buffer);
    }
}

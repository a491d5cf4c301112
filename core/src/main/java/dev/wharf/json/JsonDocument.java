package dev.wharf.json;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text seen through the fields it was decoded with. What was not changed is written as it stood, byte for byte.
 * Immutable, safe for use by many threads.
 */
public final class JsonDocument implements Document {
    private final Payload.Inline payload;

    /**
     * Start and end of the value of each field, counted from the start of the payload; the end is 0 where there is
     * none.
     */
    private final int[] index;

    /** Whether a name of a field stands more than once. */
    private final boolean duplicates;

    /**
     * What {@link #select} left, in its order; null for all. May name fields that the document has not. What was set
     * since then and was not there stands behind them, see {@link Edit#appended}.
     */
    private final @Nullable List<Field> columns;

    private final @Nullable Edit edits;

    /** Written by any thread that finds it empty: all find the same bytes, and a payload may be published by a race. */
    private @Nullable Payload encoded;

    /** The index is given away. */
    JsonDocument(Payload.Inline payload, int[] index, boolean duplicates) {
        this.payload = payload;
        this.index = index;
        this.duplicates = duplicates;
        this.columns = null;
        this.edits = null;
    }

    private JsonDocument(JsonDocument base, @Nullable List<Field> columns, @Nullable Edit edits) {
        this.payload = base.payload;
        this.index = base.index;
        this.duplicates = base.duplicates;
        this.columns = columns;
        this.edits = edits;
    }

    @Override
    public boolean isRow() {
        return payload.buffer()[start()] == '{';
    }

    /**
     * {@inheritDoc}
     *
     * @throws WharfException MALFORMED for a number with more than 1000 digits or an exponent beyond 10000, which is
     *     passed on as it stands but not computed with
     */
    @Override
    public Value get(Field field) {
        Edit edit = Edit.find(edits, field);
        if (edit != null) {
            return edit.value();
        }
        long range = visibleRange(field);
        int from = payload.offset();
        return range == 0
                ? Value.ABSENT
                : JsonTree.decode(payload.buffer(), from + rangeStart(range), from + rangeEnd(range));
    }

    /**
     * {@inheritDoc} {@link Value#ABSENT} removes the field.
     *
     * @throws WharfException RECORD_REFUSED if the document is no JSON object
     */
    @Override
    public JsonDocument with(Field field, Value value) {
        requireRow("no field of it can be set");
        boolean present = has(field);
        if (value instanceof Value.Absent) {
            return present ? without(field) : this;
        }
        Edit changed =
                present ? Edit.replace(edits, field, value) : new Edit(field, value, true, Edit.drop(edits, field));
        return new JsonDocument(this, columns, changed);
    }

    /**
     * {@inheritDoc} A field named twice in the list counts once.
     *
     * @throws WharfException RECORD_REFUSED if the document is no JSON object
     */
    @Override
    public JsonDocument select(List<Field> fields) {
        requireRow("no fields of it can be selected");
        if (columns == null && edits == null && distinct(fields)) {
            return new JsonDocument(this, List.copyOf(fields), null); // which copies nothing if the list is immutable
        }
        List<Field> selected = fields.stream().distinct().filter(this::has).toList();
        return new JsonDocument(this, selected, Edit.selected(edits, selected));
    }

    @Override
    public Value value() {
        if (columns == null && edits == null) {
            return baseValue();
        }
        Map<String, Value> members = members();
        return new Value.Row(Shape.of(List.copyOf(members.keySet())), List.copyOf(members.values()));
    }

    /**
     * {@inheritDoc} Of a changed one the untouched members are copied as they stand; after {@link #select} there is no
     * whitespace between members.
     *
     * @throws WharfException RECORD_REFUSED if a value that was set has no JSON form, see {@link JsonWriter}
     */
    @Override
    public Payload encoded() {
        if (columns == null && edits == null) {
            return payload;
        }
        Payload known = encoded;
        if (known == null) {
            known = JsonSplice.encode(this);
            encoded = known;
        }
        return known;
    }

    /** Shows the size alone: what a record holds is not for logs. */
    @Override
    public String toString() {
        return "JsonDocument[" + payload.size() + " bytes" + (columns == null && edits == null ? "]" : ", changed]");
    }

    Payload.Inline payload() {
        return payload;
    }

    @Nullable
    List<Field> columns() {
        return columns;
    }

    @Nullable
    Edit edits() {
        return edits;
    }

    /** Whether the name of a field stands more than once in the original. */
    boolean duplicates() {
        return duplicates;
    }

    boolean indexed(Field field) {
        return 2 * field.index() < index.length;
    }

    /** Where the value of the field stands in the original, counted from its start; 0 if nowhere. */
    long range(Field field) {
        int slot = 2 * field.index();
        if (slot < index.length) {
            return range(index[slot], index[slot + 1]);
        }
        return isRow() ? search(field) : 0;
    }

    static int rangeStart(long range) {
        return (int) (range >>> 32);
    }

    static int rangeEnd(long range) {
        return (int) range;
    }

    /** For a field that was not known when the document was decoded. */
    private long search(Field field) {
        JsonMembers members = new JsonMembers(payload.buffer(), payload.offset(), payload.offset() + payload.size());
        long last = 0;
        while (members.next()) {
            if (members.name().equals(field.name())) {
                last = range(members.valueStart() - payload.offset(), members.valueEnd() - payload.offset());
            }
        }
        return last;
    }

    private static long range(int start, int end) {
        return (long) start << 32 | end;
    }

    /** Like {@link #range}, but 0 for what was not selected. */
    private long visibleRange(Field field) {
        return columns == null || columns.contains(field) ? range(field) : 0;
    }

    @Override
    public boolean has(Field field) {
        Edit edit = Edit.find(edits, field);
        return edit == null ? visibleRange(field) != 0 : !(edit.value() instanceof Value.Absent);
    }

    private JsonDocument without(Field field) {
        Edit others = Edit.drop(edits, field);
        boolean hidden = visibleRange(field) == 0;
        return new JsonDocument(this, columns, hidden ? others : new Edit(field, Value.ABSENT, false, others));
    }

    /** Every record comes by here: the first 64 fields cost a bit each. */
    private static boolean distinct(List<Field> fields) {
        long seen = 0;
        for (int i = 0; i < fields.size(); i++) {
            int index = fields.get(i).index();
            boolean known = index < Long.SIZE ? (seen & 1L << index) != 0 : fields.indexOf(fields.get(i)) < i;
            if (known) {
                return false;
            }
            seen |= index < Long.SIZE ? 1L << index : 0;
        }
        return true;
    }

    private int start() {
        return JsonScanner.skipSpace(payload.buffer(), payload.offset(), payload.offset() + payload.size());
    }

    private Value baseValue() {
        int start = start();
        int end = payload.offset() + payload.size();
        while (payload.buffer()[end - 1] <= ' ' && payload.buffer()[end - 1] >= 0) {
            end--;
        }
        return JsonTree.decode(payload.buffer(), start, end);
    }

    private Map<String, Value> members() {
        Map<String, Value> members = new LinkedHashMap<>();
        if (columns != null) {
            columns.forEach(field -> members.put(field.name(), get(field)));
        } else if (baseValue() instanceof Value.Row row) {
            for (int i = 0; i < row.shape().size(); i++) {
                members.put(row.shape().names().get(i), row.values().get(i));
            }
        }
        for (Edit edit : Edit.inOrder(edits)) {
            if (edit.appended()) {
                members.remove(edit.field().name());
            }
            members.put(edit.field().name(), edit.value());
        }
        members.values().removeIf(value -> value instanceof Value.Absent);
        return members;
    }

    private void requireRow(String consequence) {
        if (!isRow()) {
            String kind = switch (payload.buffer()[start()]) {
                case '[' -> "an array";
                case '"' -> "a string";
                case 't', 'f' -> "a boolean";
                case 'n' -> "null";
                default -> "a number";
            };
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED, "the JSON is " + kind + " and not an object, so " + consequence);
        }
    }
}

package dev.wharf.codec;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document of whatever format with changes on top: fields that were set or removed, and a selection. The document
 * below is not touched. Immutable, safe for use by many threads.
 */
public final class EditedDocument implements Document {
    private final Document base;
    private final Codec codec;

    /**
     * What was selected, in its order; null for all. A field that was set afterwards and was not there stands behind.
     */
    private final @Nullable List<Field> columns;

    /** What was set, {@link Value#ABSENT} where it was removed, in the order in which it was. */
    private final Map<Field, Value> edits;

    /** Those of the edits that were not there when they were set: they stand at the end, wherever they were before. */
    private final Set<Field> appended;

    /** Written by any thread that finds it empty: all mean the same, and a payload may be published by a race. */
    private @Nullable Payload encoded;

    private EditedDocument(
            Document base, Codec codec, @Nullable List<Field> columns, Map<Field, Value> edits, Set<Field> appended) {
        this.base = base;
        this.codec = codec;
        this.columns = columns;
        this.edits = edits;
        this.appended = appended;
    }

    /**
     * For {@link Document#with} of a row that was not changed so far.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it is no row
     */
    public static Document with(Document base, Codec codec, Field field, Value value) {
        return unchanged(base, codec).with(field, value);
    }

    /**
     * For {@link Document#select} of a row that was not changed so far.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it is no row
     */
    public static Document select(Document base, Codec codec, List<Field> fields) {
        return unchanged(base, codec).select(fields);
    }

    private static EditedDocument unchanged(Document base, Codec codec) {
        if (!base.isRow()) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "the record is no row in " + codec.name() + ", so no fields of it can be set or selected");
        }
        return new EditedDocument(base, codec, null, Map.of(), Set.of());
    }

    /** The document below, which was not changed. */
    public Document base() {
        return base;
    }

    /** What was selected, in its order; null for all. What was set afterwards and is not among it stands behind. */
    public @Nullable List<Field> columns() {
        return columns;
    }

    /** What was set, {@link Value#ABSENT} where it was removed, in the order in which it was. */
    public Map<Field, Value> edits() {
        return edits;
    }

    @Override
    public boolean isRow() {
        return true;
    }

    @Override
    public Value get(Field field) {
        Value edit = edits.get(field);
        if (edit != null) {
            return edit;
        }
        return isVisible(field) ? base.get(field) : Value.ABSENT;
    }

    private boolean isVisible(Field field) {
        return columns == null || columns.contains(field);
    }

    @Override
    public boolean has(Field field) {
        Value edit = edits.get(field);
        if (edit != null) {
            return !(edit instanceof Value.Absent);
        }
        return isVisible(field) && base.has(field);
    }

    @Override
    public Document with(Field field, Value value) {
        boolean present = has(field);
        if (!present && value instanceof Value.Absent) {
            return this;
        }
        Map<Field, Value> more = new LinkedHashMap<>(edits);
        Set<Field> atTheEnd = new HashSet<>(appended);
        if (value instanceof Value.Absent) {
            more.remove(field);
            atTheEnd.remove(field);
            if (isVisible(field) && base.has(field)) {
                more.put(field, value);
            }
        } else {
            if (!present) {
                more.remove(field); // what comes again stands at the end
                atTheEnd.add(field);
            }
            more.put(field, value);
        }
        return columns == null && more.isEmpty()
                ? base
                : new EditedDocument(base, codec, columns, Collections.unmodifiableMap(more), atTheEnd);
    }

    @Override
    public Document select(List<Field> fields) {
        List<Field> selected = fields.stream().distinct().filter(this::has).toList();
        Map<Field, Value> kept = new LinkedHashMap<>(edits);
        kept.keySet().retainAll(selected);
        return new EditedDocument(base, codec, selected, Collections.unmodifiableMap(kept), Set.of());
    }

    @Override
    public Value value() {
        Value whole = base.value();
        if (whole instanceof Value.Tagged tagged) {
            return new Value.Tagged(tagged.branch(), changed(tagged.value())); // it stays of the branch that it was of
        }
        return changed(whole);
    }

    private Value changed(Value whole) {
        Map<String, Value> members = new LinkedHashMap<>();
        if (columns == null && whole instanceof Value.Row row) {
            for (int i = 0; i < row.shape().size(); i++) {
                members.put(row.shape().names().get(i), row.values().get(i));
            }
        } else if (columns != null) {
            columns.forEach(field -> members.put(field.name(), get(field)));
        }
        edits.forEach((field, value) -> {
            if (appended.contains(field)) {
                members.remove(field.name());
            }
            members.put(field.name(), value);
        });
        members.values().removeIf(value -> value instanceof Value.Absent);
        return new Value.Row(Shape.of(List.copyOf(members.keySet())), List.copyOf(members.values()));
    }

    @Override
    public void tell(ValueWriter writer) {
        if (columns == null) {
            base.tell(new EditingWriter(writer, edits, appended));
            return;
        }
        writer.startRow();
        for (Field field : columns) {
            if (!appended.contains(field)) {
                tellMember(field, writer);
            }
        }
        edits.keySet().forEach(field -> {
            if (appended.contains(field)) {
                tellMember(field, writer);
            }
        });
        writer.endRow();
    }

    private void tellMember(Field field, ValueWriter writer) {
        if (has(field)) {
            writer.name(field.asName());
            boolean unused = tell(field, writer);
        }
    }

    @Override
    public boolean tell(Field field, ValueWriter writer) {
        Value edit = edits.get(field);
        if (edit == null) {
            return isVisible(field) && base.tell(field, writer);
        }
        if (edit instanceof Value.Absent) {
            return false;
        }
        writer.value(edit);
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * @throws WharfException with {@code RECORD_REFUSED} if the schema that it was written with has no room for the
     *     change
     */
    @Override
    public Payload encoded() {
        Payload known = encoded;
        if (known == null) {
            ByteSink sink = new ByteSink();
            codec.encode(this, sink);
            known = Payload.of(sink.toByteArray());
            encoded = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return base + ", changed";
    }
}

package dev.wharf.avro;

import dev.wharf.codec.EditedDocument;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields.NameTable;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Avro bytes seen through the fields they were decoded with. A record of a union, as topics of several types have it,
 * is a row as well. Immutable, safe for use by many threads.
 */
public final class AvroDocument implements Document {
    private static final int[] NO_STARTS = {};

    private final AvroCodec codec;
    private final Payload.Inline payload;
    private final Node plan;

    /** The record, if it is one. */
    private final @Nullable RecordNode record;

    /** Which of its fields are wanted. */
    private final @Nullable FieldMap fields;

    /** Where the wanted fields begin in the array of the payload, by their index; 0 for what was not written. */
    private final int[] starts;

    private AvroDocument(
            AvroCodec codec,
            Payload.Inline payload,
            Node plan,
            @Nullable RecordNode record,
            @Nullable FieldMap fields,
            int[] starts) {
        this.codec = codec;
        this.payload = payload;
        this.plan = plan;
        this.record = record;
        this.fields = fields;
        this.starts = starts;
    }

    /** Goes over the bytes to their end; throws {@link AvroFlaw}. */
    static AvroDocument check(AvroCodec codec, Payload.Inline payload, Node plan, NameTable wanted) {
        Cursor in = codec.cursor(payload);
        if (root(plan, in) instanceof RecordNode record) {
            FieldMap fields = record.fieldMap(wanted);
            int[] starts = wanted.size() == 0 ? NO_STARTS : new int[wanted.size()];
            Checking.index(record, in, fields.ofStep(), starts);
            AvroCodec.requireEnd(in);
            return new AvroDocument(codec, payload, plan, record, fields, starts);
        }
        in.pos = payload.offset();
        Checking.check(plan, in);
        AvroCodec.requireEnd(in);
        return new AvroDocument(codec, payload, plan, null, null, NO_STARTS);
    }

    /** The node of the value itself, behind the number of a branch. */
    private static Node root(Node plan, Cursor in) {
        Node node = plan.op == Op.UNION ? Checking.branch((UnionNode) plan, in) : plan;
        return node instanceof TagNode tag ? tag.value : node;
    }

    @Override
    public boolean isRow() {
        return record != null;
    }

    @Override
    public Value get(Field field) {
        int place = place(field);
        RecordNode node = record;
        if (place < 0 || node == null) {
            return Value.ABSENT;
        }
        return node.isConstant(place) ? node.constants[place] : Reading.read(node.stepFor(place), at(field, place));
    }

    @Override
    public boolean has(Field field) {
        return place(field) >= 0;
    }

    /** The place of the field in the record, or -1. */
    private int place(Field field) {
        if (record == null || fields == null) {
            return -1;
        }
        int[] ofWanted = fields.ofWanted();
        return field.index() < ofWanted.length
                ? ofWanted[field.index()]
                : record.shape.indexOf(field.name()); // it was not known when the document was decoded
    }

    private Cursor at(Field field, int place) {
        Cursor in = codec.cursor(payload);
        if (field.index() < starts.length) {
            in.pos = starts[field.index()];
            return in;
        }
        RecordNode node = (RecordNode) root(plan, in);
        for (int i = 0; node.targets[i] != place; i++) {
            Checking.check(node.steps[i], in);
        }
        return in;
    }

    @Override
    public Document with(Field field, Value value) {
        requireRow("no field of it can be set");
        return EditedDocument.with(this, codec, field, value);
    }

    @Override
    public Document select(List<Field> selected) {
        requireRow("no fields of it can be selected");
        return EditedDocument.select(this, codec, selected);
    }

    private void requireRow(String consequence) {
        if (record == null) {
            throw new WharfException(ErrorCode.RECORD_REFUSED, "the Avro value is no record, so " + consequence);
        }
    }

    @Override
    public Value value() {
        return Reading.read(plan, codec.cursor(payload));
    }

    @Override
    public void tell(ValueWriter writer) {
        Telling.tell(plan, codec.cursor(payload), writer);
    }

    @Override
    public boolean tell(Field field, ValueWriter writer) {
        int place = place(field);
        RecordNode node = record;
        if (place < 0 || node == null) {
            return false;
        }
        if (node.isConstant(place)) {
            writer.value(node.constants[place]);
        } else {
            Telling.tell(node.stepFor(place), at(field, place), writer);
        }
        return true;
    }

    @Override
    public Payload encoded() {
        return payload;
    }

    AvroCodec codec() {
        return codec;
    }

    Payload.Inline payload() {
        return payload;
    }

    /** Shows the size alone: what a record holds is not for logs. */
    @Override
    public String toString() {
        return "AvroDocument[" + payload.size() + " bytes]";
    }
}

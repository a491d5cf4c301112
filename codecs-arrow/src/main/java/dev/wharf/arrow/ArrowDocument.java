package dev.wharf.arrow;

import dev.wharf.codec.EditedDocument;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.List;

/**
 * The batches of a payload: one row, of which a field is decoded when it is asked for; or an array of rows. Immutable,
 * safe for use by many threads.
 */
final class ArrowDocument implements Document {
    private final Payload.Inline payload;
    private final ArrowCodec codec;
    private final ArrowSchema schema;
    private final StructColumn[] batches;
    private final boolean row;

    /** The batches are given away; of a row there is one, of length 1. */
    ArrowDocument(Payload.Inline payload, ArrowCodec codec, ArrowSchema schema, StructColumn[] batches, boolean row) {
        this.payload = payload;
        this.codec = codec;
        this.schema = schema;
        this.batches = batches;
        this.row = row;
    }

    @Override
    public boolean isRow() {
        return row;
    }

    @Override
    public Value get(Field field) {
        int column = column(field);
        return column < 0 ? Value.ABSENT : batches[0].child(column).get(0);
    }

    @Override
    public boolean has(Field field) {
        return column(field) >= 0;
    }

    private int column(Field field) {
        return row ? schema.shape().indexOf(field.name()) : -1;
    }

    /**
     * {@inheritDoc} Columns that stay keep their types when it is encoded.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if there is not just one row
     */
    @Override
    public Document with(Field field, Value value) {
        requireRow("no field of it can be set");
        return EditedDocument.with(this, codec.writingLike(schema), field, value);
    }

    /**
     * {@inheritDoc} They keep their types when it is encoded.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if there is not just one row
     */
    @Override
    public Document select(List<Field> fields) {
        requireRow("no fields of it can be selected");
        return EditedDocument.select(this, codec.writingLike(schema), fields);
    }

    @Override
    public Value value() {
        if (row) {
            return batches[0].value(0);
        }
        Value[] rows = new Value[size()];
        int next = 0;
        for (StructColumn batch : batches) {
            for (int i = 0; i < batch.length; i++) {
                rows[next++] = batch.value(i);
            }
        }
        return Value.Array.of(rows);
    }

    @Override
    public void tell(ValueWriter writer) {
        if (row) {
            batches[0].tell(0, writer);
            return;
        }
        writer.startArray();
        for (StructColumn batch : batches) {
            for (int i = 0; i < batch.length; i++) {
                batch.tell(i, writer);
            }
        }
        writer.endArray();
    }

    @Override
    public boolean tell(Field field, ValueWriter writer) {
        int column = column(field);
        if (column >= 0) {
            batches[0].child(column).tell(0, writer);
        }
        return column >= 0;
    }

    @Override
    public Payload encoded() {
        return payload;
    }

    Payload.Inline payload() {
        return payload;
    }

    ArrowSchema schema() {
        return schema;
    }

    /** Whether the payload is a file and not a stream. */
    boolean isFile() {
        return MessageSource.isFile(payload.buffer(), payload.offset(), payload.offset() + payload.size());
    }

    /** Shows the size alone: what a record holds is not for logs. */
    @Override
    public String toString() {
        return "ArrowDocument[" + payload.size() + " bytes]";
    }

    private int size() {
        int size = 0;
        for (StructColumn batch : batches) {
            size += batch.length;
        }
        return size;
    }

    private void requireRow(String consequence) {
        if (!row) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "the Arrow data has " + size() + " rows, and is read as an array of them, so " + consequence);
        }
    }
}

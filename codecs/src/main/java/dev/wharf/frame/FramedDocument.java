package dev.wharf.frame;

import dev.wharf.codec.EditedDocument;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.List;

/**
 * A document with the frame that it came in.
 *
 * @param inner what the codec found behind the frame
 * @param encoded the whole, with the frame
 */
record FramedDocument(Document inner, Payload encoded, SchemaKey key, FramedCodec codec) implements Document {
    @Override
    public boolean isRow() {
        return inner.isRow();
    }

    @Override
    public Value get(Field field) {
        return inner.get(field);
    }

    @Override
    public boolean has(Field field) {
        return inner.has(field);
    }

    @Override
    public Document with(Field field, Value value) {
        return EditedDocument.with(this, codec, field, value);
    }

    @Override
    public Document select(List<Field> fields) {
        return EditedDocument.select(this, codec, fields);
    }

    @Override
    public Value value() {
        return inner.value();
    }

    @Override
    public void tell(ValueWriter writer) {
        inner.tell(writer);
    }

    @Override
    public boolean tell(Field field, ValueWriter writer) {
        return inner.tell(field, writer);
    }

    @Override
    public Document bare() {
        return inner.bare();
    }

    @Override
    public String toString() {
        return inner + " of schema " + key;
    }
}

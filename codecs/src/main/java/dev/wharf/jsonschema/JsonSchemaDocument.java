package dev.wharf.jsonschema;

import dev.wharf.json.JsonDocument;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.List;

/**
 * JSON with a schema: a JSON document whose bytes are checked before they are given away, if they were not. Immutable,
 * safe for use by many threads.
 */
final class JsonSchemaDocument implements Document {
    private final JsonDocument json;
    private final JsonSchemaCodec codec;
    private final boolean changed;

    /** Whether it is known that the schema is kept. A race is harmless: it is checked twice then. */
    private boolean checked;

    JsonSchemaDocument(JsonDocument json, JsonSchemaCodec codec, boolean changed, boolean checked) {
        this.json = json;
        this.codec = codec;
        this.changed = changed;
        this.checked = checked;
    }

    boolean isOf(JsonSchemaCodec other) {
        return codec == other;
    }

    @Override
    public boolean isRow() {
        return json.isRow();
    }

    @Override
    public Value get(Field field) {
        return json.get(field);
    }

    @Override
    public boolean has(Field field) {
        return json.has(field);
    }

    @Override
    public Document with(Field field, Value value) {
        return changed(json.with(field, value));
    }

    @Override
    public Document select(List<Field> fields) {
        return changed(json.select(fields));
    }

    private Document changed(JsonDocument other) {
        return other == json ? this : new JsonSchemaDocument(other, codec, true, false);
    }

    @Override
    public Value value() {
        return json.value();
    }

    @Override
    public void tell(ValueWriter writer) {
        json.tell(writer);
    }

    @Override
    public boolean tell(Field field, ValueWriter writer) {
        return json.tell(field, writer);
    }

    /**
     * {@inheritDoc} What was changed is checked first.
     *
     * @throws dev.wharf.error.WharfException with {@code RECORD_REFUSED} if it breaks the schema
     */
    @Override
    public Payload encoded() {
        return changed ? checkedBytes() : json.encoded();
    }

    /** Like {@link #encoded}, for those who want to be certain: also what was read without a check is checked. */
    Payload checkedBytes() {
        Payload encoded = json.encoded();
        if (!checked) {
            codec.check(encoded);
            checked = true;
        }
        return encoded;
    }

    /** Shows the size alone. */
    @Override
    public String toString() {
        return json.toString();
    }
}

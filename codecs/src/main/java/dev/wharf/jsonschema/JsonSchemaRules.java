package dev.wharf.jsonschema;

import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import java.util.Map;

/**
 * What is known of JSON schemas: drafts 4, 6, 7, 2019-09 and 2020-12, told apart by {@code $schema}. Nothing is ever
 * fetched; what a schema refers to must be given with it, or stand in it. Safe for use by many threads.
 */
public final class JsonSchemaRules implements SchemaRules {
    private final Draft draft;
    private final boolean formats;

    /** Draft 2020-12 where a schema does not say; {@code format} says something to people only. */
    public JsonSchemaRules() {
        this(Draft.DRAFT_2020_12, false);
    }

    private JsonSchemaRules(Draft draft, boolean formats) {
        this.draft = draft;
        this.formats = formats;
    }

    /** With another draft for schemas without {@code $schema}; Confluent's registry takes draft 7. */
    public JsonSchemaRules withDefaultDraft(Draft other) {
        return new JsonSchemaRules(other, formats);
    }

    /** With {@code format} as a rule that documents must keep, as far as the format is known. */
    public JsonSchemaRules withFormats() {
        return new JsonSchemaRules(draft, true);
    }

    @Override
    public SchemaType type() {
        return SchemaType.JSON;
    }

    /**
     * {@inheritDoc} A reference is found by its name, by its name as it looks from the address of the schema, and by
     * the address that it gives itself.
     */
    @Override
    public JsonSchema parse(String text, Map<String, String> references) {
        return new JsonSchema(text, references, draft, formats);
    }
}

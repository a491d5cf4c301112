package dev.wharf.jsonschema;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.schema.ParsedSchema;
import dev.wharf.schema.SchemaType;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A JSON schema with the schemas that it refers to. Immutable, safe for use by many threads. */
public final class JsonSchema implements ParsedSchema {
    private final SchemaSet set;
    private final IdentityHashMap<Value, Place> targets;
    private final Validation validation;

    /** See {@link JsonSchemaRules}. */
    JsonSchema(String text, Map<String, String> references, Draft usual, boolean formats) {
        this.set = new SchemaSet(text, references, usual);
        this.targets = SchemaCheck.targets(set);
        this.validation = Validation.of(set, targets, formats);
    }

    @Override
    public SchemaType type() {
        return SchemaType.JSON;
    }

    /** The draft that it is written in. */
    public Draft draft() {
        return set.root().draft();
    }

    /** The {@code title}; empty if it has none. */
    @Override
    public String name() {
        return set.root().get("title") instanceof Value.Text title ? title.value() : "";
    }

    /** Without whitespace, the members in the order in which they were written: what Confluent's registry compares. */
    @Override
    public String canonical() {
        return json(set.root().schema());
    }

    /** Without whitespace, the members sorted, and each number with as few digits as can be. */
    @Override
    public String normalized() {
        return json(Normal.form(set.root().schema()));
    }

    @Override
    public List<String> cannotRead(ParsedSchema writer) {
        return writer instanceof JsonSchema other
                ? ReaderCheck.check(set, targets, other.set, other.targets)
                : List.of("the other is no JSON schema: it is " + writer.type());
    }

    @Override
    public List<String> differences(ParsedSchema other) {
        return other instanceof JsonSchema that
                ? SchemaDifferences.of(set.root().schema(), that.set.root().schema())
                : List.of("the other is no JSON schema: it is " + other.type());
    }

    Validation validation() {
        return validation;
    }

    private static String json(Value schema) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(schema, sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Shows the name alone. */
    @Override
    public String toString() {
        return "JsonSchema[" + name() + ']';
    }
}

package dev.wharf.jsonschema;

import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Schemas and documents by their texts. Quotes may be single ones. */
final class Schemas {
    private Schemas() {}

    static JsonSchema schema(String text) {
        return schema(text, Map.of());
    }

    static JsonSchema schema(String text, Map<String, String> references) {
        return new JsonSchemaRules().parse(json(text), references);
    }

    static JsonSchema schema(Draft draft, String text) {
        return new JsonSchemaRules().withDefaultDraft(draft).parse(json(text), Map.of());
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }

    static boolean fits(JsonSchema schema, String document) {
        return decoded(new JsonSchemaCodec(schema), json(document)) instanceof Document;
    }

    static Decoded decoded(JsonSchemaCodec codec, String document) {
        return codec.decode(Payload.of(document), new Fields());
    }

    /** Why the document does not fit; empty if it does. */
    static String reason(JsonSchema schema, String document) {
        return decoded(new JsonSchemaCodec(schema), json(document)) instanceof Decoded.Failure failure
                ? failure.reason()
                : "";
    }

    static String encoded(JsonSchemaCodec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }
}

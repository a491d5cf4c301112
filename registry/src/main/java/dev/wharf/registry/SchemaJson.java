package dev.wharf.registry;

import dev.wharf.schema.SchemaType;
import dev.wharf.value.Value;
import java.util.Arrays;
import java.util.List;

/** Schemas as the registry's clients write and read them. */
final class SchemaJson {
    private SchemaJson() {}

    /**
     * Reads what is sent to be registered, looked up or judged.
     *
     * @throws Refusal 42201 if there is no schema, or of no type that is known
     */
    static Proposal proposal(Json.Members body) {
        String text = body.text("schema")
                .filter(schema -> !schema.isBlank())
                .orElseThrow(() -> Refusal.invalidSchema("it is empty; send it as the text \"schema\""));
        return new Proposal(
                type(body.text("schemaType").orElse(SchemaType.AVRO.name())),
                text,
                references(body),
                body.get("metadata"),
                body.get("ruleSet"),
                Math.max(0, body.number("id").orElse(0)),
                Math.max(0, body.number("version").orElse(0)));
    }

    private static SchemaType type(String name) {
        return Arrays.stream(SchemaType.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalidSchema(
                        "there is no schema type " + name + "; " + List.of(SchemaType.values()) + " are"));
    }

    static List<Reference> references(Json.Members body) {
        return body.objects("references").stream().map(SchemaJson::reference).toList();
    }

    private static Reference reference(Json.Members members) {
        return new Reference(
                members.text("name").orElseThrow(SchemaJson::halfReference),
                members.text("subject").orElseThrow(SchemaJson::halfReference),
                members.number("version").orElseThrow(SchemaJson::halfReference));
    }

    private static Refusal halfReference() {
        return Refusal.invalidSchema("each of its references needs a name, a subject and a version");
    }

    static Value reference(Reference reference) {
        return Json.object()
                .with("name", reference.name())
                .with("subject", reference.subject())
                .with("version", reference.version())
                .build();
    }

    /** What a client is told of a schema. Without a type it is Avro. */
    static Json.Builder schema(Json.Builder object, Schema schema) {
        object.with("guid", schema.guid().toString());
        return content(object, schema);
    }

    /** What makes the schema up. */
    static Json.Builder content(Json.Builder object, Schema schema) {
        if (schema.type() != SchemaType.AVRO) {
            object.with("schemaType", schema.type().name());
        }
        if (!schema.references().isEmpty()) {
            object.with(
                    "references",
                    Json.array(schema.references().stream()
                            .map(SchemaJson::reference)
                            .toList()));
        }
        return object.with("metadata", schema.metadata())
                .with("ruleSet", schema.ruleSet())
                .with("schema", schema.text());
    }
}

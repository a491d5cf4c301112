package dev.wharf.registry.contract;

import dev.wharf.schema.Schema;
import dev.wharf.schema.SchemaReference;
import dev.wharf.schema.SchemaType;
import java.util.List;

/** Schemas as our client has them: each by the name of what it describes, and most once more in other words. */
final class Written {
    private Written() {}

    /** As {@link Avro#record}. */
    static Schema avro(String name, String... fields) {
        return Schema.of(SchemaType.AVRO, Avro.record(name, fields).text());
    }

    /** A record with a field of the type that the reference names. */
    static Schema avro(String name, SchemaReference reference) {
        String text = "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[{\"name\":\"r\",\"type\":\""
                + reference.name() + "\"}]}";
        return Schema.of(SchemaType.AVRO, text, List.of(reference));
    }

    private static Schema protobuf(String name) {
        return Schema.of(
                SchemaType.PROTOBUF,
                "syntax = \"proto3\";\nmessage " + name + " {\n  int32 a = 1;\n  string b = 2;\n}\n");
    }

    /** A message with a field of a message {@code imported}, out of the file that the reference names. */
    static Schema protobuf(String name, String imported, SchemaReference reference) {
        String text = "syntax = \"proto3\";\nimport \"" + reference.name() + "\";\nmessage " + name + " {\n  "
                + imported + " r = 1;\n}\n";
        return Schema.of(SchemaType.PROTOBUF, text, List.of(reference));
    }

    static Schema json(String title) {
        return Schema.of(
                SchemaType.JSON,
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"" + title
                        + "\",\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");
    }

    static Schema jsonInOtherWords(String title) {
        return Schema.of(
                SchemaType.JSON,
                "{ \"properties\": {\"a\": {\"type\": \"string\"}}, \"type\": \"object\", \"title\": \"" + title
                        + "\", \"$schema\": \"http://json-schema.org/draft-07/schema#\" }");
    }

    static Schema in(SchemaType type, String name) {
        return switch (type) {
            case AVRO -> avro(name, "a");
            case PROTOBUF -> protobuf(name);
            case JSON -> json(name);
        };
    }

    /** What means the same as {@link #in}. */
    static Schema inOtherWords(SchemaType type, String name) {
        return switch (type) {
            case AVRO ->
                Schema.of(
                        SchemaType.AVRO,
                        "{ \"fields\": [ {\"type\": {\"type\": \"int\"}, \"name\": \"a\"} ], \"name\": \"" + name
                                + "\", \"type\": \"record\" }");
            case PROTOBUF ->
                Schema.of(
                        SchemaType.PROTOBUF,
                        "syntax = \"proto3\";\n\n// The same.\nmessage " + name
                                + " {\n  string b = 2;\n\n  int32 a = 1;\n}\n");
            case JSON -> jsonInOtherWords(name);
        };
    }

    /** A part of one, which no registry takes. */
    static Schema broken(SchemaType type, String name) {
        String text = in(type, name).text();
        return Schema.of(type, text.substring(0, text.length() / 2));
    }
}

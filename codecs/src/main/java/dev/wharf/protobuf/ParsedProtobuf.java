package dev.wharf.protobuf;

import dev.wharf.schema.ParsedSchema;
import dev.wharf.schema.SchemaType;
import java.util.List;

/** A schema as registries compare them. Immutable. */
final class ParsedProtobuf implements ParsedSchema {
    private final ProtobufSchema schema;

    ParsedProtobuf(ProtobufSchema schema) {
        this.schema = schema;
    }

    ProtobufSchema schema() {
        return schema;
    }

    @Override
    public SchemaType type() {
        return SchemaType.PROTOBUF;
    }

    @Override
    public String name() {
        return schema.tree().messages().isEmpty() ? "" : schema.message(0).fullName();
    }

    @Override
    public String canonical() {
        return ProtoPrinter.canonical(schema.tree());
    }

    @Override
    public String normalized() {
        return ProtoPrinter.normalized(schema.file());
    }

    @Override
    public List<String> cannotRead(ParsedSchema writer) {
        return writer instanceof ParsedProtobuf other
                ? new ProtobufCompatibility().check(other.schema, schema)
                : List.of("the other schema is " + writer.type() + ", and this one is " + type());
    }

    @Override
    public List<String> differences(ParsedSchema other) {
        return other instanceof ParsedProtobuf that
                ? new ProtobufDifferences().find(schema, that.schema)
                : List.of("the other schema is " + other.type() + ", and this one is " + type());
    }
}

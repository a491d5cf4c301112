package dev.wharf.protobuf;

import dev.wharf.schema.ParsedSchema;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import java.util.List;
import java.util.Map;

/** What is known of Protobuf's schemas. Safe for use by many threads. */
public final class ProtobufRules implements SchemaRules {

    @Override
    public SchemaType type() {
        return SchemaType.PROTOBUF;
    }

    /** The text of a file, or its descriptor in Base64; references by the names under which files import them. */
    @Override
    public ParsedSchema parse(String text, Map<String, String> references) {
        return new ParsedProtobuf(ProtobufSchema.parse(text, references));
    }

    /** The files that it imports, but for Google's own. */
    @Override
    public List<String> needs(String text) {
        return SchemaText.read(text).imports().stream()
                .map(ProtoTree.Import::name)
                .filter(name -> !BuiltInProtos.TEXTS.containsKey(name))
                .distinct()
                .toList();
    }

    /** The schema behind what {@link #parse} gave, for those who read records with it. */
    public static ProtobufSchema schema(ParsedSchema parsed) {
        if (parsed instanceof ParsedProtobuf protobuf) {
            return protobuf.schema();
        }
        throw new IllegalArgumentException("the schema is " + parsed.type() + " and not Protobuf");
    }
}

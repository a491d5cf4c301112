package dev.wharf.jsonschema;

import dev.wharf.codec.Codec;
import dev.wharf.codec.CodecOption;
import dev.wharf.codec.CodecSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.frame.FramedProvider;
import dev.wharf.frame.SchemaFormat;
import dev.wharf.frame.SchemaText;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import java.util.List;
import java.util.Optional;

/** {@code json_schema}. */
public final class JsonSchemaProvider extends FramedProvider {
    private static final String VALIDATE = "validate";
    private static final String FORMATS = "formats";

    public JsonSchemaProvider() {
        super("json_schema", SchemaType.JSON);
    }

    @Override
    public String description() {
        return "JSON that keeps to a JSON Schema, drafts 4 to 2020-12.";
    }

    @Override
    protected List<CodecOption> more() {
        return List.of(
                CodecOption.flag(VALIDATE, true, "Whether values are validated when they are read, too."),
                CodecOption.flag(FORMATS, false, "Whether the keyword format is a rule, and not only a note."));
    }

    @Override
    protected SchemaRules rules() {
        return new JsonSchemaRules();
    }

    @Override
    protected SchemaFormat format(CodecSettings settings, Optional<SchemaText> given) {
        JsonSchemaRules rules = settings.flag(FORMATS) ? new JsonSchemaRules().withFormats() : new JsonSchemaRules();
        return new Format(rules, settings.limits().maxBytes(), settings.flag(VALIDATE));
    }

    private record Format(JsonSchemaRules rules, int maxBytes, boolean validate) implements SchemaFormat {
        private static final byte[] NOTHING = {};

        @Override
        public String name() {
            return "json_schema";
        }

        private JsonSchemaCodec codec(SchemaText schema) {
            if (schema.type() != SchemaType.JSON) {
                throw new WharfException(
                        ErrorCode.CONFIGURATION,
                        "it is a schema of type " + schema.type() + ", and the codec is json_schema");
            }
            JsonSchemaCodec codec = new JsonSchemaCodec(rules.parse(schema.text(), schema.references()))
                    .withLimits(JsonSchemaCodec.LIMITS.withMaxBytes(maxBytes));
            return validate ? codec : codec.withoutCheckOnDecode();
        }

        @Override
        public Reading reading(SchemaText schema) {
            Codec codec = codec(schema);
            return new Reading() {
                @Override
                public Body open(byte[] buffer, int from, int to) {
                    return new Body(codec, from);
                }

                @Override
                public Body open(byte[] headerRest) {
                    return new Body(codec, 0);
                }
            };
        }

        @Override
        public Writing writing(SchemaText schema) {
            return new Writing(codec(schema), NOTHING);
        }
    }
}

package dev.wharf.protobuf;

import dev.wharf.codec.CodecOption;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.frame.FramedProvider;
import dev.wharf.frame.SchemaFormat;
import dev.wharf.frame.SchemaText;
import dev.wharf.payload.ByteSink;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code protobuf}. */
public final class ProtobufProvider extends FramedProvider {
    static final String MESSAGE = "message";
    private static final String PATH = "proto_path";
    private static final String LENIENT = "lenient";
    private static final String KEEP_UNKNOWN = "refuse_unknown";
    private static final ProtobufRules RULES = new ProtobufRules();

    public ProtobufProvider() {
        super("protobuf", SchemaType.PROTOBUF);
    }

    @Override
    public String description() {
        return "Protobuf, by any .proto text.";
    }

    @Override
    protected List<CodecOption> more() {
        return List.of(
                CodecOption.of(
                        MESSAGE,
                        null,
                        "The full name of the message that is written, and read where there is no frame;"
                                + " the first of the schema by default."),
                CodecOption.of(
                        PATH,
                        null,
                        "The folder in which the files that the schema imports are looked for, as for protoc; that of"
                                + " schema_file by default."),
                CodecOption.flag(LENIENT, false, "Whether fields that the message has not are left out."),
                CodecOption.flag(
                        KEEP_UNKNOWN,
                        false,
                        "Whether a record with fields that the schema does not know is refused by other formats, which"
                                + " cannot name them."));
    }

    @Override
    protected Map<String, String> imports(CodecSettings settings, String text) {
        return ImportedFiles.of(settings.option(PATH), settings.option("schema_file"), text);
    }

    @Override
    protected SchemaRules rules() {
        return RULES;
    }

    @Override
    protected SchemaFormat format(CodecSettings settings, Optional<SchemaText> given) {
        ProtobufOptions options = new ProtobufOptions(settings.flag(LENIENT), !settings.flag(KEEP_UNKNOWN));
        return new Format(settings.option(MESSAGE), settings.limits(), options);
    }

    private record Format(Optional<String> message, Limits limits, ProtobufOptions options) implements SchemaFormat {
        @Override
        public String name() {
            return "protobuf";
        }

        @Override
        public Reading reading(SchemaText schema) {
            return new ProtobufReading(parse(schema), limits, options);
        }

        @Override
        public Writing writing(SchemaText schema) {
            ProtobufSchema parsed = parse(schema);
            ProtobufMessage written = message.isPresent() ? parsed.message(message.get()) : parsed.message(0);
            ByteSink indexes = new ByteSink();
            MessageIndexes.write(parsed.indexes(written), indexes);
            return new Writing(ProtobufCodec.of(written, limits, options), indexes.toByteArray());
        }

        private static ProtobufSchema parse(SchemaText schema) {
            if (schema.type() != SchemaType.PROTOBUF) {
                throw new WharfException(
                        ErrorCode.CONFIGURATION,
                        "it is a schema of type " + schema.type() + ", and the codec is protobuf");
            }
            return ProtobufSchema.parse(schema.text(), schema.references());
        }
    }
}

package dev.wharf.avro;

import dev.wharf.codec.Codec;
import dev.wharf.codec.CodecOption;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.frame.FramedProvider;
import dev.wharf.frame.SchemaFormat;
import dev.wharf.frame.SchemaText;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** {@code avro}. */
public final class AvroProvider extends FramedProvider {
    private static final String LENIENT = "lenient";

    public AvroProvider() {
        super("avro", SchemaType.AVRO);
    }

    @Override
    public String description() {
        return "Avro, each value in its binary encoding.";
    }

    @Override
    protected List<CodecOption> more() {
        return List.of(CodecOption.flag(LENIENT, false, "Whether fields that the schema has not are left out."));
    }

    @Override
    protected SchemaRules rules() {
        return AvroRules.RULES;
    }

    @Override
    protected SchemaFormat format(CodecSettings settings, Optional<SchemaText> given) {
        AvroOptions options = settings.flag(LENIENT) ? AvroOptions.LENIENT : AvroOptions.DEFAULT;
        return new Format(given.map(Format::parse), settings.limits(), options);
    }

    /** @param reader the schema that is wanted; empty for that of the writer */
    private record Format(Optional<Schema> reader, Limits limits, AvroOptions options) implements SchemaFormat {
        private static final byte[] NOTHING = {};

        static Schema parse(SchemaText schema) {
            if (schema.type() != SchemaType.AVRO) {
                throw new WharfException(
                        ErrorCode.CONFIGURATION, "it is a schema of type " + schema.type() + ", and the codec is avro");
            }
            return AvroRules.RULES.parse(schema.text(), schema.references()).schema();
        }

        @Override
        public String name() {
            return "avro";
        }

        @Override
        public Reading reading(SchemaText schema) {
            Schema writer = parse(schema);
            Codec codec = AvroCodec.of(writer, reader.orElse(writer), limits, options);
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
            Schema own = parse(schema);
            return new Writing(AvroCodec.of(own, own, limits, options), NOTHING);
        }
    }
}

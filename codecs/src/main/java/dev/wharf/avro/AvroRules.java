package dev.wharf.avro;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Avro's schemas. Stateless. */
public final class AvroRules implements SchemaRules {
    public static final AvroRules RULES = new AvroRules();

    /** For {@link java.util.ServiceLoader}; others take {@link #RULES}. */
    public AvroRules() {}

    @Override
    public SchemaType type() {
        return SchemaType.AVRO;
    }

    /** Reads a schema that refers to no other. */
    public AvroSchema parse(String text) {
        return parse(text, Map.of());
    }

    /**
     * {@inheritDoc} Named types of the references are known in the schema. A default that does not fit its field is let
     * pass: schemas with one are in use, and data that were written with them can be read.
     */
    @Override
    public AvroSchema parse(String text, Map<String, String> references) {
        Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
        references.forEach((name, reference) -> {
            Schema unused = parse(parser, reference, "the Avro schema that is referred to as " + name);
        });
        List<Schema> given = List.copyOf(parser.getTypes().values());
        Schema schema = parse(parser, text, "the Avro schema");
        try {
            return AvroSchema.of(schema, given);
        } catch (StackOverflowError e) {
            throw Compiler.tooDeep();
        }
    }

    private static Schema parse(Schema.Parser parser, String text, String what) {
        try {
            return parser.parse(text);
        } catch (StackOverflowError e) {
            throw Compiler.tooDeep(); // the parser follows types into each other, and knows no limit
        } catch (RuntimeException e) {
            throw new WharfException(ErrorCode.CONFIGURATION, what + " is wrong: " + reason(text, e), e);
        }
    }

    /** What is wrong as JSON, in our words; else what Avro's parser says. */
    private static String reason(String text, RuntimeException error) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        JsonCodec json = new JsonCodec(Limits.DEFAULT.maxBytes());
        if (json.decode(Payload.of(bytes), new Fields()) instanceof Decoded.Failure failure) {
            return "it is no JSON: " + failure.reason() + " at " + place(bytes, failure.position());
        }
        String said = error.getMessage();
        if (said == null) {
            return "Avro's parser gives up on it with a " + error.getClass().getSimpleName();
        }
        return said.lines().findFirst().orElse("").strip();
    }

    private static String place(byte[] text, long position) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < position && i < text.length; i++) {
            column = text[i] == '\n' ? 1 : column + 1;
            line += text[i] == '\n' ? 1 : 0;
        }
        return "line " + line + ", column " + column;
    }
}

package dev.wharf.avro;

import dev.wharf.schema.ParsedSchema;
import dev.wharf.schema.SchemaType;
import java.util.List;
import org.apache.avro.Schema;

/** An Avro schema that was read, by {@link AvroRules}. Immutable, safe for use by many threads. */
public final class AvroSchema implements ParsedSchema {
    private final Schema schema;
    private final String canonical;
    private final String normalized;

    private AvroSchema(Schema schema, String canonical, String normalized) {
        this.schema = schema;
        this.canonical = canonical;
        this.normalized = normalized;
    }

    /** With types of other schemas, which it names and does not define. */
    @SuppressWarnings("deprecation") // there is no other way to leave types of other schemas out
    static AvroSchema of(Schema schema, List<Schema> references) {
        String text = references.isEmpty() ? schema.toString() : schema.toString(references, false);
        return new AvroSchema(schema, CanonicalText.canonical(text, schema), CanonicalText.normalized(text, schema));
    }

    @Override
    public SchemaType type() {
        return SchemaType.AVRO;
    }

    /** The schema as Avro's library has it, for {@link AvroCodec#of(Schema)}. */
    public Schema schema() {
        return schema;
    }

    /** {@inheritDoc} A schema without a name, such as a union, has none. */
    @Override
    public String name() {
        return Words.isNamed(schema) && schema.getFullName() != null ? schema.getFullName() : "";
    }

    /** {@inheritDoc} Documentation, defaults, aliases and logical types are kept. */
    @Override
    public String canonical() {
        return canonical;
    }

    /** {@inheritDoc} All names are full names. Documentation is kept. */
    @Override
    public String normalized() {
        return normalized;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other is of another language
     */
    @Override
    public List<String> cannotRead(ParsedSchema writer) {
        return Compatibility.findings(avro(writer).schema, schema);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other is of another language
     */
    @Override
    public List<String> differences(ParsedSchema other) {
        AvroSchema that = avro(other);
        return normalized.equals(that.normalized) ? List.of() : Differences.of(schema, that.schema);
    }

    private static AvroSchema avro(ParsedSchema other) {
        if (other instanceof AvroSchema avro) {
            return avro;
        }
        throw new IllegalArgumentException("a schema of " + other.type() + " is not compared with one of Avro");
    }

    @Override
    public String toString() {
        return canonical;
    }
}

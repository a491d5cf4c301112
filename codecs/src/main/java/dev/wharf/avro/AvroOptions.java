package dev.wharf.avro;

/**
 * How values are fitted to a schema.
 *
 * @param lenient whether fields of a row that the schema has not are left out, in place of an error
 */
public record AvroOptions(boolean lenient) {
    /** Unknown fields are an error. */
    public static final AvroOptions DEFAULT = new AvroOptions(false);

    /** Unknown fields are left out. */
    public static final AvroOptions LENIENT = new AvroOptions(true);
}

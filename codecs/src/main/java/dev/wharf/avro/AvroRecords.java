package dev.wharf.avro;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of Avro's own library, generated classes and {@code GenericRecord}, to values and back. They go through
 * Avro's bytes, so that the library's own conversions apply. Safe for use by many threads.
 */
public final class AvroRecords {
    /** How many schemas are remembered; programs have few. */
    private static final int MAX_CODECS = 1000;

    private static final Map<Schema, AvroCodec> CODECS = new ConcurrentHashMap<>();

    private AvroRecords() {}

    /**
     * The record as a value.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it does not fit its own schema
     */
    public static Value toValue(IndexedRecord record) {
        Schema schema = record.getSchema();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writer(record, schema).write(record, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "a record of class " + record.getClass().getName() + " does not fit its schema "
                            + Words.typeName(schema) + ": set every field that has no default",
                    e);
        }
        return codec(schema).read(Payload.of(bytes.toByteArray()));
    }

    private static DatumWriter<IndexedRecord> writer(IndexedRecord record, Schema schema) {
        return record instanceof SpecificRecord
                ? new SpecificDatumWriter<>(schema, SpecificData.getForClass(record.getClass()))
                : new GenericDatumWriter<>(schema);
    }

    /**
     * The value as a record.
     *
     * @param schema what the value is fitted to, as by {@link AvroCodec}
     * @param type a generated class, whose own schema may be another one that reads this; or {@code GenericRecord} or
     *     {@code GenericData.Record}, of the schema given
     * @throws WharfException with {@code RECORD_REFUSED} if the value does not fit, or the class cannot take it; with
     *     {@code CONFIGURATION} if Avro's library was not told to trust the class
     */
    public static <T extends IndexedRecord> T fromValue(Value value, Schema schema, Class<T> type) {
        ByteSink sink = new ByteSink();
        codec(schema).encode(value, sink);
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(sink.buffer(), 0, sink.length(), null);
            return type.cast(reader(schema, type).read(null, decoder));
        } catch (SecurityException e) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "Avro's library makes no object of " + type.getName() + ", which it does not trust: start Java with"
                            + " -Dorg.apache.avro.SERIALIZABLE_PACKAGES=" + type.getPackageName(),
                    e);
        } catch (IOException | RuntimeException e) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "a value of schema " + Words.typeName(schema) + " cannot be had as " + type.getName()
                            + ": its schema does not read that one",
                    e);
        }
    }

    private static DatumReader<?> reader(Schema schema, Class<?> type) {
        if (type.isAssignableFrom(GenericData.Record.class)) {
            return new GenericDatumReader<>(schema);
        }
        SpecificDatumReader<?> reader = new SpecificDatumReader<>(type);
        reader.setSchema(schema);
        return reader;
    }

    private static AvroCodec codec(Schema schema) {
        AvroCodec known = CODECS.get(schema);
        if (known != null) {
            return known;
        }
        if (CODECS.size() >= MAX_CODECS) {
            CODECS.clear();
        }
        AvroCodec codec = AvroCodec.of(schema, schema, Limits.DEFAULT, AvroOptions.DEFAULT);
        CODECS.put(schema, codec);
        return codec;
    }
}

package dev.wharf.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** The default of a field, which a schema gives as JSON, in the form in which it is written. */
final class Defaults {
    private Defaults() {}

    /**
     * The bytes of the default; {@link RecordNode#NO_DEFAULT} where there is none, or one that does not fit its type.
     * Schemas of the second kind exist: old versions of Avro looked at no default before they needed it.
     */
    static byte[] encoded(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return RecordNode.NO_DEFAULT;
        }
        try {
            GenericData data = new GenericData();
            Object value = data.getDefaultValue(field);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<Object>(field.schema(), data).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException | RuntimeException e) {
            return RecordNode.NO_DEFAULT;
        }
    }
}

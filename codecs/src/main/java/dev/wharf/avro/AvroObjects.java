package dev.wharf.avro;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/** The part of {@link AvroBridge} that needs Avro's classes; loaded when there is such an object. */
final class AvroObjects {
    private AvroObjects() {}

    static Value write(Object object) {
        return AvroRecords.toValue((IndexedRecord) object);
    }

    static Object schemaOf(Object object) {
        return ((IndexedRecord) object).getSchema();
    }

    static Object read(Value value, Class<?> type) {
        if (type == GenericRecord.class || type == GenericData.Record.class || type == IndexedRecord.class) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "a " + type.getSimpleName() + " needs to be told its schema; take maps, or a generated class");
        }
        Class<? extends IndexedRecord> generated = type.asSubclass(IndexedRecord.class);
        Schema schema = SpecificData.get().getSchema(generated);
        return AvroRecords.fromValue(value, schema, generated);
    }
}

package dev.wharf.avro;

import dev.wharf.codec.ObjectBridge;
import dev.wharf.codec.OwnSchema;
import dev.wharf.codec.Supertypes;
import dev.wharf.value.Value;
import java.util.Optional;

/** Avro's records, generic ones and those of generated classes, for serializers. */
public final class AvroBridge implements ObjectBridge {
    private static final Supertypes RECORDS = new Supertypes("org.apache.avro.generic.IndexedRecord");

    @Override
    public boolean handles(Class<?> type) {
        return RECORDS.includes(type);
    }

    @Override
    public Value write(Object object) {
        return AvroObjects.write(object);
    }

    @Override
    public Object read(Value value, Class<?> type) {
        return AvroObjects.read(value, type);
    }

    @Override
    public Optional<Object> schemaOf(Object object) {
        return Optional.of(AvroObjects.schemaOf(object));
    }

    @Override
    public OwnSchema describe(Object schema) {
        return OwnSchema.of(schema.toString());
    }
}

package dev.wharf.protobuf;

import dev.wharf.codec.ObjectBridge;
import dev.wharf.codec.OwnSchema;
import dev.wharf.codec.Supertypes;
import dev.wharf.value.Value;
import java.util.Optional;

/** Messages of generated classes, and dynamic ones, for serializers. */
public final class ProtobufBridge implements ObjectBridge {
    private static final Supertypes MESSAGES = new Supertypes("com.google.protobuf.Message");

    @Override
    public boolean handles(Class<?> type) {
        return MESSAGES.includes(type);
    }

    @Override
    public Value write(Object object) {
        return ProtobufObjects.write(object);
    }

    @Override
    public Object read(Value value, Class<?> type) {
        return ProtobufObjects.read(value, type);
    }

    @Override
    public Optional<Object> schemaOf(Object object) {
        return Optional.of(ProtobufObjects.schemaOf(object));
    }

    @Override
    public OwnSchema describe(Object schema) {
        return ProtobufObjects.describe(schema);
    }
}

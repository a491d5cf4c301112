package dev.wharf.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.wharf.codec.OwnSchema;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.util.Map;

/** The part of {@link ProtobufBridge} that needs Protobuf's classes; loaded when there is such an object. */
final class ProtobufObjects {
    private static final ClassValue<Message> PROTOTYPES = new ClassValue<>() {
        @Override
        protected Message computeValue(Class<?> type) {
            return prototype(type);
        }
    };

    private ProtobufObjects() {}

    static Value write(Object object) {
        return ProtobufMessages.toValue((Message) object);
    }

    static Object schemaOf(Object object) {
        return ((Message) object).getDescriptorForType();
    }

    static OwnSchema describe(Object schema) {
        Descriptor message = (Descriptor) schema;
        return new OwnSchema(
                Map.of("schema", ProtobufText.of(message.getFile()), ProtobufProvider.MESSAGE, message.getFullName()),
                ProtobufText.imports(message.getFile()));
    }

    static Object read(Value value, Class<?> type) {
        return ProtobufMessages.fromValue(value, PROTOTYPES.get(type));
    }

    private static Message prototype(Class<?> type) {
        try {
            return (Message) type.getMethod("getDefaultInstance").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION, type.getName() + " is no class that Protobuf generated", e);
        }
    }
}

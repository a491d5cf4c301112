package dev.wharf.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Google's own messages: random ones, and the values that they should be. */
final class Dynamic {
    private static final int MOST_DEPTH = 4;

    private Dynamic() {}

    static DynamicMessage random(Descriptor type, Random random, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            boolean deep = field.getJavaType() == JavaType.MESSAGE && !field.isMapField() && depth >= MOST_DEPTH;
            OneofDescriptor oneof = field.getContainingOneof();
            boolean taken = oneof != null && message.hasOneof(oneof);
            if (random.nextInt(3) == 0 || deep || taken) {
                continue;
            }
            if (field.isMapField()) {
                map(message, field, random, depth);
            } else if (field.isRepeated()) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    message.addRepeatedField(field, single(field, random, depth));
                }
            } else {
                message.setField(field, single(field, random, depth));
            }
        }
        return message.build();
    }

    private static void map(DynamicMessage.Builder message, FieldDescriptor field, Random random, int depth) {
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
        if (value.getJavaType() == JavaType.MESSAGE && depth >= MOST_DEPTH) {
            return;
        }
        Map<Object, Message> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Object name = single(key, random, depth);
            entries.put(
                    name,
                    DynamicMessage.newBuilder(field.getMessageType())
                            .setField(key, name)
                            .setField(value, single(value, random, depth))
                            .build());
        }
        entries.values().forEach(entry -> message.addRepeatedField(field, entry));
    }

    private static Object single(FieldDescriptor field, Random random, int depth) {
        boolean zero = random.nextInt(5) == 0;
        return switch (field.getJavaType()) {
            case INT -> zero ? 0 : random.nextInt() >> random.nextInt(32);
            case LONG -> zero ? 0L : random.nextLong() >> random.nextInt(64);
            case FLOAT -> zero ? 0f : random.nextFloat();
            case DOUBLE -> zero ? 0.0 : random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> zero ? "" : text(random);
            case BYTE_STRING -> zero ? ByteString.EMPTY : bytes(random);
            case ENUM -> field.getEnumType().getValues().get(random.nextInt(3));
            case MESSAGE -> random(field.getMessageType(), random, depth + 1);
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(12)) {
                        case 0 -> 0xE4;
                        case 1 -> 0x1F600;
                        case 2 -> '?';
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }

    private static ByteString bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(20)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    /** As we should read it. */
    static Value value(Message message) {
        List<String> names = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            names.add(field.getName());
            if (field.isMapField()) {
                values.add(map(message, field));
            } else if (field.isRepeated()) {
                values.add(new Value.Array(((List<?>) message.getField(field))
                        .stream().map(element -> value(field, element)).toList()));
            } else if (field.hasPresence() && !message.hasField(field)) {
                values.add(Value.ABSENT);
            } else {
                values.add(value(field, message.getField(field)));
            }
        }
        return new Value.Row(Shape.of(names), new ArrayList<>(values));
    }

    private static Value map(Message message, FieldDescriptor field) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
        for (Object element : (List<?>) message.getField(field)) {
            Message entry = (Message) element;
            entries.put(value(key, entry.getField(key)), value(value, entry.getField(value)));
        }
        return new Value.MapOf(entries);
    }

    private static Value value(FieldDescriptor field, Object value) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> new Value.Int((Integer) value, IntType.I32);
            case UINT32, FIXED32 -> new Value.Int((Integer) value & 0xFFFFFFFFL, IntType.U32);
            case INT64, SINT64, SFIXED64 -> new Value.Int((Long) value, IntType.I64);
            case UINT64, FIXED64 -> new Value.Int((Long) value, IntType.U64);
            case DOUBLE -> new Value.Float64((Double) value);
            case FLOAT -> new Value.Float32((Float) value);
            case BOOL -> Value.Bool.of((Boolean) value);
            case STRING -> new Value.Text((String) value);
            case BYTES -> new Value.Binary(((ByteString) value).toByteArray());
            case ENUM -> symbol((EnumValueDescriptor) value);
            case MESSAGE, GROUP -> value((Message) value);
        };
    }

    private static Value symbol(EnumValueDescriptor value) {
        return value.getIndex() < 0
                ? new Value.Int(value.getNumber(), IntType.I32)
                : new Value.Symbol(value.getName(), value.getNumber());
    }
}

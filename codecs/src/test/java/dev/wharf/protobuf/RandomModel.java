package dev.wharf.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes random files of messages with all kinds of fields, which may hold each other. */
final class RandomModel {
    private static final int MESSAGES = 4;
    private static final FieldDescriptorProto.Type[] KEYS = {
        FieldDescriptorProto.Type.TYPE_STRING,
        FieldDescriptorProto.Type.TYPE_INT32,
        FieldDescriptorProto.Type.TYPE_SINT64,
        FieldDescriptorProto.Type.TYPE_FIXED32,
        FieldDescriptorProto.Type.TYPE_BOOL,
        FieldDescriptorProto.Type.TYPE_UINT64
    };

    private final Random random;
    private final boolean proto3;

    RandomModel(Random random) {
        this.random = random;
        this.proto3 = random.nextInt(3) > 0;
    }

    FileDescriptor file() throws DescriptorValidationException {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("random.proto")
                .setPackage("random.model")
                .setSyntax(proto3 ? "proto3" : "proto2");
        file.addEnumType(EnumDescriptorProto.newBuilder()
                .setName("Colour")
                .addValue(EnumValueDescriptorProto.newBuilder().setName("RED").setNumber(0))
                .addValue(EnumValueDescriptorProto.newBuilder().setName("GREEN").setNumber(1))
                .addValue(EnumValueDescriptorProto.newBuilder().setName("FAR").setNumber(-70_000)));
        for (int i = 0; i < MESSAGES; i++) {
            file.addMessageType(message("M" + i));
        }
        return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
    }

    private DescriptorProto message(String name) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        List<Integer> numbers = numbers(1 + random.nextInt(12));
        int oneofs = random.nextInt(3);
        for (int i = 0; i < oneofs; i++) {
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("choice" + i));
        }
        // Of each oneof there are two members at least, one behind the other.
        int next = 0;
        for (int i = 0; i < oneofs && next + 1 < numbers.size(); i++) {
            message.addField(
                    single(message, "f" + next, numbers.get(next++), name).setOneofIndex(i));
            message.addField(
                    single(message, "f" + next, numbers.get(next++), name).setOneofIndex(i));
        }
        while (message.getOneofDeclCount() > 0 && message.getOneofDeclCount() * 2 > next) {
            message.removeOneofDecl(message.getOneofDeclCount() - 1);
        }
        for (; next < numbers.size(); next++) {
            field(message, "f" + next, numbers.get(next), name);
        }
        return message.build();
    }

    private List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        while (numbers.size() < count) {
            int number = random.nextInt(4) == 0 ? 1 + random.nextInt(18_000) : 1 + random.nextInt(40);
            if (!numbers.contains(number)) {
                numbers.add(number);
            }
        }
        if (random.nextBoolean()) {
            numbers.sort(null);
        }
        return numbers;
    }

    private void field(DescriptorProto.Builder message, String name, int number, String within) {
        switch (random.nextInt(6)) {
            case 0 -> map(message, name, number, within);
            case 1, 2 -> {
                FieldDescriptorProto.Builder field =
                        single(message, name, number, within).setLabel(Label.LABEL_REPEATED);
                boolean packable = switch (field.getType()) {
                    case TYPE_STRING, TYPE_BYTES, TYPE_MESSAGE, TYPE_GROUP -> false;
                    default -> true;
                };
                if (packable && random.nextInt(3) == 0) {
                    field.getOptionsBuilder().setPacked(random.nextBoolean());
                }
                message.addField(field);
            }
            default -> {
                FieldDescriptorProto.Builder field = single(message, name, number, within);
                if (proto3 && random.nextInt(3) == 0) {
                    field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
                    message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + name));
                }
                message.addField(field);
            }
        }
    }

    private FieldDescriptorProto.Builder single(
            DescriptorProto.Builder message, String name, int number, String within) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_OPTIONAL);
        FieldDescriptorProto.Type type = anyType();
        if (type == FieldDescriptorProto.Type.TYPE_GROUP && !proto3) {
            String group = "G" + number;
            message.addNestedType(DescriptorProto.newBuilder()
                    .setName(group)
                    .addField(FieldDescriptorProto.newBuilder()
                            .setName("inner")
                            .setNumber(1)
                            .setLabel(Label.LABEL_OPTIONAL)
                            .setType(FieldDescriptorProto.Type.TYPE_INT32)));
            return field.setName("g" + number)
                    .setType(FieldDescriptorProto.Type.TYPE_GROUP)
                    .setTypeName(".random.model." + within + "." + group);
        }
        return typed(
                field, type == FieldDescriptorProto.Type.TYPE_GROUP ? FieldDescriptorProto.Type.TYPE_STRING : type);
    }

    private FieldDescriptorProto.Type anyType() {
        List<FieldDescriptorProto.Type> types = List.of(FieldDescriptorProto.Type.values());
        return types.get(random.nextInt(types.size()));
    }

    private FieldDescriptorProto.Builder typed(FieldDescriptorProto.Builder field, FieldDescriptorProto.Type type) {
        field.setType(type);
        if (type == FieldDescriptorProto.Type.TYPE_MESSAGE) {
            field.setTypeName(".random.model.M" + random.nextInt(MESSAGES));
        } else if (type == FieldDescriptorProto.Type.TYPE_ENUM) {
            field.setTypeName(".random.model.Colour");
        }
        return field;
    }

    private void map(DescriptorProto.Builder message, String name, int number, String within) {
        String entry = FileLinker.entryName(name);
        FieldDescriptorProto.Type value = anyType();
        if (value == FieldDescriptorProto.Type.TYPE_ENUM && !proto3) {
            // An entry with a number that has no name is an unknown field, and to dynamic messages alone it is none.
            value = FieldDescriptorProto.Type.TYPE_BOOL;
        }
        message.addNestedType(DescriptorProto.newBuilder()
                .setName(entry)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(FieldDescriptorProto.newBuilder()
                        .setName("key")
                        .setNumber(1)
                        .setLabel(Label.LABEL_OPTIONAL)
                        .setType(KEYS[random.nextInt(KEYS.length)]))
                .addField(typed(
                        FieldDescriptorProto.newBuilder()
                                .setName("value")
                                .setNumber(2)
                                .setLabel(Label.LABEL_OPTIONAL),
                        value == FieldDescriptorProto.Type.TYPE_GROUP
                                ? FieldDescriptorProto.Type.TYPE_MESSAGE
                                : value)));
        message.addField(FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_REPEATED)
                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(".random.model." + within + "." + entry));
    }
}

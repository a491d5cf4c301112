package dev.wharf.protobuf;

import dev.wharf.codec.Codec;
import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.protobuf.ProtoTree.Enumeration;
import dev.wharf.protobuf.ProtoTree.Extend;
import dev.wharf.protobuf.ProtoTree.Field;
import dev.wharf.protobuf.ProtoTree.Import;
import dev.wharf.protobuf.ProtoTree.Message;
import dev.wharf.protobuf.ProtoTree.Place;
import dev.wharf.protobuf.ProtoTree.Range;
import dev.wharf.protobuf.ProtoTree.Syntax;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a schema in its binary form, a {@code FileDescriptorProto}, into what its text says. For one schema. */
final class DescriptorReader {
    private static final int OPTIONAL = 1;
    private static final int REQUIRED = 2;
    private static final int REPEATED = 3;

    private final Syntax syntax;

    private DescriptorReader(Syntax syntax) {
        this.syntax = syntax;
    }

    /** Made when the first descriptor is read. */
    private static final class Codecs {
        static final ProtobufCodec FILE = ProtobufCodec.of(
                ProtobufSchema.parse(DescriptorProto.TEXT).message("google.protobuf.FileDescriptorProto"),
                new Limits(Limits.DEFAULT.maxBytes(), ProtoParser.MOST_DEPTH),
                ProtobufOptions.DEFAULT);
    }

    static ProtoTree.File read(byte[] descriptor) {
        Codec codec = Codecs.FILE;
        try {
            return file((Value.Row) codec.read(Payload.of(descriptor)));
        } catch (WharfException e) {
            if (e.code() == ErrorCode.CONFIGURATION) {
                throw e;
            }
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static WharfException malformed(String why) {
        return new WharfException(ErrorCode.CONFIGURATION, "the Protobuf schema in its binary form: " + why);
    }

    private static ProtoTree.File file(Value.Row file) {
        Syntax syntax = syntax(file);
        DescriptorReader reader = new DescriptorReader(syntax);
        List<Message> messages = new ArrayList<>();
        rows(file, "message_type").forEach(message -> messages.add(reader.message(message, 0)));
        return new ProtoTree.File(
                syntax,
                fullName(text(file, "package")),
                imports(file),
                messages,
                reader.enums(file),
                reader.extend(file),
                DescriptorOptions.of(file));
    }

    private static Syntax syntax(Value.Row file) {
        String name = text(file, "syntax");
        return switch (name) {
            case "", "proto2" -> Syntax.PROTO2;
            case "proto3" -> Syntax.PROTO3;
            default -> {
                if (file.get("edition") instanceof Value.Symbol edition
                        && edition.value().equals("EDITION_2023")) {
                    yield Syntax.EDITION_2023;
                }
                throw malformed("proto2, proto3 and the edition 2023 can be read, and this is another language");
            }
        };
    }

    private static List<Import> imports(Value.Row file) {
        List<Import> imports = new ArrayList<>();
        List<Value> names = values(file, "dependency");
        for (int i = 0; i < names.size(); i++) {
            Value index = Ints.i32(i);
            String kind = values(file, "public_dependency").contains(index)
                    ? "public"
                    : values(file, "weak_dependency").contains(index) ? "weak" : "";
            imports.add(new Import(kind, string(names.get(i)), Place.NONE));
        }
        return imports;
    }

    private Message message(Value.Row row, int depth) {
        String name = name(text(row, "name"));
        Map<String, Value.Row> nested = new HashMap<>();
        rows(row, "nested_type").forEach(type -> nested.put(text(type, "name"), type));
        List<Field> fields = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        Map<Integer, Integer> oneofs = new HashMap<>();
        for (Value.Row field : rows(row, "field")) {
            fields.add(field(field, nested, groups, oneofs, depth));
        }
        List<Message> messages = new ArrayList<>();
        for (Value.Row type : rows(row, "nested_type")) {
            if (!isEntry(type) && !groups.contains(text(type, "name"))) {
                messages.add(message(type, depth + 1));
            }
        }
        return new Message(
                name,
                fields,
                oneofs(row, oneofs),
                messages,
                enums(row),
                extend(row),
                ranges(row, "extension_range", 1, 1),
                ranges(row, "reserved_range", 1, 1),
                names(row, "reserved_name"),
                DescriptorOptions.of(row),
                Place.NONE);
    }

    private static boolean isEntry(Value.Row type) {
        return type.get("options") instanceof Value.Row options
                && options.get("map_entry").equals(Value.Bool.TRUE);
    }

    /** Those that a text writes; each optional field of proto3 has one of its own besides. */
    private static List<ProtoTree.Oneof> oneofs(Value.Row message, Map<Integer, Integer> used) {
        List<Value.Row> all = rows(message, "oneof_decl");
        ProtoTree.Oneof[] oneofs = new ProtoTree.Oneof[used.size()];
        used.forEach((index, place) -> {
            if (index < 0 || index >= all.size()) {
                throw malformed("a field belongs to a oneof that is not there");
            }
            oneofs[place] =
                    new ProtoTree.Oneof(name(text(all.get(index), "name")), DescriptorOptions.of(all.get(index)));
        });
        return List.of(oneofs);
    }

    private Field field(
            Value.Row row,
            Map<String, Value.Row> nested,
            List<String> groups,
            Map<Integer, Integer> oneofs,
            int depth) {
        FieldType type = FieldType.numbered(number(row, "type"));
        String typeName = fullName(text(row, "type_name"));
        Value.Row local = nested.get(typeName.substring(typeName.lastIndexOf('.') + 1));
        boolean repeated = number(row, "label") == REPEATED;
        if (repeated && type == FieldType.MESSAGE && local != null && isEntry(local)) {
            return map(row, local);
        }
        boolean optional3 = row.get("proto3_optional").equals(Value.Bool.TRUE);
        int oneof = -1;
        if (row.get("oneof_index") instanceof Value.Int index && !optional3) {
            oneof = oneofs.computeIfAbsent((int) index.value(), unused -> oneofs.size());
        }
        Message group = null;
        if (type == FieldType.GROUP && local != null && syntax == Syntax.PROTO2) {
            group = message(local, depth + 1);
            groups.add(group.name());
            if (!group.name().toLowerCase(Locale.ROOT).equals(text(row, "name"))
                    || !Character.isUpperCase(group.name().charAt(0))) {
                throw malformed("a group and its field have different names");
            }
        }
        if (repeated && oneof >= 0) {
            throw malformed("a repeated field belongs to a oneof");
        }
        return new Field(
                label(row, optional3, oneof),
                null,
                group == null ? typeName(type, typeName) : group.name(),
                name(text(row, "name")),
                checkedNumber(row),
                oneof,
                group,
                DescriptorOptions.ofField(row, type),
                Place.NONE);
    }

    private String label(Value.Row field, boolean optional3, int oneof) {
        long label = number(field, "label");
        if (label == REPEATED) {
            return "repeated";
        }
        if (label == REQUIRED) {
            return syntax == Syntax.PROTO2 ? "required" : "";
        }
        boolean written = syntax == Syntax.PROTO2 && (label == OPTIONAL || label == 0) && oneof < 0;
        return written || optional3 ? "optional" : "";
    }

    private static Field map(Value.Row row, Value.Row entry) {
        String key = "string";
        String value = "";
        for (Value.Row part : rows(entry, "field")) {
            String type = typeName(FieldType.numbered(number(part, "type")), fullName(text(part, "type_name")));
            if (number(part, "number") == 1) {
                key = type;
            } else {
                value = type;
            }
        }
        if (!MessageParser.isKey(key)) {
            throw malformed("a map has keys of the type " + key);
        }
        return new Field(
                "",
                key,
                value,
                name(text(row, "name")),
                checkedNumber(row),
                -1,
                null,
                DescriptorOptions.ofField(row, null),
                Place.NONE);
    }

    private static String typeName(@Nullable FieldType type, String name) {
        if (type == null || type == FieldType.ENUM || type.isMessage()) {
            if (name.isEmpty()) {
                throw malformed("a field has no type");
            }
            return name;
        }
        return type.word();
    }

    private static int checkedNumber(Value.Row row) {
        long number = number(row, "number");
        if (number < 1 || number > ProtoParser.MOST_NUMBER) {
            throw malformed("the field " + text(row, "name") + " has the number " + number);
        }
        return (int) number;
    }

    private List<Enumeration> enums(Value.Row row) {
        List<Enumeration> enums = new ArrayList<>();
        for (Value.Row type : rows(row, "enum_type")) {
            List<ProtoTree.EnumValue> values = new ArrayList<>();
            for (Value.Row value : rows(type, "value")) {
                values.add(new ProtoTree.EnumValue(
                        name(text(value, "name")),
                        (int) number(value, "number"),
                        DescriptorOptions.of(value),
                        Place.NONE));
            }
            if (values.isEmpty()) {
                throw malformed("the enumeration " + text(type, "name") + " has no values");
            }
            enums.add(new Enumeration(
                    name(text(type, "name")),
                    values,
                    ranges(type, "reserved_range", 0, Integer.MIN_VALUE),
                    names(type, "reserved_name"),
                    DescriptorOptions.of(type),
                    Place.NONE));
        }
        return enums;
    }

    private List<Extend> extend(Value.Row row) {
        Map<String, List<Field>> byType = new LinkedHashMap<>();
        for (Value.Row field : rows(row, "extension")) {
            if (FieldType.numbered(number(field, "type")) != FieldType.GROUP) {
                byType.computeIfAbsent(fullName(text(field, "extendee")), name -> new ArrayList<>())
                        .add(field(field, Map.of(), new ArrayList<>(), new HashMap<>(), 0));
            }
        }
        List<Extend> extend = new ArrayList<>();
        byType.forEach((type, fields) -> extend.add(new Extend(type, fields, Place.NONE)));
        return extend;
    }

    /**
     * Ranges of numbers.
     *
     * @param beyond by how much the end lies beyond the last number: 1 for fields, 0 for values of an enumeration
     */
    private static List<Range> ranges(Value.Row row, String name, int beyond, int least) {
        List<Range> ranges = new ArrayList<>();
        for (Value.Row range : rows(row, name)) {
            long from = number(range, "start");
            long to = number(range, "end") - beyond;
            boolean tooFar = beyond > 0 && to > ProtoParser.MOST_NUMBER;
            if (from < least || to < from || tooFar) {
                throw malformed("a range of numbers from " + from + " to " + to);
            }
            ranges.add(new Range((int) from, (int) to));
        }
        return ranges;
    }

    // What a row has.

    static List<Value> values(Value.Row row, String name) {
        return row.get(name) instanceof Value.Array array ? array.values() : List.of();
    }

    private static List<Value.Row> rows(Value.Row row, String name) {
        List<Value.Row> rows = new ArrayList<>();
        for (Value value : values(row, name)) {
            if (value instanceof Value.Row part) {
                rows.add(part);
            }
        }
        return rows;
    }

    private static List<String> names(Value.Row row, String name) {
        return values(row, name).stream().map(value -> name(string(value))).toList();
    }

    /** A text could not have any other. */
    private static String name(String name) {
        ProtoLexer lexer = new ProtoLexer(name);
        if (lexer.kind() != ProtoLexer.Kind.NAME || !lexer.word().equals(name)) {
            throw malformed("a name is none");
        }
        return name;
    }

    /** A name with dots, or nothing. */
    private static String fullName(String name) {
        String parts = name.startsWith(".") ? name.substring(1) : name;
        if (name.length() > ProtoParser.MOST_NAME) {
            throw malformed("a name has more than " + ProtoParser.MOST_NAME + " characters");
        }
        if (!name.isEmpty()) {
            for (String part : List.of(parts.split("\\.", -1))) {
                String unused = name(part);
            }
        }
        return name;
    }

    static String text(Value.Row row, String name) {
        return string(row.get(name));
    }

    private static String string(Value value) {
        return value instanceof Value.Text text ? text.value() : "";
    }

    static long number(Value.Row row, String name) {
        return row.get(name) instanceof Value.Int number ? number.value() : 0;
    }
}

package dev.wharf.protobuf;

import dev.wharf.protobuf.ProtoTree.Enumeration;
import dev.wharf.protobuf.ProtoTree.Extend;
import dev.wharf.protobuf.ProtoTree.Field;
import dev.wharf.protobuf.ProtoTree.Import;
import dev.wharf.protobuf.ProtoTree.Message;
import dev.wharf.protobuf.ProtoTree.Option;
import dev.wharf.protobuf.ProtoTree.Range;
import dev.wharf.protobuf.ProtoTree.Syntax;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the text of a schema, the same for all that say the same in the same order. Of a normalized one more is made
 * the same: types have their full names, imports and options are sorted, fields and values stand by their numbers.
 * Messages keep their order, by which frames count them. For one schema.
 */
final class ProtoPrinter {
    private final ProtoTree.File file;
    private final boolean normalized;
    private final TypeNames names;
    private final StringBuilder text = new StringBuilder();

    /** How the type of a field is written. */
    interface TypeNames {
        /** The name to write, of a field in the message of the full name {@code within}. */
        String of(String type, String within);
    }

    private ProtoPrinter(ProtoTree.File file, boolean normalized, TypeNames names) {
        this.file = file;
        this.normalized = normalized;
        this.names = names;
    }

    /** The text of what was read, names as they are. */
    static String canonical(ProtoTree.File file) {
        return new ProtoPrinter(file, false, (type, within) -> type).print();
    }

    static String normalized(LinkedFile linked) {
        Scope scope = new Scope(linked);
        return new ProtoPrinter(linked.tree(), true, (type, within) -> fullName(scope, type, within)).print();
    }

    private static String fullName(Scope scope, String type, String within) {
        if (FieldType.scalar(type) != null) {
            return type;
        }
        return "." + scope.resolve(type, within, ProtoTree.Place.NONE).fullName();
    }

    private String print() {
        boolean edition = file.syntax() == Syntax.EDITION_2023;
        text.append(edition ? "edition" : "syntax")
                .append(" = \"")
                .append(file.syntax().word())
                .append("\";\n");
        if (!file.pkg().isEmpty()) {
            text.append("package ").append(file.pkg()).append(";\n");
        }
        imports();
        statements(file.options(), "");
        file.messages().forEach(message -> message(message, file.pkg(), ""));
        file.enums().forEach(enumeration -> enumeration(enumeration, ""));
        if (!normalized) {
            file.extend().forEach(extend -> extend(extend, file.pkg(), ""));
        }
        return text.toString();
    }

    private void imports() {
        List<Import> imports = new ArrayList<>(file.imports());
        if (normalized) {
            imports.sort(Comparator.comparing(Import::name));
        }
        for (Import wanted : imports) {
            text.append("import ")
                    .append(wanted.kind())
                    .append(wanted.kind().isEmpty() ? "" : " ")
                    .append(ProtoStrings.quote(wanted.name()))
                    .append(";\n");
        }
    }

    private List<Option> sorted(List<Option> options) {
        if (!normalized) {
            return options;
        }
        List<Option> sorted = new ArrayList<>(options);
        sorted.sort(Comparator.comparing(Option::name));
        return sorted;
    }

    private void statements(List<Option> options, String indent) {
        for (Option option : sorted(options)) {
            text.append(indent)
                    .append("option ")
                    .append(option.name())
                    .append(" = ")
                    .append(option.value())
                    .append(";\n");
        }
    }

    private void inBrackets(List<Option> given) {
        List<Option> options = sorted(given);
        for (int i = 0; i < options.size(); i++) {
            text.append(i == 0 ? " [" : ", ")
                    .append(options.get(i).name())
                    .append(" = ")
                    .append(options.get(i).value());
        }
        text.append(options.isEmpty() ? "" : "]");
    }

    private void message(Message message, String within, String indent) {
        text.append(indent).append("message ").append(message.name()).append(" {\n");
        body(message, within.isEmpty() ? message.name() : within + "." + message.name(), indent + "  ");
        text.append(indent).append("}\n");
    }

    private void body(Message message, String fullName, String indent) {
        statements(message.options(), indent);
        reserved(message.reserved(), message.reservedNames(), ProtoParser.MOST_NUMBER, indent);
        ranges("extensions", message.extensions(), ProtoParser.MOST_NUMBER, indent);
        fields(message, fullName, indent);
        message.messages().forEach(nested -> message(nested, fullName, indent));
        message.enums().forEach(enumeration -> enumeration(enumeration, indent));
        if (!normalized) {
            message.extend().forEach(extend -> extend(extend, fullName, indent));
        }
    }

    /** Each oneof stands where its first field does. */
    private void fields(Message message, String fullName, String indent) {
        List<Field> fields = new ArrayList<>(message.fields());
        if (normalized) {
            fields.sort(Comparator.comparingInt(Field::number));
        }
        List<Integer> written = new ArrayList<>();
        for (Field field : fields) {
            if (field.oneof() < 0) {
                field(field, fullName, indent);
            } else if (!written.contains(field.oneof())) {
                written.add(field.oneof());
                ProtoTree.Oneof oneof = message.oneofs().get(field.oneof());
                text.append(indent).append("oneof ").append(oneof.name()).append(" {\n");
                statements(oneof.options(), indent + "  ");
                for (Field member : fields) {
                    if (member.oneof() == field.oneof()) {
                        field(member, fullName, indent + "  ");
                    }
                }
                text.append(indent).append("}\n");
            }
        }
    }

    private void field(Field field, String within, String indent) {
        text.append(indent).append(field.label()).append(field.label().isEmpty() ? "" : " ");
        Message group = field.group();
        if (group != null) {
            text.append("group ").append(group.name()).append(" = ").append(field.number());
            inBrackets(options(field));
            text.append(" {\n");
            body(group, within + "." + group.name(), indent + "  ");
            text.append(indent).append("}\n");
            return;
        }
        String type = names.of(field.type(), within);
        text.append(field.keyType() == null ? type : "map<" + field.keyType() + ", " + type + ">")
                .append(' ')
                .append(field.name())
                .append(" = ")
                .append(field.number());
        inBrackets(options(field));
        text.append(";\n");
    }

    /** Without those that say what goes without saying. */
    private List<Option> options(Field field) {
        if (!normalized) {
            return field.options();
        }
        boolean packed = Features.of(file.syntax()).packed();
        List<Option> options = new ArrayList<>();
        for (Option option : field.options()) {
            boolean needless = switch (option.name()) {
                case "json_name" -> option.textValue().equals(JsonNames.camelCase(field.name()));
                case "packed" -> option.value().equals(String.valueOf(packed));
                case "deprecated" -> option.value().equals("false");
                default -> false;
            };
            if (!needless) {
                options.add(option.name().equals("default") ? plain(option) : option);
            }
        }
        return options;
    }

    /** A number in one form, however it is written. */
    private static Option plain(Option option) {
        try {
            long whole = OptionParser.whole(option.value());
            BigDecimal number = whole < 0 ? new BigDecimal(option.value()) : BigDecimal.valueOf(whole);
            return new Option(option.name(), number.stripTrailingZeros().toString());
        } catch (NumberFormatException e) {
            return option; // text, a symbol, or inf
        }
    }

    private void enumeration(Enumeration enumeration, String indent) {
        text.append(indent).append("enum ").append(enumeration.name()).append(" {\n");
        statements(enumeration.options(), indent + "  ");
        reserved(enumeration.reserved(), enumeration.reservedNames(), Integer.MAX_VALUE, indent + "  ");
        List<ProtoTree.EnumValue> values = new ArrayList<>(enumeration.values());
        if (normalized) {
            // The first is the default of a field, so it stays where it is.
            values.subList(1, values.size()).sort(Comparator.comparingInt(ProtoTree.EnumValue::number));
        }
        for (ProtoTree.EnumValue value : values) {
            text.append(indent).append("  ").append(value.name()).append(" = ").append(value.number());
            inBrackets(value.options());
            text.append(";\n");
        }
        text.append(indent).append("}\n");
    }

    private void extend(Extend extend, String within, String indent) {
        text.append(indent).append("extend ").append(extend.extendee()).append(" {\n");
        extend.fields().forEach(field -> field(field, within, indent + "  "));
        text.append(indent).append("}\n");
    }

    private void reserved(List<Range> numbers, List<String> reservedNames, int most, String indent) {
        ranges("reserved", numbers, most, indent);
        if (!reservedNames.isEmpty()) {
            boolean quoted = file.syntax() != Syntax.EDITION_2023;
            List<String> written = new ArrayList<>();
            reservedNames.forEach(name -> written.add(quoted ? ProtoStrings.quote(name) : name));
            if (normalized) {
                written.sort(Comparator.naturalOrder());
            }
            text.append(indent)
                    .append("reserved ")
                    .append(String.join(", ", written))
                    .append(";\n");
        }
    }

    private void ranges(String word, List<Range> given, int most, String indent) {
        if (given.isEmpty()) {
            return;
        }
        List<Range> ranges = new ArrayList<>(given);
        if (normalized) {
            ranges.sort(Comparator.comparingInt(Range::from));
        }
        List<String> written = new ArrayList<>();
        for (Range range : ranges) {
            String to = range.to() == most ? "max" : String.valueOf(range.to());
            written.add(range.from() == range.to() ? String.valueOf(range.from()) : range.from() + " to " + to);
        }
        text.append(indent)
                .append(word)
                .append(' ')
                .append(String.join(", ", written))
                .append(";\n");
    }
}

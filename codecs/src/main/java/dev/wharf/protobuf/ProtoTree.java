package dev.wharf.protobuf;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a text says, before names are resolved. Immutable. */
final class ProtoTree {
    private ProtoTree() {}

    /** The language of a file. */
    enum Syntax {
        PROTO2("proto2"),
        PROTO3("proto3"),
        EDITION_2023("2023");

        private final String word;

        Syntax(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Where something stands in its text, both from 1. */
    record Place(int line, int column) {
        static final Place NONE = new Place(0, 0);

        @Override
        public String toString() {
            return this.equals(NONE) ? "" : "line " + line + ", column " + column + ": ";
        }
    }

    /**
     * An option, kept as it is written.
     *
     * @param name with parentheses and dots, such as {@code (my.option).part}
     * @param value its words, text in quotes
     */
    record Option(String name, String value) {
        /** The text that stands in the quotes, or the word itself. */
        String textValue() {
            return value.startsWith("\"") ? ProtoStrings.unquote(value) : value;
        }
    }

    /** @param kind {@code public}, {@code weak}, or nothing */
    record Import(String kind, String name, Place place) {}

    /** Both ends belong to it. */
    record Range(int from, int to) {}

    record EnumValue(String name, int number, List<Option> options, Place place) {}

    record Enumeration(
            String name,
            List<EnumValue> values,
            List<Range> reserved,
            List<String> reservedNames,
            List<Option> options,
            Place place) {}

    /**
     * @param label the word before the type, or nothing
     * @param keyType of a map, else null
     * @param type as it is written; of a map, that of its values
     * @param oneof its place among the oneofs, or -1
     * @param group the body of a group, else null
     */
    record Field(
            String label,
            @Nullable String keyType,
            String type,
            String name,
            int number,
            int oneof,
            @Nullable Message group,
            List<Option> options,
            Place place) {}

    record Oneof(String name, List<Option> options) {}

    record Extend(String extendee, List<Field> fields, Place place) {}

    record Message(
            String name,
            List<Field> fields,
            List<Oneof> oneofs,
            List<Message> messages,
            List<Enumeration> enums,
            List<Extend> extend,
            List<Range> extensions,
            List<Range> reserved,
            List<String> reservedNames,
            List<Option> options,
            Place place) {}

    /** @param pkg the package, or nothing */
    record File(
            Syntax syntax,
            String pkg,
            List<Import> imports,
            List<Message> messages,
            List<Enumeration> enums,
            List<Extend> extend,
            List<Option> options) {}

    /** The option of that name, the last where it stands more than once. */
    static Optional<Option> option(List<Option> options, String name) {
        Option found = null;
        for (Option option : options) {
            if (option.name.equals(name)) {
                found = option;
            }
        }
        return Optional.ofNullable(found);
    }

    static boolean isTrue(List<Option> options, String name) {
        return option(options, name)
                .filter(option -> option.value.equals("true"))
                .isPresent();
    }
}

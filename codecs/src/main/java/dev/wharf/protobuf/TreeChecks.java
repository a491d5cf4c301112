package dev.wharf.protobuf;

import dev.wharf.protobuf.ProtoTree.EnumValue;
import dev.wharf.protobuf.ProtoTree.Enumeration;
import dev.wharf.protobuf.ProtoTree.Field;
import dev.wharf.protobuf.ProtoTree.Message;
import dev.wharf.protobuf.ProtoTree.Range;
import dev.wharf.protobuf.ProtoTree.Syntax;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a message and an enumeration must keep to, beyond the form of their text. */
final class TreeChecks {
    private static final Range PROTOBUF_ITSELF = new Range(19_000, 19_999);

    private TreeChecks() {}

    static void check(Message tree, String fullName, Syntax syntax) {
        Set<String> names = new HashSet<>();
        Map<Integer, String> numbers = new HashMap<>();
        for (Field field : tree.fields()) {
            if (!names.add(field.name())) {
                throw ProtoLexer.error(field.place(), fullName + " has the field " + field.name() + " twice");
            }
            String other = numbers.put(field.number(), field.name());
            if (other != null) {
                throw ProtoLexer.error(
                        field.place(),
                        "the number " + field.number() + " belongs to the field " + other + " of " + fullName);
            }
            check(field, tree, fullName);
            if (syntax == Syntax.PROTO3
                    && ProtoTree.option(field.options(), "default").isPresent()) {
                throw ProtoLexer.error(field.place(), "in proto3 fields have no defaults of their own");
            }
        }
        if (syntax == Syntax.PROTO3 && !tree.extensions().isEmpty()) {
            throw ProtoLexer.error(tree.place(), "in proto3 messages have no extensions");
        }
    }

    private static void check(Field field, Message tree, String fullName) {
        if (contains(PROTOBUF_ITSELF, field.number())) {
            throw ProtoLexer.error(field.place(), "the numbers 19000 to 19999 are Protobuf's own");
        }
        for (Range range : tree.reserved()) {
            if (contains(range, field.number())) {
                throw ProtoLexer.error(field.place(), fullName + " reserves the number " + field.number());
            }
        }
        for (Range range : tree.extensions()) {
            if (contains(range, field.number())) {
                throw ProtoLexer.error(
                        field.place(), fullName + " leaves the number " + field.number() + " to extensions");
            }
        }
        if (tree.reservedNames().contains(field.name())) {
            throw ProtoLexer.error(field.place(), fullName + " reserves the name " + field.name());
        }
    }

    private static boolean contains(Range range, int number) {
        return range.from() <= number && number <= range.to();
    }

    /** @param open whether it takes numbers that it has no name for */
    static void check(Enumeration tree, String fullName, boolean open) {
        List<EnumValue> values = tree.values();
        if (open && values.get(0).number() != 0) {
            throw ProtoLexer.error(values.get(0).place(), "the first value of " + fullName + " must have the number 0");
        }
        boolean aliases = ProtoTree.isTrue(tree.options(), "allow_alias");
        Set<Integer> numbers = new HashSet<>();
        for (EnumValue value : values) {
            if (!numbers.add(value.number()) && !aliases) {
                throw ProtoLexer.error(
                        value.place(),
                        fullName + " has the number " + value.number() + " twice; set allow_alias if that is meant");
            }
            boolean reserved = tree.reservedNames().contains(value.name())
                    || tree.reserved().stream().anyMatch(range -> contains(range, value.number()));
            if (reserved) {
                throw ProtoLexer.error(value.place(), fullName + " reserves " + value.name() + " or its number");
            }
        }
    }
}

package dev.wharf.protobuf;

import dev.wharf.protobuf.ProtoTree.Enumeration;
import dev.wharf.protobuf.ProtoTree.Field;
import dev.wharf.protobuf.ProtoTree.Message;
import dev.wharf.protobuf.ProtoTree.Place;
import dev.wharf.protobuf.ProtoTree.Syntax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Declares the types of one file, and then resolves the fields of its messages. For one file. */
final class FileLinker {
    private static final int NO_ONEOF = -1;

    private final LinkedFile file;
    private final Features features;
    private final Syntax syntax;
    private final Set<String> declared = new HashSet<>();
    private final List<Runnable> later = new ArrayList<>();
    private @Nullable Scope scope;

    /** @param features those of the file */
    FileLinker(LinkedFile file, Features features) {
        this.file = file;
        this.features = features;
        this.syntax = file.tree().syntax();
        file.visible().forEach(other -> {
            if (other != file) {
                declared.addAll(other.messageNames());
                declared.addAll(other.enumNames());
            }
        });
    }

    void link() {
        String pkg = file.tree().pkg();
        file.tree().enums().forEach(enumeration -> declare(enumeration, pkg, features));
        file.tree().messages().forEach(message -> declare(message, pkg, features));
        scope = new Scope(file);
        later.forEach(Runnable::run);
    }

    private String declare(String name, String within, Place place) {
        String fullName = within.isEmpty() ? name : within + "." + name;
        if (fullName.length() > ProtoParser.MOST_NAME) { // or a text of many types in one of a long name would be huge
            throw ProtoLexer.error(place, "a full name has more than " + ProtoParser.MOST_NAME + " characters");
        }
        if (!declared.add(fullName)) {
            throw ProtoLexer.error(place, fullName + " is defined twice");
        }
        return fullName;
    }

    private void declare(Enumeration tree, String within, Features around) {
        String fullName = declare(tree.name(), within, tree.place());
        Features own = around.with(tree.options(), tree.place());
        TreeChecks.check(tree, fullName, !own.closedEnums());
        tree.values().forEach(value -> {
            String unused = declare(value.name(), within, value.place()); // names stand beside their enumeration
        });
        file.add(new ProtobufEnum(fullName, own.closedEnums(), tree.values()));
    }

    private void declare(Message tree, String within, Features around) {
        String fullName = declare(tree.name(), within, tree.place());
        WellKnown wellKnown = file.builtIn() ? WellKnown.of(tree.name()) : WellKnown.NONE;
        Features own = around.with(tree.options(), tree.place());
        TreeChecks.check(tree, fullName, syntax);
        ProtobufMessage message = new ProtobufMessage(fullName, tree, wellKnown);
        file.add(message);
        tree.enums().forEach(enumeration -> declare(enumeration, fullName, own));
        tree.messages().forEach(nested -> declare(nested, fullName, own));
        for (Field field : tree.fields()) {
            Message group = field.group();
            if (group != null) {
                declare(group, fullName, own);
            }
        }
        later.add(() -> link(message, own));
    }

    private void link(ProtobufMessage message, Features own) {
        List<ProtobufField> fields = new ArrayList<>();
        for (Field tree : message.tree().fields()) {
            Features features = own.with(tree.options(), tree.place());
            String keyType = tree.keyType();
            fields.add(
                    keyType == null
                            ? field(tree, fields.size(), message, features)
                            : map(tree, keyType, fields.size(), message, features));
        }
        message.link(fields);
    }

    private ProtobufField field(Field tree, int index, ProtobufMessage message, Features features) {
        FieldType scalar = FieldType.scalar(tree.type());
        if (scalar != null) {
            return new ProtobufField(tree, index, traits(tree, scalar, features), null, null);
        }
        Scope.Type type = resolve(tree, message);
        boolean group = tree.group() != null || features.delimited();
        FieldType kind = type.message() == null ? FieldType.ENUM : group ? FieldType.GROUP : FieldType.MESSAGE;
        return new ProtobufField(tree, index, traits(tree, kind, features), type.message(), type.enumeration());
    }

    private Scope.Type resolve(Field tree, ProtobufMessage message) {
        Scope names = scope;
        if (names == null) {
            throw new IllegalStateException("fields are resolved when all types are declared");
        }
        return names.resolve(tree.type(), message.fullName(), tree.place());
    }

    private ProtobufField.Traits traits(Field tree, FieldType type, Features features) {
        boolean repeated = tree.label().equals("repeated");
        boolean legacy = syntax == Syntax.EDITION_2023
                && features.presence() == Features.Presence.LEGACY_REQUIRED
                && !repeated
                && tree.oneof() == NO_ONEOF;
        boolean required = tree.label().equals("required") || legacy;
        boolean presence = !repeated
                && !required
                && (type.isMessage()
                        || tree.oneof() != NO_ONEOF
                        || tree.label().equals("optional")
                        || features.presence() == Features.Presence.EXPLICIT);
        boolean packed = ProtoTree.option(tree.options(), "packed")
                .map(option -> option.value().equals("true"))
                .orElse(features.packed());
        return new ProtobufField.Traits(
                type, repeated, required, presence, repeated && packed && type.packable(), false, tree.oneof());
    }

    private ProtobufField map(Field tree, String keyType, int index, ProtobufMessage message, Features features) {
        Field key = new Field("", null, keyType, "key", 1, NO_ONEOF, null, List.of(), tree.place());
        Field value = new Field("", null, tree.type(), "value", 2, NO_ONEOF, null, List.of(), tree.place());
        Message entryTree = new Message(
                entryName(tree.name()),
                List.of(key, value),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                tree.place());
        String fullName = declare(entryTree.name(), message.fullName(), tree.place());
        ProtobufMessage entry = new ProtobufMessage(fullName, entryTree, WellKnown.NONE);
        Features plain = new Features(Features.Presence.IMPLICIT, features.closedEnums(), false, false);
        // The value is resolved inside the message that has the map.
        ProtobufField valueField = field(value, 1, message, plain);
        if (valueField.type() == FieldType.ENUM
                && valueField.enumeration().first().number() != 0) {
            throw ProtoLexer.error(tree.place(), "an enumeration must begin with 0 to be the value of a map");
        }
        entry.link(List.of(field(key, 0, message, plain), valueField));
        ProtobufField.Traits traits =
                new ProtobufField.Traits(FieldType.MESSAGE, true, false, false, false, true, NO_ONEOF);
        return new ProtobufField(tree, index, traits, entry, null);
    }

    /** The name that compilers give to the entries of a map. */
    static String entryName(String field) {
        String camel = JsonNames.camelCase("_" + field);
        return camel + "Entry";
    }
}

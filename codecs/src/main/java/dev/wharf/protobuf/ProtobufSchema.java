package dev.wharf.protobuf;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A schema: one file in Protobuf's language, with what it imports. Immutable, safe for use by many threads. Parse a
 * schema once and keep it.
 */
public final class ProtobufSchema {
    private final LinkedFile file;

    /** What a schema is parsed of: two of the same are the same schema. */
    private record Source(String text, Map<String, String> imports) {}

    private ProtobufSchema(LinkedFile file, Source source) {
        this.file = file;
        file.visible().forEach(seen -> seen.messages().forEach(message -> message.origin(source)));
    }

    /** The schema of a text that imports nothing, or nothing but Google's own files. */
    public static ProtobufSchema parse(String text) {
        return parse(text, Map.of());
    }

    /**
     * The schema of a text: proto2, proto3 or edition 2023; or of a {@code FileDescriptorProto} in Base64, as
     * registries give it that are asked for the serialized form.
     *
     * @param imports the texts of the files that it imports, directly or through others, by the names under which it
     *     does; {@code google/protobuf/timestamp.proto} and its likes are there already
     * @throws WharfException with {@code CONFIGURATION}, with line and column, and what was expected
     */
    public static ProtobufSchema parse(String text, Map<String, String> imports) {
        LinkedFile linked = new Linker(imports, SchemaText::read).link(SchemaText.read(text));
        return new ProtobufSchema(linked, new Source(text, Map.copyOf(imports)));
    }

    ProtoTree.File tree() {
        return file.tree();
    }

    LinkedFile file() {
        return file;
    }

    /** The package, or nothing. */
    public String packageName() {
        return file.tree().pkg();
    }

    /**
     * The message of that full name, of this file or one that it imports.
     *
     * @throws WharfException with {@code CONFIGURATION} if there is none
     */
    public ProtobufMessage message(String fullName) {
        for (LinkedFile seen : file.visible()) {
            ProtobufMessage message = seen.message(fullName);
            if (message != null) {
                return message;
            }
        }
        throw new WharfException(
                ErrorCode.CONFIGURATION,
                "the Protobuf schema has no message " + fullName + Nearest.hint(fullName, messageNames()));
    }

    /**
     * The message at that place: the first number counts the messages of the file, each further one those inside the
     * message found so far. Groups and the entries of maps do not count.
     *
     * @throws WharfException with {@code CONFIGURATION} if there is none
     */
    public ProtobufMessage message(int... indexes) {
        List<ProtoTree.Message> messages = file.tree().messages();
        String name = file.tree().pkg();
        for (int index : indexes) {
            if (index < 0 || index >= messages.size()) {
                throw new WharfException(
                        ErrorCode.CONFIGURATION,
                        "the Protobuf schema has no message at the place " + Arrays.toString(indexes));
            }
            ProtoTree.Message next = messages.get(index);
            name = name.isEmpty() ? next.name() : name + "." + next.name();
            messages = next.messages();
        }
        return message(name);
    }

    /**
     * The place of a message of this file, as {@link #message(int...)} takes it.
     *
     * @throws WharfException with {@code CONFIGURATION} if it is not of this file
     */
    public int[] indexes(ProtobufMessage message) {
        List<Integer> path = new ArrayList<>();
        if (!find(message, file.tree().messages(), path)) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "the message " + message + " is not defined in the file of the schema itself");
        }
        return path.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean find(ProtobufMessage wanted, List<ProtoTree.Message> messages, List<Integer> path) {
        for (int i = 0; i < messages.size(); i++) {
            path.add(i);
            if (isSame(messages.get(i), wanted.tree())
                    || find(wanted, messages.get(i).messages(), path)) {
                return true;
            }
            path.removeLast();
        }
        return false;
    }

    /** Two messages of a file may say the same in different places. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(ProtoTree.Message one, ProtoTree.Message other) {
        return one == other;
    }

    /** The full names of the messages of this file, in the order of the text; those inside others behind them. */
    public List<String> messageNames() {
        List<String> names = new ArrayList<>();
        names(file.tree().messages(), file.tree().pkg(), names);
        return names;
    }

    private static void names(List<ProtoTree.Message> messages, String within, List<String> names) {
        for (ProtoTree.Message message : messages) {
            String name = within.isEmpty() ? message.name() : within + "." + message.name();
            names.add(name);
            names(message.messages(), name, names);
        }
    }

    @Override
    public String toString() {
        return "ProtobufSchema" + messageNames();
    }
}

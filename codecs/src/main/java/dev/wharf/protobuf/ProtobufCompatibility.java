package dev.wharf.protobuf;

import dev.wharf.protobuf.ProtoTree.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what keeps a schema from reading what was written with another, by the rules that Confluent's registry has:
 * names may change and numbers may not, fields and enumerations come and go, messages do not go, and numbers change
 * their type only to one that has the same form in a record. For one comparison.
 */
final class ProtobufCompatibility {
    private final List<String> findings = new ArrayList<>();

    /** Pairs of messages that were compared, or are being compared. */
    private final Set<List<String>> compared = new HashSet<>();

    List<String> check(ProtobufSchema writer, ProtobufSchema reader) {
        if (!writer.packageName().equals(reader.packageName())) {
            add(
                    "package",
                    "was " + shown(writer.packageName()) + " and is " + shown(reader.packageName())
                            + ", so all messages have other names");
        }
        messages(writer, writer.tree().messages(), writer.packageName(), reader);
        return findings;
    }

    private static String shown(String name) {
        return name.isEmpty() ? "none" : name;
    }

    private void add(String path, String what) {
        String line = path + ": " + what;
        if (!findings.contains(line)) {
            findings.add(line);
        }
    }

    private void messages(ProtobufSchema writer, List<Message> trees, String within, ProtobufSchema reader) {
        for (Message tree : trees) {
            ProtobufMessage old = writer.message(within.isEmpty() ? tree.name() : within + "." + tree.name());
            String local = local(old.fullName(), writer.packageName());
            String pkg = reader.packageName();
            ProtobufMessage now = reader.file().message(pkg.isEmpty() ? local : pkg + "." + local);
            if (now == null) {
                add(local, "the message was removed");
            } else {
                message(old, now, local);
                messages(writer, tree.messages(), old.fullName(), reader);
            }
        }
    }

    private static String local(String fullName, String pkg) {
        return !pkg.isEmpty() && fullName.startsWith(pkg + ".") ? fullName.substring(pkg.length() + 1) : fullName;
    }

    private void message(ProtobufMessage old, ProtobufMessage now, String path) {
        if (!compared.add(List.of(old.fullName(), now.fullName()))) {
            return;
        }
        for (int i = 0; i < old.size(); i++) {
            ProtobufField before = old.field(i);
            ProtobufField after = now.numbered(before.number());
            if (after == null) {
                removed(old, now, before, path);
            } else {
                field(before, after, path + "." + before.name());
            }
        }
        for (int i = 0; i < now.size(); i++) {
            ProtobufField after = now.field(i);
            if (after.required() && old.numbered(after.number()) == null) {
                add(path + "." + after.name(), "the field is required, and was not there before");
            }
        }
        oneofs(old, now, path);
    }

    private void removed(ProtobufMessage old, ProtobufMessage now, ProtobufField before, String path) {
        String where = path + "." + before.name();
        if (before.required()) {
            add(where, "the required field was removed");
        }
        if (before.oneof() >= 0) {
            String name = old.tree().oneofs().get(before.oneof()).name();
            boolean kept =
                    now.tree().oneofs().stream().anyMatch(oneof -> oneof.name().equals(name));
            if (kept) {
                add(where, "the field was removed from the oneof " + name);
            }
        }
    }

    private void field(ProtobufField before, ProtobufField after, String path) {
        if (before.map() != after.map()
                || before.type().isMessage() != after.type().isMessage()) {
            add(path, "was " + kind(before) + " and is " + kind(after));
            return;
        }
        if (before.map()) {
            field(before.message().field(0), after.message().field(0), path + "[key]");
            field(before.message().field(1), after.message().field(1), path + "[value]");
            return;
        }
        if (before.type().isMessage()) {
            named(before, after, path);
        } else if (!form(before.type()).equals(form(after.type()))) {
            add(path, "was " + kind(before) + " and is " + kind(after) + ", which has another form in a record");
        } else if (before.repeated() != after.repeated() && before.type().packable()) {
            add(
                    path,
                    before.repeated()
                            ? "was repeated and is not, and numbers that share a tag cannot be read as one"
                            : "is repeated and was not");
        }
    }

    private void named(ProtobufField before, ProtobufField after, String path) {
        String was = before.message().fullName();
        String is = after.message().fullName();
        if (before.type() != after.type()) {
            add(path, "a group and a message have different forms in a record");
        } else if (!simple(was).equals(simple(is))) {
            add(path, "was the message " + was + " and is the message " + is);
        } else {
            message(before.message(), after.message(), path);
        }
    }

    private static String simple(String fullName) {
        return fullName.substring(fullName.lastIndexOf('.') + 1);
    }

    private static String kind(ProtobufField field) {
        if (field.map()) {
            return "a map";
        }
        return switch (field.type()) {
            case MESSAGE, GROUP -> "the message " + field.message().fullName();
            case ENUM -> "the enumeration " + field.enumeration().fullName();
            default -> field.type().word();
        };
    }

    /** Types of one form can be read as one another. */
    private static String form(FieldType type) {
        return switch (type) {
            case INT32, INT64, UINT32, UINT64, BOOL, ENUM -> "varint";
            case SINT32, SINT64 -> "zig-zag";
            case FIXED32, SFIXED32 -> "fixed32";
            case FIXED64, SFIXED64 -> "fixed64";
            case STRING, BYTES -> "bytes";
            case FLOAT, DOUBLE, GROUP, MESSAGE -> type.word();
        };
    }

    /** A record may hold what is now in one oneof side by side, and only the last would be read. */
    private void oneofs(ProtobufMessage old, ProtobufMessage now, String path) {
        for (int i = 0; i < now.oneofs().length; i++) {
            String where = path + "." + now.tree().oneofs().get(i).name();
            int moved = 0;
            Map<Integer, Integer> from = new HashMap<>();
            for (ProtobufField member : now.oneofs()[i]) {
                ProtobufField before = old.numbered(member.number());
                if (before != null && before.oneof() < 0) {
                    moved++;
                } else if (before != null) {
                    from.merge(before.oneof(), 1, Integer::sum);
                }
            }
            if (moved > 1) {
                add(where, moved + " fields were moved into the oneof, of which a record can hold several");
            } else if (moved == 1 && !from.isEmpty()) {
                add(where, "a field was moved into a oneof that was there before");
            } else if (from.size() > 1) {
                add(where, "fields of several oneofs are in one now");
            }
        }
    }
}

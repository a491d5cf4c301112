package dev.wharf.protobuf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in what one schema differs from another, in the words of its text. For one comparison. */
final class ProtobufDifferences {
    private final List<String> lines = new ArrayList<>();

    /** The lines of {@code other} that this one has not, and those that it has besides; with where they stand. */
    List<String> find(ProtobufSchema one, ProtobufSchema other) {
        List<String> mine = paths(ProtoPrinter.normalized(one.file()));
        List<String> theirs = paths(ProtoPrinter.normalized(other.file()));
        Set<String> minesOnly = new LinkedHashSet<>(mine);
        theirs.forEach(minesOnly::remove);
        Set<String> theirsOnly = new LinkedHashSet<>(theirs);
        mine.forEach(theirsOnly::remove);
        for (String line : minesOnly) {
            String changed = counterpart(line, theirsOnly);
            if (changed == null) {
                lines.add(line + ": only here");
            } else {
                theirsOnly.remove(changed);
                lines.add(line + ": in the other " + changed.substring(changed.indexOf(": ") + 2));
            }
        }
        theirsOnly.forEach(line -> lines.add(line + ": only in the other"));
        if (lines.isEmpty() && !mine.equals(theirs)) {
            lines.add("messages: in another order");
        }
        return lines;
    }

    /** Each line of the text behind the path to what it stands in. */
    private static List<String> paths(String text) {
        List<String> paths = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.equals("}")) {
                open.remove(open.size() - 1);
            } else {
                String path = open.isEmpty() ? "file" : String.join(".", open);
                paths.add(path + ": " + (line.endsWith("{") ? line.substring(0, line.length() - 2) : line));
                if (line.endsWith("{")) {
                    open.add(name(line));
                }
            }
        }
        return paths;
    }

    /** Of {@code message Order} the second word, and of a group its name. */
    private static String name(String line) {
        List<String> words = List.of(line.split(" ", -1));
        int group = words.indexOf("group");
        return words.get(group >= 0 ? group + 1 : 1);
    }

    /** The line about the same field of the same message: of the same number. */
    private static @Nullable String counterpart(String line, Set<String> others) {
        int equals = line.lastIndexOf(" = ");
        if (equals < 0) {
            return null;
        }
        String path = line.substring(0, line.indexOf(": "));
        String number = number(line);
        for (String other : others) {
            if (other.startsWith(path + ": ") && number(other).equals(number)) {
                return other;
            }
        }
        return null;
    }

    private static String number(String line) {
        int options = line.indexOf(" [");
        String head = options < 0 ? line : line.substring(0, options);
        return head.substring(head.lastIndexOf(' ') + 1).replace(";", "");
    }
}

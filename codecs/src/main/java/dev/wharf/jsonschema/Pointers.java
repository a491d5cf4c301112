package dev.wharf.jsonschema;

import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** JSON pointers by RFC 6901: into values, and into JSON that was checked before. */
final class Pointers {
    /** Farther in nobody looks for a position: that of what is around it will do. */
    private static final int MAX_STEPS = 32;

    private static final int MAX_SHOWN_NAME = 64;

    private Pointers() {}

    static String child(String pointer, String name) {
        return pointer + '/' + escaped(name);
    }

    static String child(String pointer, int index) {
        return pointer + '/' + index;
    }

    static String escaped(String name) {
        return name.indexOf('~') < 0 && name.indexOf('/') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }

    private static String unescaped(String name) {
        return name.indexOf('~') < 0 ? name : name.replace("~1", "/").replace("~0", "~");
    }

    static List<String> steps(String pointer) {
        List<String> steps = new ArrayList<>();
        for (int start = 1; start <= pointer.length(); ) {
            int slash = pointer.indexOf('/', start);
            int end = slash < 0 ? pointer.length() : slash;
            steps.add(unescaped(pointer.substring(start, end)));
            start = end + 1;
        }
        return steps;
    }

    /** The last step, or nothing for the whole. */
    static String last(String pointer) {
        return unescaped(pointer.substring(pointer.lastIndexOf('/') + 1));
    }

    /** What is there, or {@link Value#ABSENT}. */
    static Value in(Value whole, String pointer) {
        Value value = whole;
        for (String step : steps(pointer)) {
            value = step(value, step);
        }
        return value;
    }

    static Value step(Value value, String step) {
        return switch (value) {
            case Value.Row row -> row.get(step);
            case Value.Array array -> {
                int index = index(step);
                yield index < 0 || index >= array.values().size()
                        ? Value.ABSENT
                        : array.values().get(index);
            }
            default -> Value.ABSENT;
        };
    }

    /** The number, or -1 if it is none that may stand in a pointer. */
    private static int index(String step) {
        if (step.isEmpty() || step.length() > 9 || (step.charAt(0) == '0' && step.length() > 1)) {
            return -1;
        }
        int index = 0;
        for (int i = 0; i < step.length(); i++) {
            char c = step.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            index = index * 10 + (c - '0');
        }
        return index;
    }

    /** Names that are long are cut: they may come from the record. */
    static String shown(String pointer) {
        if (pointer.isEmpty()) {
            return "the document";
        }
        StringBuilder shown = new StringBuilder();
        for (String step : steps(pointer)) {
            String name = escaped(step);
            shown.append('/')
                    .append(name.length() <= MAX_SHOWN_NAME ? name : name.substring(0, MAX_SHOWN_NAME) + "...");
        }
        return shown.toString();
    }

    /** The fragment of a reference without its percent signs. */
    static String percentDecoded(String fragment) {
        if (fragment.indexOf('%') < 0) {
            return fragment;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] utf8 = fragment.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < utf8.length; i++) {
            int high = utf8[i] == '%' && i + 2 < utf8.length ? Character.digit(utf8[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(utf8[i + 2], 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(utf8[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** With percent signs for all that may not stand in a URI, or that somebody could take for something else. */
    static String percentEncoded(String pointer) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : pointer.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            if (letter || (b >= '0' && b <= '9') || b == '/' || b == '_') {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
            }
        }
        return encoded.toString();
    }

    /** Where the value stands in JSON that was checked before, counted from {@code from}. */
    static int position(byte[] json, int from, int to, String pointer) {
        int pos = skipSpace(json, from, to);
        List<String> steps = steps(pointer);
        for (int i = 0; i < steps.size() && i < MAX_STEPS; i++) {
            int next = step(json, pos, to, steps.get(i));
            if (next < 0) {
                break;
            }
            pos = next;
        }
        return pos - from;
    }

    /** The start of the member or element, or -1. */
    private static int step(byte[] json, int start, int to, String step) {
        boolean object = json[start] == '{';
        if (!object && json[start] != '[') {
            return -1;
        }
        int wanted = object ? -1 : index(step);
        int found = -1;
        int pos = skipSpace(json, start + 1, to);
        for (int i = 0; json[pos] != '}' && json[pos] != ']'; i++) {
            boolean here = i == wanted;
            if (object) {
                int end = skipText(json, pos);
                here = name(json, pos, end).equals(step); // of a name that stands twice the last counts
                pos = skipSpace(json, skipSpace(json, end, to) + 1, to);
            }
            if (here) {
                found = pos;
            }
            pos = skipSpace(json, skipValue(json, pos, to), to);
            if (json[pos] == ',') {
                pos = skipSpace(json, pos + 1, to);
            }
        }
        return found;
    }

    private static String name(byte[] json, int from, int to) {
        return JsonCodec.JSON.read(Payload.of(json, from, to - from)) instanceof Value.Text text ? text.value() : "";
    }

    private static int skipSpace(byte[] json, int from, int to) {
        int pos = from;
        while (pos < to && json[pos] <= ' ' && json[pos] >= 0) {
            pos++;
        }
        return pos;
    }

    /** From a quote to behind the one that ends it. */
    private static int skipText(byte[] json, int from) {
        int pos = from + 1;
        while (json[pos] != '"') {
            pos += json[pos] == '\\' ? 2 : 1;
        }
        return pos + 1;
    }

    private static int skipValue(byte[] json, int from, int to) {
        int pos = from;
        int depth = 0;
        do {
            byte b = json[pos];
            if (b == '"') {
                pos = skipText(json, pos);
            } else {
                depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
                pos++;
            }
        } while (pos < to && (depth > 0 || !ends(json[pos])));
        return pos;
    }

    private static boolean ends(byte b) {
        return b == ',' || b == '}' || b == ']' || (b <= ' ' && b >= 0);
    }
}

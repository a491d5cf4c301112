package dev.wharf.cli;

import dev.wharf.payload.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What stands between records, or between key and value: text, with escapes for what cannot be typed. */
final class Separator {
    private static final byte[] NONE = {};
    private static final String KNOWN = "known are \\n, \\r, \\t, \\0, \\\\ and \\xHH";

    private Separator() {}

    /** The bytes; none, and a problem noted, if it is wrong. */
    static byte[] parse(String option, String text, List<String> problems) {
        if (text.isEmpty()) {
            problems.add(option + " is empty; write what stands there, such as ':' or '\\t'");
            return NONE;
        }
        ByteSink sink = new ByteSink();
        int at = 0;
        while (at < text.length()) {
            int length = text.charAt(at) == '\\' ? escape(text, at, sink) : character(text, at, sink);
            if (length == 0) {
                problems.add(option + " '" + text + "': an escape that is not known at character " + (at + 1) + "; "
                        + KNOWN);
                return NONE;
            }
            at += length;
        }
        return sink.toByteArray();
    }

    private static int character(String text, int at, ByteSink sink) {
        int length = Character.charCount(text.codePointAt(at));
        sink.write(text.substring(at, at + length).getBytes(StandardCharsets.UTF_8));
        return length;
    }

    /** How long it is, or 0 if it is none. */
    private static int escape(String text, int at, ByteSink sink) {
        char letter = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        int written = switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> 0;
            case '\\' -> '\\';
            case 'x' -> hex(text, at + 2);
            default -> -1;
        };
        if (written < 0) {
            return 0;
        }
        sink.write(written);
        return letter == 'x' ? 4 : 2;
    }

    private static int hex(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}

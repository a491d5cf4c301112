package dev.wharf.json;

import dev.wharf.payload.ByteSink;
import java.nio.charset.StandardCharsets;

/** Text to JSON strings, and back from strings that were checked before. */
final class JsonText {
    private JsonText() {}

    /** The text between two quotes. A lone surrogate written as an escape is kept as it is. */
    static String decode(byte[] buf, int from, int to) {
        for (int pos = from; pos < to; pos++) {
            if (buf[pos] == '\\') {
                return unescape(buf, from, to);
            }
        }
        return plain(buf, from, to);
    }

    /** The text between two quotes, where it is known that there are no escapes. */
    static String plain(byte[] buf, int from, int to) {
        return new String(buf, from, to - from, StandardCharsets.UTF_8);
    }

    private static String unescape(byte[] buf, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int pos = from;
        while (pos < to) {
            int run = pos;
            while (pos < to && buf[pos] != '\\') {
                pos++;
            }
            text.append(plain(buf, run, pos));
            if (pos < to) {
                text.append(escaped(buf, pos + 1));
                pos += buf[pos + 1] == 'u' ? 6 : 2;
            }
        }
        return text.toString();
    }

    private static char escaped(byte[] buf, int pos) {
        return switch (buf[pos]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' ->
                (char) (hex(buf, pos + 1) << 12 | hex(buf, pos + 2) << 8 | hex(buf, pos + 3) << 4 | hex(buf, pos + 4));
            default -> (char) buf[pos];
        };
    }

    private static int hex(byte[] buf, int pos) {
        return Character.digit(buf[pos], 16);
    }

    /**
     * Appends the text in quotes, escaped where it must be. A lone surrogate, which has no UTF-8, becomes an escape.
     */
    static void write(String text, ByteSink sink) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        sink.write('"');
        if (asIs(utf8, text)) {
            sink.write(utf8);
        } else {
            escape(text, sink);
        }
        sink.write('"');
    }

    /** Appends well-formed UTF-8 in quotes, escaped where it must be. */
    static void write(byte[] utf8, int from, int to, ByteSink sink) {
        sink.write('"');
        int run = from;
        for (int pos = from; pos < to; pos++) {
            while (pos <= to - 8 && !JsonStrings.mayNeedEscape(Words.at(utf8, pos), (byte) '"')) {
                pos += 8;
            }
            if (pos == to) {
                break;
            }
            byte b = utf8[pos];
            if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                sink.write(utf8, run, pos - run);
                escapeAscii((char) b, sink);
                run = pos + 1;
            }
        }
        sink.write(utf8, run, to - run);
        sink.write('"');
    }

    /** The name as it stands before a value: in quotes, with its colon. */
    static byte[] name(String name) {
        ByteSink sink = new ByteSink();
        write(name, sink);
        sink.write(':');
        return sink.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Question marks are looked at once more: they may stand for lone surrogates. */
    private static boolean asIs(byte[] utf8, String text) {
        boolean questionMark = false;
        int pos = 0;
        while (pos <= utf8.length - 8 && !JsonStrings.mayNeedEscape(Words.at(utf8, pos), (byte) '?')) {
            pos += 8;
        }
        for (; pos < utf8.length; pos++) {
            byte b = utf8[pos];
            if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                return false;
            }
            questionMark |= b == '?';
        }
        return !questionMark || text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    private static void escape(String text, ByteSink sink) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                escapeAscii(c, sink);
            } else if (c < 0x800) {
                sink.write(0xC0 | c >> 6);
                sink.write(0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                sink.write(0xE0 | c >> 12);
                sink.write(0x80 | (c >> 6 & 0x3F));
                sink.write(0x80 | (c & 0x3F));
            } else if (Character.charCount(text.codePointAt(i)) == 2) {
                sink.write(text.substring(i, i + 2).getBytes(StandardCharsets.UTF_8));
                i++;
            } else {
                unicodeEscape(c, sink);
            }
        }
    }

    private static void escapeAscii(char c, ByteSink sink) {
        switch (c) {
            case '"', '\\' -> shortEscape(c, sink);
            case '\b' -> shortEscape('b', sink);
            case '\f' -> shortEscape('f', sink);
            case '\n' -> shortEscape('n', sink);
            case '\r' -> shortEscape('r', sink);
            case '\t' -> shortEscape('t', sink);
            default -> {
                if (c < ' ') {
                    unicodeEscape(c, sink);
                } else {
                    sink.write(c);
                }
            }
        }
    }

    private static void shortEscape(char c, ByteSink sink) {
        sink.write('\\');
        sink.write(c);
    }

    private static void unicodeEscape(char c, ByteSink sink) {
        shortEscape('u', sink);
        for (int shift = 12; shift >= 0; shift -= 4) {
            sink.write(Character.forDigit(c >> shift & 0xF, 16));
        }
    }
}

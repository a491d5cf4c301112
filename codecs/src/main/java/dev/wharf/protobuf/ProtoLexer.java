package dev.wharf.protobuf;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.protobuf.ProtoTree.Place;
import java.nio.charset.StandardCharsets;

/** Takes a text apart into words, one at a time. For one thread. */
final class ProtoLexer {
    /** What a word is. */
    enum Kind {
        NAME,
        INTEGER,
        FRACTION,
        TEXT,
        SIGN,
        END
    }

    private final String text;
    private int pos;
    private int line = 1;
    private int lineStart;

    private Kind kind = Kind.END;
    private String word = "";
    private Place place = new Place(1, 1);

    /** Stands at the first word. */
    ProtoLexer(String text) {
        this.text = text;
        pos = text.startsWith("\uFEFF") ? 1 : 0;
        advance();
    }

    Kind kind() {
        return kind;
    }

    /** The word: a name, the digits of a number, a single sign, or the text without quotes and escapes. */
    String word() {
        return word;
    }

    Place place() {
        return place;
    }

    /** Goes on to the next word. */
    void advance() {
        skipSpace();
        place = here();
        if (pos == text.length()) {
            kind = Kind.END;
            word = "";
            return;
        }
        char c = text.charAt(pos);
        if (isLetter(c)) {
            kind = Kind.NAME;
            word = name();
        } else if (isDigit(c) || (c == '.' && isDigit(at(pos + 1)))) {
            number();
        } else if (c == '"' || c == '\'') {
            kind = Kind.TEXT;
            word = quoted(c);
        } else {
            kind = Kind.SIGN;
            word = String.valueOf(c);
            pos++;
        }
    }

    /** How the word is called in an error. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the text";
            case TEXT -> "a text in quotes";
            case NAME, INTEGER, FRACTION, SIGN -> word.length() > 60 ? word.substring(0, 60) + "..." : word;
        };
    }

    static WharfException error(Place place, String what) {
        return new WharfException(ErrorCode.CONFIGURATION, "the Protobuf schema, " + place + what);
    }

    private Place here() {
        return new Place(line, pos - lineStart + 1);
    }

    private char at(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private void skipSpace() {
        while (pos < text.length()) {
            char c = text.charAt(pos);
            if (c == '\n') {
                newLine();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B) {
                pos++;
            } else if (c == '/' && at(pos + 1) == '/') {
                while (pos < text.length() && text.charAt(pos) != '\n') {
                    pos++;
                }
            } else if (c == '/' && at(pos + 1) == '*') {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void newLine() {
        pos++;
        line++;
        lineStart = pos;
    }

    private void skipComment() {
        Place start = here();
        pos += 2;
        while (!(at(pos) == '*' && at(pos + 1) == '/')) {
            if (pos >= text.length()) {
                throw error(start, "the comment that begins here has no end");
            }
            if (text.charAt(pos) == '\n') {
                newLine();
            } else {
                pos++;
            }
        }
        pos += 2;
    }

    private String name() {
        int start = pos;
        while (isLetter(at(pos)) || isDigit(at(pos))) {
            pos++;
        }
        return text.substring(start, pos);
    }

    private void number() {
        int start = pos;
        kind = Kind.INTEGER;
        if (at(pos) == '0' && (at(pos + 1) == 'x' || at(pos + 1) == 'X')) {
            pos += 2;
            while (Character.digit(at(pos), 16) >= 0 && at(pos) < 0x80) {
                pos++;
            }
            if (pos == start + 2) {
                throw error(place, "0x stands without a hexadecimal digit behind it");
            }
        } else {
            decimal();
        }
        word = text.substring(start, pos);
        if (isLetter(at(pos))) {
            throw error(here(), "a number ends in a letter; a space or a sign should stand between them");
        }
    }

    private void decimal() {
        digits();
        if (at(pos) == '.') {
            kind = Kind.FRACTION;
            pos++;
            digits();
        }
        if (at(pos) == 'e' || at(pos) == 'E') {
            kind = Kind.FRACTION;
            pos++;
            if (at(pos) == '+' || at(pos) == '-') {
                pos++;
            }
            if (!isDigit(at(pos))) {
                throw error(here(), "a digit should stand in the exponent");
            }
            digits();
        }
        if (kind == Kind.FRACTION && (at(pos) == 'f' || at(pos) == 'F')) {
            pos++;
        }
    }

    private void digits() {
        while (isDigit(at(pos))) {
            pos++;
        }
    }

    private String quoted(char quote) {
        Place start = here();
        pos++;
        ByteSink bytes = new ByteSink(32);
        while (at(pos) != quote || pos >= text.length()) {
            if (pos >= text.length() || text.charAt(pos) == '\n') {
                throw error(start, "the text that begins here has no closing quote on its line");
            }
            if (text.charAt(pos) == '\\') {
                pos++;
                escape(bytes);
            } else {
                int c = text.codePointAt(pos);
                pos += Character.charCount(c);
                utf8(c, bytes);
            }
        }
        pos++;
        return ProtoStrings.text(bytes.buffer(), bytes.length());
    }

    private static void utf8(int codePoint, ByteSink bytes) {
        if (codePoint < 0x80) {
            bytes.write(codePoint);
        } else {
            bytes.write(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void escape(ByteSink bytes) {
        char c = at(pos);
        pos++;
        switch (c) {
            case 'a' -> bytes.write(0x07);
            case 'b' -> bytes.write('\b');
            case 'f' -> bytes.write('\f');
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            case 'v' -> bytes.write(0x0B);
            case '\\', '\'', '"', '?' -> bytes.write(c);
            case 'x', 'X' -> bytes.write(numeral(16, 1, 2));
            case 'u' -> utf8(numeral(16, 4, 4), bytes);
            case 'U' -> utf8(codePoint(), bytes);
            default -> {
                pos--;
                bytes.write(numeral(8, 1, 3));
            }
        }
    }

    private int codePoint() {
        Place start = here();
        int codePoint = numeral(16, 8, 8);
        if (!Character.isValidCodePoint(codePoint)) {
            throw error(start, "there is no such character");
        }
        return codePoint;
    }

    private int numeral(int radix, int least, int most) {
        int value = 0;
        int count = 0;
        while (count < most && at(pos) < 0x80 && Character.digit(at(pos), radix) >= 0) {
            value = value * radix + Character.digit(at(pos), radix);
            pos++;
            count++;
        }
        if (count < least) {
            throw error(here(), "an escape of a text should stand here, such as \\n, \\\", \\x41 or \\101");
        }
        return value;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

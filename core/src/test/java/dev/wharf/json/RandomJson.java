package dev.wharf.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Writes well-formed JSON of every kind: duplicates, escapes, all whitespace, all lengths of UTF-8, numbers at the
 * limits.
 */
final class RandomJson {
    /** Names that come up often, so that they also meet as duplicates and inside each other. */
    static final List<String> NAMES = List.of(
            "a",
            "b",
            "id",
            "",
            "name",
            "customer",
            "customer_id",
            "customer_name",
            "a name of more than sixteen bytes",
            "ä",
            "名",
            "\uD83D\uDE80",
            "a\"b",
            "back\\slash",
            "nul\u0000");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "0.0",
            "1",
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "-9223372036854775809",
            "999999999999999999",
            "1000000000000000000",
            "18446744073709551615",
            "1.5",
            "-2.50",
            "0.1234567890123456789",
            "1e5",
            "1E+5",
            "1e-5",
            "-1.25E-10",
            "1e0",
            "0e0",
            "12345678",
            "123456789",
            "1.7976931348623157e308",
            "5e-324",
            "123456789012345678901234567890.123456789",
            "1e9999",
            "1e00000000000000000000007",
            "0.0000000000000000001");
    private static final List<String> SPACES = List.of(" ", "\n", "\r", "\t", "\r\n", "    ", "          ");

    private final Random random;
    private final StringBuilder json = new StringBuilder();

    RandomJson(long seed) {
        this.random = new Random(seed);
    }

    /** A value of any kind, mostly an object. */
    byte[] document() {
        json.setLength(0);
        space();
        if (random.nextInt(10) == 0) {
            value(0);
        } else {
            object(0);
        }
        space();
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] object() {
        json.setLength(0);
        space();
        object(0);
        space();
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes with one to three of them changed, removed or added. */
    byte[] mutated(byte[] original) {
        byte[] bytes = original;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int kind = random.nextInt(3);
            boolean removes = kind == 0 && at < bytes.length;
            boolean adds = kind == 1 || at == bytes.length;
            byte[] changed = new byte[bytes.length + (removes ? -1 : adds ? 1 : 0)];
            System.arraycopy(bytes, 0, changed, 0, Math.min(at, changed.length));
            int rest = Math.min(bytes.length - (adds ? at : at + 1), changed.length - at);
            System.arraycopy(
                    bytes,
                    adds ? at : at + 1,
                    changed,
                    removes ? at : at + 1,
                    removes ? rest : changed.length - at - 1);
            if (!removes) {
                changed[at] = interestingByte();
            }
            bytes = changed;
        }
        return bytes;
    }

    String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private byte interestingByte() {
        String often = "\"\\{}[]:,0123456789.eE+-truefalsn \n\t\u0000\u001f\u007fu";
        return random.nextBoolean() ? (byte) often.charAt(random.nextInt(often.length())) : (byte) random.nextInt(256);
    }

    private void value(int depth) {
        switch (random.nextInt(depth > 4 ? 7 : 9)) {
            case 0 -> json.append("true");
            case 1 -> json.append("false");
            case 2 -> json.append("null");
            case 3 -> json.append(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 4 -> json.append(random.nextLong() >> random.nextInt(64));
            case 5, 6 -> string(text());
            case 7 -> object(depth);
            default -> array(depth);
        }
    }

    private void object(int depth) {
        json.append('{');
        space();
        for (int i = random.nextInt(7); i > 0; i--) {
            string(name());
            space();
            json.append(':');
            space();
            value(depth + 1);
            space();
            if (i > 1) {
                json.append(',');
                space();
            }
        }
        json.append('}');
    }

    private void array(int depth) {
        json.append('[');
        space();
        for (int i = random.nextInt(4); i > 0; i--) {
            value(depth + 1);
            space();
            if (i > 1) {
                json.append(',');
                space();
            }
        }
        json.append(']');
    }

    private void space() {
        if (random.nextInt(5) == 0) {
            json.append(SPACES.get(random.nextInt(SPACES.size())));
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        boolean plain = random.nextBoolean();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.appendCodePoint(plain ? ' ' + random.nextInt(90) : character());
        }
        return text.toString();
    }

    private int character() {
        return switch (random.nextInt(7)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> "\"\\/?".charAt(random.nextInt(4));
            case 2 -> 0x80 + random.nextInt(0x780);
            case 3 -> 0x800 + random.nextInt(0xF800);
            case 4 -> 0x10000 + random.nextInt(0x100000);
            default -> ' ' + random.nextInt(90);
        };
    }

    private void string(String text) {
        json.append('"');
        boolean escapes = random.nextInt(8) == 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair && !escapes) {
                json.append(c).append(text.charAt(++i));
            } else if (c < ' '
                    || c == '"'
                    || c == '\\'
                    || Character.isSurrogate(c)
                    || (escapes && random.nextBoolean())) {
                escape(c);
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private void escape(char c) {
        int known = "\"\\/\b\f\n\r\t".indexOf(c);
        if (known >= 0 && random.nextBoolean()) {
            json.append('\\').append("\"\\/bfnrt".charAt(known));
        } else {
            json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
        }
    }
}

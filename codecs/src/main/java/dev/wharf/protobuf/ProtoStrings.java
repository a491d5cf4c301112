package dev.wharf.protobuf;

import dev.wharf.payload.Utf8;
import java.nio.charset.StandardCharsets;

/** Text in quotes, with escapes for what cannot stand there plainly. */
final class ProtoStrings {
    private ProtoStrings() {}

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        octal(c, quoted);
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static void octal(int c, StringBuilder quoted) {
        quoted.append('\\')
                .append((char) ('0' + (c >> 6)))
                .append((char) ('0' + (c >> 3 & 7)))
                .append((char) ('0' + (c & 7)));
    }

    /** Of text that {@link #quote} wrote. */
    static String unquote(String quoted) {
        StringBuilder text = new StringBuilder(quoted.length());
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = quoted.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case '"', '\\' -> text.append(escaped);
                default -> {
                    text.append((char) Integer.parseInt(quoted, i, i + 3, 8));
                    i += 2;
                }
            }
        }
        return text.toString();
    }

    /** The bytes as text if they are UTF-8, or else each byte as the character of its number. */
    static String text(byte[] bytes, int length) {
        boolean utf8 = Utf8.firstFlaw(bytes, 0, length) < 0;
        return new String(bytes, 0, length, utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
}

package dev.wharf.cli;

/**
 * Texts from records, made safe to show: whatever could steer a terminal, or turn the direction of writing around, is
 * written as an escape, as JSON writes it. JSON stays the same JSON.
 */
final class Printable {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Printable() {}

    /** The text in one line. */
    static String line(String text) {
        return escaped(text, false);
    }

    /** The text with its line feeds. */
    static String lines(String text) {
        return escaped(text, true);
    }

    /** The start of the text and an ellipsis, if it is longer; no character is taken apart. */
    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        boolean between = Character.isHighSurrogate(text.charAt(maxChars - 1));
        return text.substring(0, between ? maxChars - 1 : maxChars) + "…";
    }

    private static String escaped(String text, boolean lineFeeds) {
        StringBuilder safe = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            if ((character == '\n' && lineFeeds) || harmless(character)) {
                safe.appendCodePoint(character);
            } else {
                text.substring(at, next).chars().forEach(unit -> safe.append(escape(unit)));
            }
            at = next;
        }
        return safe.toString();
    }

    private static boolean harmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            // Some scripts, and some emoji, need the joiners; the others hide text, or turn it around.
            case Character.FORMAT -> character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }

    private static String escape(int unit) {
        return switch (unit) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", unit);
        };
    }
}

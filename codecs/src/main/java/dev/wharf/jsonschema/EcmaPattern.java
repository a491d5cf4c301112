package dev.wharf.jsonschema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Turns a regular expression of ECMA-262 into one of Java where the two differ, and refuses repetitions of repetitions
 * that would keep a matcher busy without looking at the text. For one thread, once.
 */
final class EcmaPattern {
    /** How often something may be repeated by numbers, all in all. */
    static final long MAX_REPEATS = 1_000_000;

    private static final String SPACE = "\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";

    /** Names that Java has only in short. */
    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("Letter", "L"),
            Map.entry("Lowercase_Letter", "Ll"),
            Map.entry("Uppercase_Letter", "Lu"),
            Map.entry("Titlecase_Letter", "Lt"),
            Map.entry("Mark", "M"),
            Map.entry("Number", "N"),
            Map.entry("Decimal_Number", "Nd"),
            Map.entry("digit", "Nd"),
            Map.entry("Punctuation", "P"),
            Map.entry("punct", "P"),
            Map.entry("Symbol", "S"),
            Map.entry("Separator", "Z"),
            Map.entry("Space_Separator", "Zs"),
            Map.entry("Alphabetic", "IsAlphabetic"),
            Map.entry("Lowercase", "IsLowercase"),
            Map.entry("Uppercase", "IsUppercase"),
            Map.entry("White_Space", "IsWhite_Space"));

    private final String ecma;
    private final StringBuilder java = new StringBuilder();

    /** What the groups around us cost so far. */
    private final Deque<Long> outer = new ArrayDeque<>();

    private long cost;
    private long lastCost;
    private int pos;

    EcmaPattern(String ecma) {
        this.ecma = ecma;
    }

    String translated() {
        while (pos < ecma.length()) {
            next();
        }
        if (cost > MAX_REPEATS) {
            throw new IllegalArgumentException("its repetitions come to more than " + MAX_REPEATS);
        }
        return java.toString();
    }

    private void next() {
        char c = ecma.charAt(pos);
        switch (c) {
            case '\\' -> atom(escape(false));
            case '[' -> atom(set());
            case '$' -> atom("\\z"); // Java's would also stand before a line feed at the end
            case '.' -> atom("[^\\n\\r\\u2028\\u2029]");
            case '(' -> open();
            case ')' -> close();
            case '{' -> braces();
            case '}' -> atom("\\}");
            case '*', '+', '?', '|', '^' -> copy(c);
            default -> atom(String.valueOf(c));
        }
    }

    private void copy(char c) {
        java.append(c);
        pos++;
    }

    private void atom(String text) {
        java.append(text);
        pos++;
        charge(1);
    }

    private void charge(long costs) {
        lastCost = costs;
        cost = Math.min(cost + costs, Integer.MAX_VALUE);
    }

    private void open() {
        outer.push(cost);
        cost = 0;
        copy('(');
    }

    private void close() {
        copy(')');
        if (!outer.isEmpty()) {
            long inside = cost + 1;
            cost = outer.pop();
            charge(inside);
        }
    }

    /** A repetition by numbers, or a brace that stands for itself. */
    private void braces() {
        int end = pos + 1;
        while (end < ecma.length() && (Character.digit(ecma.charAt(end), 10) >= 0 || ecma.charAt(end) == ',')) {
            end++;
        }
        String inside = ecma.substring(pos + 1, end);
        int comma = inside.indexOf(',');
        boolean repeats = end < ecma.length()
                && ecma.charAt(end) == '}'
                && !inside.isEmpty()
                && comma != 0
                && comma == inside.lastIndexOf(',');
        if (!repeats) {
            atom("\\{");
            return;
        }
        long times =
                Math.max(number(comma < 0 ? inside : inside.substring(0, comma)), number(inside.substring(comma + 1)));
        charge(Math.max(0, Math.min(lastCost * times, Integer.MAX_VALUE) - lastCost));
        java.append('{').append(inside).append('}');
        pos = end + 1;
    }

    private static long number(String digits) {
        if (digits.length() > 9) {
            throw new IllegalArgumentException("its repetitions come to more than " + MAX_REPEATS);
        }
        return digits.isEmpty() ? 1 : Long.parseLong(digits);
    }

    /** A set in brackets, up to its last character. */
    private String set() {
        if (ecma.startsWith("[]", pos)) {
            pos++;
            return "(?!)";
        }
        if (ecma.startsWith("[^]", pos)) {
            pos += 2;
            return "[\\s\\S]";
        }
        StringBuilder set = new StringBuilder("[");
        for (pos++; pos < ecma.length() && ecma.charAt(pos) != ']'; pos++) {
            char c = ecma.charAt(pos);
            switch (c) {
                case '\\' -> set.append(escape(true));
                case '[', '&' -> set.append('\\').append(c); // Java has sets in sets, and what is in both of two
                default -> set.append(c);
            }
        }
        // one that does not end gets its error from Java, which sees no end either
        return (pos < ecma.length() ? set.append(']') : set).toString();
    }

    /** From a backslash to the last character of what it escapes. */
    private String escape(boolean inSet) {
        if (++pos >= ecma.length()) {
            throw new IllegalArgumentException("it is no regular expression: it ends with a backslash");
        }
        char c = ecma.charAt(pos);
        return switch (c) {
            case 's' -> inSet ? SPACE : '[' + SPACE + ']';
            case 'S' -> "[^" + SPACE + ']';
            case 'v' -> "\\x0B";
            case '0' -> "\\x00";
            case 'b' -> inSet ? "\\x08" : "\\b";
            case 'u' -> ecma.startsWith("{", pos + 1) ? "\\x" + braced() : "\\u";
            case 'p', 'P' -> ecma.startsWith("{", pos + 1) ? '\\' + String.valueOf(c) + category(braced()) : "\\" + c;
            case 'd', 'D', 'w', 'W', 'B', 'f', 'n', 'r', 't', 'c', 'k', 'x' -> "\\" + c;
            default -> isLetter(c) ? String.valueOf(c) : "\\" + c;
        };
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    }

    /** What stands in the braces behind the character we are at, with them; we are at the last one then. */
    private String braced() {
        int end = ecma.indexOf('}', pos);
        if (end < 0) {
            throw new IllegalArgumentException("it is no regular expression: a brace is not closed");
        }
        String braced = ecma.substring(pos + 1, end + 1);
        pos = end;
        return braced;
    }

    private static String category(String braced) {
        String name = braced.substring(1, braced.length() - 1);
        return '{' + CATEGORIES.getOrDefault(name, name) + '}';
    }
}

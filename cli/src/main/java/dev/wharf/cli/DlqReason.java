package dev.wharf.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** Why records failed, without what differs from one to the next. */
final class DlqReason {
    /** How much of a reason counts. */
    static final int MAX_CHARS = 200;

    private static final Pattern UUID = Pattern.compile("\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");
    private static final Pattern HEX =
            Pattern.compile("\\b(?:0[xX])?(?=\\p{XDigit}*\\d)\\p{XDigit}{8,}\\b|\\b0[xX]\\p{XDigit}+\\b");
    /** A digit right behind a letter belongs to a name: UTF8, s3. */
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d_])\\d+(?:[.,:]\\d+)*");

    private DlqReason() {}

    /** The start of the reason, with {@code #} in place of numbers. */
    static String normal(String reason) {
        // What is cut off must not make two reasons one, so the cut comes last; this one only bounds the work.
        String text = Printable.cut(reason, 10 * MAX_CHARS);
        text = UUID.matcher(text).replaceAll("#");
        text = HEX.matcher(text).replaceAll("#");
        return Printable.cut(NUMBER.matcher(text).replaceAll("#"), MAX_CHARS);
    }

    /** Whether somebody who looks for the text means this reason: as it is, or as it was printed. */
    static boolean matches(String reason, String wanted) {
        String part =
                (wanted.endsWith("…") ? wanted.substring(0, wanted.length() - 1) : wanted).toLowerCase(Locale.ROOT);
        return contains(reason, part)
                || contains(Printable.line(reason), part)
                || contains(Printable.line(normal(reason)), part);
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part);
    }
}

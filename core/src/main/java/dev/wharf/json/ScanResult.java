package dev.wharf.json;

/**
 * What a scan found, in a {@code long} so that nothing is allocated: if {@link #ok}, the position behind what was
 * scanned, and flags; if not, the position where it shows and the flaw. Positions count from the start of the array.
 */
final class ScanResult {
    /** A wanted name stands in the object more than once; the index holds the last. */
    static final long DUPLICATES = 1L << 32;

    /** A name of the top-level object, or the one string scanned, is written with escapes. */
    static final long ESCAPES = 1L << 33;

    /** What can be wrong. */
    enum Flaw {
        TRUNCATED("the input ends inside a value"),
        NO_VALUE("a value should stand here"),
        NO_NAME("a member name in quotes should stand here"),
        NO_COLON("a colon should stand here"),
        NO_COMMA_IN_ARRAY("a comma or ] should stand here"),
        NO_COMMA_IN_OBJECT("a comma or } should stand here"),
        TRAILING("there is something behind the value"),
        TOO_DEEP("arrays and objects are nested deeper than " + JsonScanner.MAX_DEPTH),
        CONTROL("a control character stands in a string; it must be written as an escape"),
        ESCAPE("an escape of JSON should stand here"),
        HEX("four hexadecimal digits should stand here"),
        UTF8("the string is not valid UTF-8"),
        NO_DIGIT("a digit should stand here"),
        LEADING_ZERO("a number starts with a needless zero"),
        LITERAL("true, false or null should stand here");

        private final String reason;

        Flaw(String reason) {
            this.reason = reason;
        }
    }

    private static final Flaw[] FLAWS = Flaw.values();

    private ScanResult() {}

    static boolean ok(long result) {
        return result >= 0;
    }

    /** Whether more input might make it well-formed. */
    static boolean truncated(long result) {
        return !ok(result) && flaw(result) == Flaw.TRUNCATED;
    }

    /** Behind the value if {@link #ok}, else where it shows that it is none. */
    static int position(long result) {
        return (int) result;
    }

    /** What is wrong with the input, in words. */
    static String reason(long result) {
        return flaw(result).reason;
    }

    @SuppressWarnings("EnumOrdinal") // turned back into the constant by flaw(long), and kept nowhere
    static long malformed(Flaw flaw, int pos) {
        return Long.MIN_VALUE | (long) flaw.ordinal() << 32 | pos;
    }

    static long truncatedAt(int to) {
        return malformed(Flaw.TRUNCATED, to);
    }

    /** There is something else than should be, or nothing. */
    static long missing(Flaw flaw, int pos, int to) {
        return pos < to ? malformed(flaw, pos) : truncatedAt(to);
    }

    private static Flaw flaw(long result) {
        return FLAWS[(int) (result >>> 32) & 0xFF];
    }
}

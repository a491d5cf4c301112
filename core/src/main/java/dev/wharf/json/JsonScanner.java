package dev.wharf.json;

import dev.wharf.value.Fields.NameTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Checks one JSON value in UTF-8 to its last byte (RFC 8259, nothing beyond it) and notes where the wanted members of a
 * top-level object stand. One pass, no recursion, no exception, and no allocation up to a depth of 64.
 *
 * <p>A result is a {@code long}: if {@link #ok}, the position behind the value and flags; if not, {@link #position} and
 * {@link #reason} of what is wrong. Positions count from the start of the array. Any thread may call it.
 */
final class JsonScanner {
    /** How deep arrays and objects may be nested. */
    static final int MAX_DEPTH = 1000;

    /** Flag of a result: a wanted name stands in the object more than once; the index holds the last. */
    static final long DUPLICATES = 1L << 32;

    /** Flag of a result: a name of the top-level object, or the one string scanned, is written with escapes. */
    static final long ESCAPES = 1L << 33;

    static final String TRUNCATED = "the input ends inside a value";
    private static final int NO_VALUE = 1;
    private static final int NO_NAME = 2;
    private static final int NO_COLON = 3;
    private static final int NO_COMMA_IN_ARRAY = 4;
    private static final int NO_COMMA_IN_OBJECT = 5;
    private static final int TRAILING = 6;
    private static final int TOO_DEEP = 7;
    private static final int CONTROL = 8;
    private static final int ESCAPE = 9;
    private static final int HEX = 10;
    private static final int UTF8 = 11;
    private static final int NO_DIGIT = 12;
    private static final int LEADING_ZERO = 13;
    private static final int LITERAL = 14;
    private static final String[] REASONS = {
        TRUNCATED,
        "a value should stand here",
        "a member name in quotes should stand here",
        "a colon should stand here",
        "a comma or ] should stand here",
        "a comma or } should stand here",
        "there is something behind the value",
        "arrays and objects are nested deeper than " + MAX_DEPTH,
        "a control character stands in a string; it must be written as an escape",
        "an escape of JSON should stand here",
        "four hexadecimal digits should stand here",
        "the string is not valid UTF-8",
        "a digit should stand here",
        "a number starts with a needless zero",
        "true, false or null should stand here"
    };

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int TRUE = 0x65757274; // the bytes of "true" from the lowest up
    private static final int NULL = 0x6C6C756E;
    private static final long FALSE = 0x65736C6166L;
    private static final long[] NO_WORDS = {};

    private JsonScanner() {}

    static boolean ok(long result) {
        return result >= 0;
    }

    /** Whether more input might make it well-formed. */
    static boolean truncated(long result) {
        return result < 0 && reasonCode(result) == 0;
    }

    /** Behind the value if {@link #ok}, else where it shows that it is none. */
    static int position(long result) {
        return (int) result;
    }

    /** What is wrong with the input, in words. */
    static String reason(long result) {
        return REASONS[reasonCode(result)];
    }

    /** Like {@link #value}, and behind the value there may be only whitespace up to {@code to}. */
    static long whole(byte[] buf, int from, int to, NameTable wanted, int[] index) {
        long result = value(buf, from, to, wanted, index);
        if (result < 0) {
            return result;
        }
        int end = skipSpace(buf, (int) result, to);
        return end == to ? result : malformed(TRAILING, end);
    }

    /**
     * Checks the value that starts at {@code from} or behind whitespace there. What follows it is not looked at, so a number
     * that ends at {@code to} may go on in input not yet read.
     *
     * @param index gets, for the wanted name of index i, start and end of its value at 2i and 2i+1, counted from
     *     {@code from}; the end is 0 where there is no such member
     */
    // length: one state machine whose registers are its local variables
    static long value(byte[] buf, int from, int to, NameTable wanted, int[] index) {
        Arrays.fill(index, 0);
        long flags = 0;
        int slot = -1;
        int start = 0;
        int depth = 0;
        long inObject = 0; // bit 0 for the innermost array (0) or object (1), bit 1 for the one around it, up to 64
        long[] outer = NO_WORDS; // the bits of those farther out
        int pos = from;
        while (true) { // before a member or an element, and whitespace
            if ((inObject & 1) != 0) {
                if (pos >= to || buf[pos] != '"') {
                    pos = skipSpace(buf, pos, to);
                    if (pos >= to || buf[pos] != '"') {
                        return missing(NO_NAME, pos, to);
                    }
                }
                long name = name(buf, pos + 1, to);
                if (name < 0) {
                    return name;
                }
                if (depth == 1) {
                    slot = (name & ESCAPES) == 0
                            ? wanted.indexOf(buf, pos + 1, (int) name - 1)
                            : wanted.indexOf(JsonText.decode(buf, pos + 1, (int) name - 1));
                    flags |= name & ESCAPES;
                    flags |= slot >= 0 && index[2 * slot + 1] != 0 ? DUPLICATES : 0;
                }
                pos = (int) name;
                if (pos >= to || buf[pos] != ':') {
                    pos = skipSpace(buf, pos, to);
                    if (pos >= to || buf[pos] != ':') {
                        return missing(NO_COLON, pos, to);
                    }
                }
                pos++;
            }
            if (pos < to && buf[pos] <= ' ') {
                pos = skipSpace(buf, pos, to);
            }
            if (pos >= to) {
                return truncated(to);
            }
            if (depth == 1) {
                start = pos;
            }
            byte first = buf[pos];
            long end;
            if (first == '"') {
                end = string(buf, pos + 1, to);
            } else if (first <= '9') {
                end = number(buf, pos, to);
            } else if (first != '{' && first != '[') {
                end = literal(buf, pos, to);
            } else {
                if (depth == MAX_DEPTH) {
                    return malformed(TOO_DEEP, pos);
                }
                pos = skipSpace(buf, pos + 1, to);
                if (pos >= to || buf[pos] != first + 2) { // '{' and '}', '[' and ']' are two apart
                    if ((depth & 63) == 0 && depth > 0) {
                        outer = outer.length == 0 ? new long[MAX_DEPTH / 64 + 1] : outer;
                        outer[depth >>> 6] = inObject;
                    }
                    depth++;
                    inObject = inObject << 1 | (first == '{' ? 1 : 0);
                    continue;
                }
                end = pos + 1L;
            }
            while (true) { // behind a value: how many arrays and objects end with it
                if (end < 0) {
                    return end;
                }
                pos = (int) end;
                if (depth <= 1) {
                    if (depth == 0) {
                        return pos | flags;
                    }
                    if (slot >= 0) {
                        index[2 * slot] = start - from;
                        index[2 * slot + 1] = pos - from;
                    }
                }
                if (pos < to && buf[pos] <= ' ') {
                    pos = skipSpace(buf, pos, to);
                }
                if (pos >= to) {
                    return truncated(to);
                }
                byte next = buf[pos++];
                if (next == ',') {
                    break;
                }
                if (next != ((inObject & 1) == 0 ? ']' : '}')) {
                    return malformed((inObject & 1) == 0 ? NO_COMMA_IN_ARRAY : NO_COMMA_IN_OBJECT, pos - 1);
                }
                depth--;
                inObject = (depth & 63) == 0 && depth > 0 ? outer[depth >>> 6] : inObject >>> 1;
                end = pos;
            }
        }
    }

    /** The position of the first byte that is not whitespace, or {@code to}. */
    static int skipSpace(byte[] buf, int from, int to) {
        int pos = from;
        while (pos < to && buf[pos] <= ' ' && isSpace(buf[pos])) {
            pos++;
        }
        return pos;
    }

    /** The position of the first line feed, or {@code to}. */
    static int lineFeed(byte[] buf, int from, int to) {
        int pos = from;
        for (; pos <= to - 8; pos += 8) {
            long word = (long) LONGS.get(buf, pos) ^ '\n' * ONES;
            long feeds = (word - ONES) & ~word & HIGH_BITS;
            if (feeds != 0) {
                return pos + (Long.numberOfTrailingZeros(feeds) >>> 3);
            }
        }
        while (pos < to && buf[pos] != '\n') {
            pos++;
        }
        return pos;
    }

    /** Checks a string from behind its opening quote; gives the position behind the closing one, and {@link #ESCAPES}. */
    static long string(byte[] buf, int from, int to) {
        int pos = skipPlain(buf, from, to);
        return pos < to && buf[pos] == '"' ? pos + 1 : specialString(buf, pos, to);
    }

    /** Behind the colon that follows a name, and behind whitespace; -1 if there is no colon. */
    static int afterColon(byte[] buf, int from, int to) {
        int pos = skipSpace(buf, from, to);
        return pos < to && buf[pos] == ':' ? skipSpace(buf, pos + 1, to) : -1;
    }

    /**
     * Like {@link #string}, but jumps by the length of the name. Names follow each other in the same order from record to
     * record, so the processor foresees the jump and goes on at once, where otherwise it would wait for the length to be
     * computed; this was worth a seventh of the time of a scan. For values the same made things slower.
     */
    private static long name(byte[] buf, int from, int to) {
        for (int pos = from; pos <= to - 8; pos += 8) {
            long special = special((long) LONGS.get(buf, pos));
            if (special != 0) {
                int end = switch (Long.numberOfTrailingZeros(special) >>> 3) {
                    case 0 -> pos;
                    case 1 -> pos + 1;
                    case 2 -> pos + 2;
                    case 3 -> pos + 3;
                    case 4 -> pos + 4;
                    case 5 -> pos + 5;
                    case 6 -> pos + 6;
                    default -> pos + 7;
                };
                return buf[end] == '"' ? end + 1L : specialString(buf, end, to);
            }
        }
        return string(buf, from, to);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** The first byte that is no plain ASCII text, or {@code to}. */
    private static int skipPlain(byte[] buf, int from, int to) {
        int pos = from;
        while (pos <= to - 8) {
            long special = special((long) LONGS.get(buf, pos));
            if (special != 0) {
                return pos + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            pos += 8;
        }
        return pos >= to ? to : pos + (Long.numberOfTrailingZeros(special(tail(buf, pos, to))) >>> 3);
    }

    /** The last one to seven bytes as a word, with zeros behind them. */
    private static long tail(byte[] buf, int pos, int to) {
        if (to >= 8) {
            return (long) LONGS.get(buf, to - 8) >>> (8 * (8 - (to - pos)));
        }
        long word = 0;
        for (int i = to - 1; i >= pos; i--) {
            word = word << 8 | (buf[i] & 0xFF);
        }
        return word;
    }

    /**
     * The high bit of each byte that is a control character, a quote, a backslash or beyond ASCII. The lowest one is exact;
     * above it a borrow may have set more.
     */
    private static long special(long word) {
        long quoteOrControl = (word ^ 0x02 * ONES) - 0x21 * ONES;
        long backslash = (word ^ '\\' * ONES) - ONES;
        return (quoteOrControl | backslash | word) & HIGH_BITS;
    }

    private static long specialString(byte[] buf, int from, int to) {
        long flags = 0;
        int pos = from;
        while (pos < to) {
            byte b = buf[pos];
            if (b == '"') {
                return pos + 1 | flags;
            }
            long next;
            if (b == '\\') {
                flags = ESCAPES;
                next = escape(buf, pos + 1, to);
            } else if (b < 0) {
                next = character(buf, pos, to);
            } else {
                next = b < ' ' ? malformed(CONTROL, pos) : skipPlain(buf, pos + 1, to);
            }
            if (next < 0) {
                return next;
            }
            pos = (int) next;
        }
        return truncated(to);
    }

    /** From behind a backslash. Surrogates need not come in pairs: that is a matter of text, not of JSON's grammar. */
    private static long escape(byte[] buf, int pos, int to) {
        if (pos >= to) {
            return truncated(to);
        }
        return switch (buf[pos]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> pos + 1;
            case 'u' -> hex(buf, pos + 1, to);
            default -> malformed(ESCAPE, pos);
        };
    }

    private static long hex(byte[] buf, int from, int to) {
        for (int pos = from; pos < from + 4; pos++) {
            if (pos >= to) {
                return truncated(to);
            }
            if (Character.digit(buf[pos], 16) < 0) {
                return malformed(HEX, pos);
            }
        }
        return from + 4L;
    }

    /** A character beyond ASCII, by table 3-7 of the Unicode standard: shortest form, no surrogates, up to U+10FFFF. */
    private static long character(byte[] buf, int from, int to) {
        int first = buf[from] & 0xFF;
        if (first < 0xC2 || first > 0xF4) {
            return malformed(UTF8, from);
        }
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        int end = from + (first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4);
        for (int pos = from + 1; pos < end; pos++) {
            if (pos >= to) {
                return truncated(to);
            }
            int next = buf[pos] & 0xFF;
            if (next < low || next > high) {
                return malformed(UTF8, pos);
            }
            low = 0x80;
            high = 0xBF;
        }
        return end;
    }

    private static long literal(byte[] buf, int pos, int to) {
        if (pos <= to - 8) {
            long word = (long) LONGS.get(buf, pos);
            if ((int) word == TRUE || (int) word == NULL) {
                return pos + 4L;
            }
            if ((word & 0xFF_FFFF_FFFFL) == FALSE) {
                return pos + 5L;
            }
        }
        return switch (buf[pos]) {
            case 't' -> literal(buf, pos, to, "true");
            case 'f' -> literal(buf, pos, to, "false");
            case 'n' -> literal(buf, pos, to, "null");
            default -> malformed(NO_VALUE, pos);
        };
    }

    private static long literal(byte[] buf, int from, int to, String literal) {
        for (int i = 1; i < literal.length(); i++) {
            if (from + i >= to) {
                return truncated(to);
            }
            if (buf[from + i] != literal.charAt(i)) {
                return malformed(LITERAL, from);
            }
        }
        return (long) from + literal.length();
    }

    private static long number(byte[] buf, int from, int to) {
        int start = buf[from] == '-' ? from + 1 : from;
        int pos = skipDigits(buf, start, to);
        if (pos == start) {
            return start == from ? malformed(NO_VALUE, pos) : missing(NO_DIGIT, pos, to);
        }
        if (buf[start] == '0' && pos > start + 1) {
            return malformed(LEADING_ZERO, start);
        }
        if (pos < to && buf[pos] == '.') {
            start = pos + 1;
            pos = skipDigits(buf, start, to);
            if (pos == start) {
                return missing(NO_DIGIT, pos, to);
            }
        }
        return pos < to && (buf[pos] | 0x20) == 'e' ? exponent(buf, pos + 1, to) : pos;
    }

    private static long exponent(byte[] buf, int from, int to) {
        int start = from < to && (buf[from] == '+' || buf[from] == '-') ? from + 1 : from;
        int pos = skipDigits(buf, start, to);
        return pos == start ? missing(NO_DIGIT, pos, to) : pos;
    }

    private static int skipDigits(byte[] buf, int from, int to) {
        int pos = from;
        while (pos <= to - 8) {
            long others = notDigits((long) LONGS.get(buf, pos));
            if (others != 0) {
                return pos + (Long.numberOfTrailingZeros(others) >>> 3);
            }
            pos += 8;
        }
        return pos >= to ? to : pos + (Long.numberOfTrailingZeros(notDigits(tail(buf, pos, to))) >>> 3);
    }

    /** The high bit of each byte that is no digit. The lowest one is exact; above it a carry may have set more. */
    private static long notDigits(long word) {
        long value = word ^ '0' * ONES;
        return (value + 0x76 * ONES | value) & HIGH_BITS; // digits are now 0 to 9: adding 0x76 stays below 0x80
    }

    private static long missing(int reason, int pos, int to) {
        return pos < to ? malformed(reason, pos) : truncated(to);
    }

    private static long truncated(int to) {
        return Long.MIN_VALUE | to;
    }

    private static long malformed(int reason, int pos) {
        return Long.MIN_VALUE | (long) reason << 32 | pos;
    }

    private static int reasonCode(long result) {
        return (int) (result >>> 32) & 0xFF;
    }
}

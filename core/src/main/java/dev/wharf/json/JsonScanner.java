package dev.wharf.json;

import dev.wharf.json.ScanResult.Flaw;
import dev.wharf.value.Fields.NameTable;
import java.util.Arrays;

/**
 * Checks one JSON value in UTF-8 to its last byte (RFC 8259, nothing beyond it) and notes where the wanted members of a
 * top-level object stand. One pass, no recursion, no exception, and no allocation up to a depth of 64.
 *
 * <p>For what is returned see {@link ScanResult}. Any thread may call it.
 */
final class JsonScanner {
    /** How deep arrays and objects may be nested. */
    static final int MAX_DEPTH = 1000;

    private static final int TRUE = 0x65757274; // the bytes of "true" from the lowest up
    private static final int NULL = 0x6C6C756E;
    private static final long FALSE = 0x65736C6166L;
    private static final long[] NO_WORDS = {};

    private JsonScanner() {}

    /** Like {@link #value}, and behind the value there may be only whitespace up to {@code to}. */
    static long whole(byte[] buf, int from, int to, NameTable wanted, int[] index) {
        long result = value(buf, from, to, wanted, index);
        if (result < 0) {
            return result;
        }
        int end = skipSpace(buf, (int) result, to);
        return end == to ? result : ScanResult.malformed(Flaw.TRAILING, end);
    }

    /**
     * Checks the value that starts at {@code from} or behind whitespace there. What follows it is not looked at, so a
     * number that ends at {@code to} may go on in input not yet read.
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
                        return ScanResult.missing(Flaw.NO_NAME, pos, to);
                    }
                }
                long name = JsonStrings.checkName(buf, pos + 1, to);
                if (name < 0) {
                    return name;
                }
                if (depth == 1) {
                    slot = (name & ScanResult.ESCAPES) == 0
                            ? wanted.indexOf(buf, pos + 1, (int) name - 1)
                            : wanted.indexOf(JsonText.decode(buf, pos + 1, (int) name - 1));
                    flags |= name & ScanResult.ESCAPES;
                    flags |= slot >= 0 && index[2 * slot + 1] != 0 ? ScanResult.DUPLICATES : 0;
                }
                pos = (int) name;
                if (pos >= to || buf[pos] != ':') {
                    pos = skipSpace(buf, pos, to);
                    if (pos >= to || buf[pos] != ':') {
                        return ScanResult.missing(Flaw.NO_COLON, pos, to);
                    }
                }
                pos++;
            }
            if (pos < to && buf[pos] <= ' ') {
                pos = skipSpace(buf, pos, to);
            }
            if (pos >= to) {
                return ScanResult.truncatedAt(to);
            }
            if (depth == 1) {
                start = pos;
            }
            byte first = buf[pos];
            long end;
            if (first == '"') {
                end = JsonStrings.check(buf, pos + 1, to);
            } else if (first <= '9') {
                end = number(buf, pos, to);
            } else if (first != '{' && first != '[') {
                end = literal(buf, pos, to);
            } else {
                if (depth == MAX_DEPTH) {
                    return ScanResult.malformed(Flaw.TOO_DEEP, pos);
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
                    return ScanResult.truncatedAt(to);
                }
                byte next = buf[pos++];
                if (next == ',') {
                    break;
                }
                if (next != ((inObject & 1) == 0 ? ']' : '}')) {
                    return ScanResult.malformed(
                            (inObject & 1) == 0 ? Flaw.NO_COMMA_IN_ARRAY : Flaw.NO_COMMA_IN_OBJECT, pos - 1);
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

    /** Behind the colon that follows a name, and behind whitespace; -1 if there is no colon. */
    static int afterColon(byte[] buf, int from, int to) {
        int pos = skipSpace(buf, from, to);
        return pos < to && buf[pos] == ':' ? skipSpace(buf, pos + 1, to) : -1;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Behind the literal that starts there. */
    static long literal(byte[] buf, int pos, int to) {
        if (pos <= to - 8) {
            long word = Words.at(buf, pos);
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
            default -> ScanResult.malformed(Flaw.NO_VALUE, pos);
        };
    }

    private static long literal(byte[] buf, int from, int to, String literal) {
        for (int i = 1; i < literal.length(); i++) {
            if (from + i >= to) {
                return ScanResult.truncatedAt(to);
            }
            if (buf[from + i] != literal.charAt(i)) {
                return ScanResult.malformed(Flaw.LITERAL, from);
            }
        }
        return (long) from + literal.length();
    }

    /** Behind the number that starts there. */
    static long number(byte[] buf, int from, int to) {
        int start = buf[from] == '-' ? from + 1 : from;
        int pos = skipDigits(buf, start, to);
        if (pos == start) {
            return start == from
                    ? ScanResult.malformed(Flaw.NO_VALUE, pos)
                    : ScanResult.missing(Flaw.NO_DIGIT, pos, to);
        }
        if (buf[start] == '0' && pos > start + 1) {
            return ScanResult.malformed(Flaw.LEADING_ZERO, start);
        }
        if (pos < to && buf[pos] == '.') {
            start = pos + 1;
            pos = skipDigits(buf, start, to);
            if (pos == start) {
                return ScanResult.missing(Flaw.NO_DIGIT, pos, to);
            }
        }
        return pos < to && (buf[pos] | 0x20) == 'e' ? exponent(buf, pos + 1, to) : pos;
    }

    private static long exponent(byte[] buf, int from, int to) {
        int start = from < to && (buf[from] == '+' || buf[from] == '-') ? from + 1 : from;
        int pos = skipDigits(buf, start, to);
        return pos == start ? ScanResult.missing(Flaw.NO_DIGIT, pos, to) : pos;
    }

    private static int skipDigits(byte[] buf, int from, int to) {
        int pos = from;
        while (pos <= to - 8) {
            long others = notDigits(Words.at(buf, pos));
            if (others != 0) {
                return pos + (Long.numberOfTrailingZeros(others) >>> 3);
            }
            pos += 8;
        }
        return pos >= to ? to : pos + (Long.numberOfTrailingZeros(notDigits(Words.tail(buf, pos, to))) >>> 3);
    }

    /** The high bit of each byte that is no digit. The lowest one is exact; above it a carry may have set more. */
    private static long notDigits(long word) {
        long value = word ^ '0' * Words.ONES;
        return (value + 0x76 * Words.ONES | value)
                & Words.HIGH_BITS; // digits are now 0 to 9: adding 0x76 stays below 0x80
    }
}

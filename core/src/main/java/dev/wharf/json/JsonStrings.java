package dev.wharf.json;

import dev.wharf.json.ScanResult.Flaw;

/** Checks strings: eight bytes at a time where they are plain ASCII. For what is returned see {@link ScanResult}. */
final class JsonStrings {
    private JsonStrings() {}

    /**
     * Checks a string from behind its opening quote to behind the closing one; {@link ScanResult#ESCAPES} if it has
     * some.
     */
    static long check(byte[] buf, int from, int to) {
        int pos = skipPlain(buf, from, to);
        return pos < to && buf[pos] == '"' ? pos + 1 : checkSlowly(buf, pos, to);
    }

    /**
     * Like {@link #check}, but jumps by the length of the name. Names follow each other in the same order from record
     * to record, so the processor foresees the jump and goes on at once, where otherwise it would wait for the length
     * to be computed; this was worth a seventh of the time of a scan. For values the same made things slower.
     */
    static long checkName(byte[] buf, int from, int to) {
        for (int pos = from; pos <= to - 8; pos += 8) {
            long special = special(Words.at(buf, pos));
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
                return buf[end] == '"' ? end + 1L : checkSlowly(buf, end, to);
            }
        }
        return check(buf, from, to);
    }

    /** The first byte that is no plain ASCII text, or {@code to}. */
    static int skipPlain(byte[] buf, int from, int to) {
        int pos = from;
        while (pos <= to - 8) {
            long special = special(Words.at(buf, pos));
            if (special != 0) {
                return pos + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            pos += 8;
        }
        return pos >= to ? to : pos + (Long.numberOfTrailingZeros(special(Words.tail(buf, pos, to))) >>> 3);
    }

    /**
     * The high bit of each byte that is a control character, a quote, a backslash or beyond ASCII. The lowest one is
     * exact; above it a borrow may have set more.
     */
    private static long special(long word) {
        long quoteOrControl = (word ^ 0x02 * Words.ONES) - 0x21 * Words.ONES;
        long backslash = (word ^ '\\' * Words.ONES) - Words.ONES;
        return (quoteOrControl | backslash | word) & Words.HIGH_BITS;
    }

    /** Whether a control character, a quote, a backslash or the other byte may be among the eight; false is certain. */
    static boolean mayNeedEscape(long word, byte another) {
        long quoteOrControl = (word ^ 0x02 * Words.ONES) - 0x21 * Words.ONES;
        long backslash = (word ^ '\\' * Words.ONES) - Words.ONES;
        long other = (word ^ another * Words.ONES) - Words.ONES;
        return ((quoteOrControl | backslash | other) & ~word & Words.HIGH_BITS) != 0;
    }

    /** Like {@link #check}, from any character of the string on. */
    static long checkSlowly(byte[] buf, int from, int to) {
        long flags = 0;
        int pos = from;
        while (pos < to) {
            byte b = buf[pos];
            if (b == '"') {
                return pos + 1 | flags;
            }
            long next;
            if (b == '\\') {
                flags = ScanResult.ESCAPES;
                next = escape(buf, pos + 1, to);
            } else if (b < 0) {
                next = characters(buf, pos, to);
            } else {
                next = b < ' ' ? ScanResult.malformed(Flaw.CONTROL, pos) : skipPlain(buf, pos + 1, to);
            }
            if (next < 0) {
                return next;
            }
            pos = (int) next;
        }
        return ScanResult.truncatedAt(to);
    }

    /** From behind a backslash. Surrogates need not come in pairs: that is a matter of text, not of JSON's grammar. */
    private static long escape(byte[] buf, int pos, int to) {
        if (pos >= to) {
            return ScanResult.truncatedAt(to);
        }
        return switch (buf[pos]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> pos + 1;
            case 'u' -> hex(buf, pos + 1, to);
            default -> ScanResult.malformed(Flaw.ESCAPE, pos);
        };
    }

    private static long hex(byte[] buf, int from, int to) {
        for (int pos = from; pos < from + 4; pos++) {
            if (pos >= to) {
                return ScanResult.truncatedAt(to);
            }
            if (Character.digit(buf[pos], 16) < 0) {
                return ScanResult.malformed(Flaw.HEX, pos);
            }
        }
        return from + 4L;
    }

    /**
     * Characters beyond ASCII up to the first that is none. Those of two bytes (Greek, Cyrillic, Arabic) by four
     * where they can.
     */
    private static long characters(byte[] buf, int from, int to) {
        int pos = from;
        while (pos < to && buf[pos] < 0) {
            if (pos <= to - 8 && fourOfTwoBytes(Words.at(buf, pos))) {
                pos += 8;
            } else if (pos < to - 1
                    && buf[pos] >= (byte) 0xC2
                    && buf[pos] < (byte) 0xE0
                    && buf[pos + 1] < (byte) 0xC0) {
                pos += 2;
            } else {
                long next = character(buf, pos, to);
                if (next < 0) {
                    return next;
                }
                pos = (int) next;
            }
        }
        return pos;
    }

    /** Whether first and second bytes alternate, and no first byte is one of the overlong C0 and C1. */
    private static boolean fourOfTwoBytes(long word) {
        boolean alternating = (word & 0xC0E0C0E0C0E0C0E0L) == 0x80C080C080C080C0L;
        long shortest = (word & 0x001E001E001E001EL) + 0x007E007E007E007EL;
        return alternating && (shortest & 0x0080008000800080L) == 0x0080008000800080L;
    }

    /** A character beyond ASCII, by table 3-7 of the Unicode standard: shortest form, no surrogates, up to U+10FFFF. */
    private static long character(byte[] buf, int from, int to) {
        int first = buf[from] & 0xFF;
        if (first < 0xC2 || first > 0xF4) {
            return ScanResult.malformed(Flaw.UTF8, from);
        }
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        int end = from + (first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4);
        for (int pos = from + 1; pos < end; pos++) {
            if (pos >= to) {
                return ScanResult.truncatedAt(to);
            }
            int next = buf[pos] & 0xFF;
            if (next < low || next > high) {
                return ScanResult.malformed(Flaw.UTF8, pos);
            }
            low = 0x80;
            high = 0xBF;
        }
        return end;
    }
}

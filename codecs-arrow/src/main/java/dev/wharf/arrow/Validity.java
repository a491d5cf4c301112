package dev.wharf.arrow;

import org.jspecify.annotations.Nullable;

/** Which elements of a column are there, and which are null. Immutable. */
final class Validity {
    static final Validity ALL = new Validity(null, 0, false);
    static final Validity NONE = new Validity(null, 0, true);

    /** A bit for each element that is there; null where all are alike. */
    private final byte @Nullable [] bits;

    private final int from;
    private final boolean otherwise;

    private Validity(byte @Nullable [] bits, int from, boolean otherwise) {
        this.bits = bits;
        this.from = from;
        this.otherwise = otherwise;
    }

    static Validity of(byte[] bits, int from) {
        return new Validity(bits, from, false);
    }

    boolean isNull(int index) {
        byte[] known = bits;
        return known == null ? otherwise : (known[from + (index >>> 3)] & 1 << (index & 7)) == 0;
    }

    /** Whether none is null; false also says that nobody knows. */
    boolean all() {
        return this == ALL;
    }

    /** How many of the first {@code length} bits are 0. */
    static long zeros(byte[] bits, int from, int length) {
        long ones = 0;
        int bytes = length >>> 3;
        int at = from;
        for (; at <= from + bytes - 8; at += 8) {
            ones += Long.bitCount(LittleEndian.i64(bits, at));
        }
        for (; at < from + bytes; at++) {
            ones += Integer.bitCount(bits[at] & 0xFF);
        }
        int rest = length & 7;
        if (rest > 0) {
            ones += Integer.bitCount(bits[at] & ((1 << rest) - 1));
        }
        return length - ones;
    }
}

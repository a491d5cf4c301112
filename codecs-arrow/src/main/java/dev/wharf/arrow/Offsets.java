package dev.wharf.arrow;

/** Where elements begin in what holds them, in 32 or 64 bits. Immutable. */
final class Offsets {
    private final byte[] buf;
    private final int start;
    private final boolean large;

    Offsets(byte[] buf, int start, boolean large) {
        this.buf = buf;
        this.start = start;
        this.large = large;
    }

    static int width(boolean large) {
        return large ? 8 : 4;
    }

    /** Whoever asks has checked that it fits. */
    int at(int index) {
        return large ? (int) LittleEndian.i64(buf, start + 8 * index) : LittleEndian.i32(buf, start + 4 * index);
    }

    private long wide(int index) {
        return large ? LittleEndian.i64(buf, start + 8 * index) : LittleEndian.i32(buf, start + 4 * index);
    }

    /** Checks that the first {@code count} never go down, and stay from 0 to {@code end}. */
    void check(int count, long end) {
        long last = 0;
        for (int i = 0; i < count; i++) {
            long next = wide(i);
            if (next < last || next > end) {
                throw new ArrowFlaw(
                        "offsets go back, or lead outside of what they divide", start + (long) i * width(large));
            }
            last = next;
        }
    }

    /** Checks that all are from 0 on, and with the size of the element inside {@code end}: they may go up and down. */
    void check(int count, Offsets sizes, Validity validity, long end) {
        for (int i = 0; i < count; i++) {
            if (validity.isNull(i)) {
                continue;
            }
            long size = sizes.wide(i);
            long from = wide(i);
            if (size < 0 || from < 0 || size > end || from > end - size) {
                throw new ArrowFlaw("a list leads outside of its elements", start + (long) i * width(large));
            }
        }
    }
}

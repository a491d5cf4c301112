package dev.wharf.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, the first in the lowest bits. */
final class Words {
    /** A 1 in each byte: times a byte, that byte everywhere. */
    static final long ONES = 0x0101010101010101L;

    static final long HIGH_BITS = 0x8080808080808080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long at(byte[] buf, int pos) {
        return (long) LONGS.get(buf, pos);
    }

    /** The last one to seven bytes as a word, with zeros behind them. */
    static long tail(byte[] buf, int pos, int to) {
        if (to >= 8) {
            return at(buf, to - 8) >>> (8 * (8 - (to - pos)));
        }
        long word = 0;
        for (int i = to - 1; i >= pos; i--) {
            word = word << 8 | (buf[i] & 0xFF);
        }
        return word;
    }

    /** The position of the first line feed, or {@code to}. */
    static int lineFeed(byte[] buf, int from, int to) {
        int pos = from;
        for (; pos <= to - 8; pos += 8) {
            long word = at(buf, pos) ^ '\n' * ONES;
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
}

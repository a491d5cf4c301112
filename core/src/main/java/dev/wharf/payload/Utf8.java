package dev.wharf.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Checks that bytes are UTF-8, by the rules of RFC 3629: shortest forms, no surrogates, at most U+10FFFF. */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The position of the first byte that cannot be, or -1 if all is well-formed. */
    public static int firstFlaw(byte[] bytes, int from, int to) {
        int pos = asciiEnd(bytes, from, to);
        while (pos < to) {
            int length = length(bytes, pos, to);
            if (length == 0) {
                return pos;
            }
            pos += length;
            if (length == 1) {
                pos = asciiEnd(bytes, pos, to);
            }
        }
        return -1;
    }

    /** Whether every byte is below 0x80. */
    public static boolean isAscii(byte[] bytes, int from, int to) {
        return asciiEnd(bytes, from, to) == to;
    }

    private static int asciiEnd(byte[] bytes, int from, int to) {
        int pos = from;
        while (to - pos >= Long.BYTES && ((long) LONGS.get(bytes, pos) & HIGH_BITS) == 0) {
            pos += Long.BYTES;
        }
        while (pos < to && bytes[pos] >= 0) {
            pos++;
        }
        return pos;
    }

    /** How many bytes the character there has, or 0 if it is none. */
    private static int length(byte[] bytes, int pos, int to) {
        int first = bytes[pos];
        if (first >= 0) {
            return 1;
        }
        if (first < (byte) 0xC2) {
            return 0; // in the middle of a character, or a longer form than need be
        }
        if (first < (byte) 0xE0) {
            return follows(bytes, pos + 1, to) ? 2 : 0;
        }
        if (first < (byte) 0xF0) {
            return follows(bytes, pos + 1, to) && follows(bytes, pos + 2, to) && isThree(first, bytes[pos + 1]) ? 3 : 0;
        }
        boolean four = first <= (byte) 0xF4
                && follows(bytes, pos + 1, to)
                && follows(bytes, pos + 2, to)
                && follows(bytes, pos + 3, to);
        return four && isFour(first, bytes[pos + 1]) ? 4 : 0;
    }

    private static boolean follows(byte[] bytes, int pos, int to) {
        return pos < to && bytes[pos] < (byte) 0xC0;
    }

    /** Neither below U+0800 nor a surrogate. */
    private static boolean isThree(int first, int second) {
        return !(first == (byte) 0xE0 && second < (byte) 0xA0) && !(first == (byte) 0xED && second >= (byte) 0xA0);
    }

    /** Neither below U+10000 nor above U+10FFFF. */
    private static boolean isFour(int first, int second) {
        return !(first == (byte) 0xF0 && second < (byte) 0x90) && !(first == (byte) 0xF4 && second >= (byte) 0x90);
    }

    /** The text of bytes that were checked. */
    public static String decode(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}

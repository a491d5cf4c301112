package dev.wharf.json;

import dev.wharf.value.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Objects seen lately, so that one that looks the same is read against them: member by member the name is compared
 * with the bytes that stood there the last time, and no name is looked up. They are found by the first name and by
 * where the object stands. Safe for use by many threads: what is in a slot is immutable and is compared before it
 * counts, so races are harmless.
 */
final class KnownRows {
    private static final int SLOTS = 1024;

    /** Only objects whose names have so many bytes in all are kept, and so many members. */
    private static final int MOST_BYTES = 4096;

    private static final @Nullable KnownRow[] ROWS = new @Nullable KnownRow[SLOTS];

    private KnownRows() {}

    /** Of two that share a slot by their first name, the one that was met last comes first. */
    static @Nullable KnownRow find(int slot) {
        return ROWS[slot];
    }

    static @Nullable KnownRow other(int slot) {
        return ROWS[slot ^ 1];
    }

    /** For an object whose first name starts there with its quote; there are eight bytes or more. */
    static int slot(byte[] buf, int pos, int context) {
        long word = Words.at(buf, pos);
        long quotes = ((word ^ '"' * Words.ONES) & ~0xFFL) | 1;
        long ends = (quotes - Words.ONES) & ~quotes & Words.HIGH_BITS;
        // Up to the closing quote if it is among the eight bytes; what follows is the value.
        long name = ends == 0 ? word : word & (ends ^ (ends - 1));
        long mixed = (name ^ context * 0x9E3779B97F4A7C15L) * 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 54);
    }

    /** Keeps one that was read: where the first of the slot is another, in its place beside it. */
    static void keep(int slot, Shape shape, byte[][] names) {
        long bytes = 0;
        for (byte[] name : names) {
            bytes += name.length;
        }
        if (bytes > MOST_BYTES) {
            return;
        }
        ROWS[slot ^ 1] = ROWS[slot];
        ROWS[slot] = new KnownRow(shape, names);
    }

    /** The names of an object as they stood in its bytes, each with its quotes and its colon. */
    static final class KnownRow {
        final Shape shape;
        private final byte[][] names;
        private final long[] firsts;
        private final long[] masks;

        /** What the objects inside are found by. */
        private final int[] contexts;

        KnownRow(Shape shape, byte[][] names) {
            this.shape = shape;
            this.names = names;
            this.firsts = new long[names.length];
            this.masks = new long[names.length];
            this.contexts = new int[names.length];
            for (int i = 0; i < names.length; i++) {
                byte[] first = Arrays.copyOf(names[i], 8);
                masks[i] = names[i].length >= 8 ? -1 : (1L << (8 * names[i].length)) - 1;
                firsts[i] = Words.at(first, 0) & masks[i];
                contexts[i] = shape.names().get(i).hashCode();
            }
        }

        int size() {
            return names.length;
        }

        /** The name of that index with its quotes and its colon; shared. */
        byte[] name(int index) {
            return names[index];
        }

        int context(int index) {
            return contexts[index];
        }

        /** Behind the colon if the name of that index stands there with it, else -1. */
        int behind(int index, byte[] buf, int pos, int to) {
            byte[] name = names[index];
            int end = pos + name.length;
            if (pos > to - 8 || end > to || ((Words.at(buf, pos) & masks[index]) ^ firsts[index]) != 0) {
                return -1;
            }
            return name.length <= 8 || rest(name, buf, pos, end) ? end : -1;
        }

        private static boolean rest(byte[] name, byte[] buf, int pos, int end) {
            if (name.length <= 16) {
                return Words.at(name, name.length - 8) == Words.at(buf, end - 8);
            }
            return Arrays.equals(name, 8, name.length, buf, pos + 8, end);
        }

        /** Whether it begins with the same names as the other, so many. */
        boolean beginsLike(KnownRow other, int count) {
            if (count > names.length) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                if (!Arrays.equals(names[i], other.names[i])) {
                    return false;
                }
            }
            return true;
        }
    }
}

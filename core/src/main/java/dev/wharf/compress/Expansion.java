package dev.wharf.compress;

import java.util.Arrays;

/** Bytes that become more, up to a limit. Room is made for what comes and not for what is promised. For one thread. */
final class Expansion {
    private static final int LEAST_ROOM = 512;

    private final int maxBytes;
    private byte[] bytes;
    private int length;

    /**
     * Nothing yet.
     *
     * @param compressed how many bytes it will come from
     */
    Expansion(int compressed, int maxBytes) {
        this.maxBytes = maxBytes;
        this.bytes = new byte[(int) Math.min(maxBytes + 1L, Math.max(LEAST_ROOM, 4L * compressed))];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** How many bytes there is room for behind those that are there; at least one. */
    int room() throws ExpandedTooLarge {
        if (length == bytes.length) {
            grow();
        }
        return bytes.length - length;
    }

    private void grow() throws ExpandedTooLarge {
        if (length > maxBytes) {
            throw new ExpandedTooLarge(maxBytes);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes + 1L, 4L * length));
    }

    void add(int count) throws ExpandedTooLarge {
        length += count;
        if (length > maxBytes) {
            throw new ExpandedTooLarge(maxBytes);
        }
    }

    /** For those who begin again, with more room. */
    void again() throws ExpandedTooLarge {
        length = bytes.length;
        grow();
        length = 0;
    }
}

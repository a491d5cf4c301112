package dev.wharf.arrow;

import dev.wharf.codec.Limits;
import dev.wharf.value.Decoded;

/**
 * How much memory the values of a payload may take. A column can have two billion elements of no bytes at all, and a
 * dictionary can repeat a long text as often as there are bytes; so the memory is reckoned up before any is taken, and
 * what would be far more than there are bytes is not decoded. For one thread.
 */
final class Budget {
    /** What rows, lists, and texts take beside what is in them, in bytes, roughly. */
    static final int CONTAINER = 52;

    static final int TEXT = 60;

    /** A reference to a value that is there already. */
    static final int SHARED = 4;

    private static final long LEAST = 1 << 20;
    private static final long PER_BYTE = 256;
    private static final long PER_INFLATED_BYTE = 16;
    private static final long PER_LIMIT = 64;

    private long left;

    /**
     * For a payload.
     *
     * @param bytes its length
     * @param inflated how many bytes its buffers have more, once they are no longer compressed
     */
    Budget(long bytes, long inflated, Limits limits) {
        left = LEAST + Math.min(PER_BYTE * bytes + PER_INFLATED_BYTE * inflated, PER_LIMIT * limits.maxBytes());
    }

    long left() {
        return left;
    }

    void spend(long bytes) {
        if (bytes > left) {
            throw tooMuch();
        }
        left -= bytes;
    }

    void spend(long bytes, long times) {
        if (times > 0 && bytes > left / times) {
            throw tooMuch();
        }
        left -= bytes * times;
    }

    private static ArrowFlaw tooMuch() {
        return new ArrowFlaw(
                Decoded.Kind.TOO_LARGE,
                "the values would take far more memory than there are bytes; read such data batch by batch",
                0);
    }
}

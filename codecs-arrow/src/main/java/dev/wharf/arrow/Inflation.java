package dev.wharf.arrow;

import dev.wharf.codec.Limits;
import dev.wharf.value.Decoded;
import org.jspecify.annotations.Nullable;

/** Buffers that were compressed, up to a limit for all of a payload together. For one thread. */
final class Inflation {
    /** Before what is compressed stands how long it is uncompressed. */
    static final int PREFIX_BYTES = 8;

    private final Limits limits;
    private final Budget work;
    private long inflated;

    /** How buffers are compressed, in the order of Arrow's numbers. */
    enum Method {
        LZ4_FRAME,
        ZSTD
    }

    /** For a payload, or a batch, of so many bytes. */
    Inflation(long bytes, Limits limits) {
        this.limits = limits;
        this.work = new Budget(bytes, 0, limits);
    }

    /** How many bytes more there are than came. */
    long inflated() {
        return inflated;
    }

    /** For checks that may come back to the same bytes. */
    Budget work() {
        return work;
    }

    /** By the table that describes it; null where buffers are not compressed. */
    static @Nullable Method method(Flat flat, int table) {
        if (table == 0) {
            return null;
        }
        int number = flat.i8(table, 0, 0);
        if (flat.i8(table, 1, 0) != 0 || number < 0 || number > 1) {
            throw new ArrowFlaw("buffers are compressed in an unknown way", table);
        }
        return number == 0 ? Method.LZ4_FRAME : Method.ZSTD;
    }

    /** The buffer without compression, or null if what stands behind the prefix is not compressed after all. */
    byte @Nullable [] inflate(Method method, byte[] buf, int from, int size) {
        if (size < PREFIX_BYTES) {
            throw new ArrowFlaw("a compressed buffer does not say how long it is", from);
        }
        long length = LittleEndian.i64(buf, from);
        if (length == -1) {
            return null;
        }
        if (length < 0) {
            throw new ArrowFlaw("a compressed buffer has a negative length", from);
        }
        if (length > limits.maxBytes() - inflated) {
            throw new ArrowFlaw(
                    Decoded.Kind.TOO_LARGE,
                    "uncompressed, the buffers have more bytes than decode.max.bytes = " + limits.maxBytes(),
                    from);
        }
        inflated += length;
        if (length == 0) {
            return new byte[0]; // writers differ in whether anything stands there
        }
        int start = from + PREFIX_BYTES;
        int end = from + size;
        return switch (method) {
            case LZ4_FRAME -> Lz4Frame.inflate(buf, start, end, (int) length);
            case ZSTD -> Zstandard.inflate(buf, start, end, (int) length);
        };
    }
}

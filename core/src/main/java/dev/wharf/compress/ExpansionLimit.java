package dev.wharf.compress;

/**
 * How far compressed bytes may expand. A few kilobytes can be made to expand to terabytes; whoever sends them would
 * fill a disk or a topic with little effort.
 *
 * @param freeBytes so much may come of any stream
 * @param times beyond that, so many times as many bytes as were read of the compressed stream
 */
public record ExpansionLimit(long freeBytes, long times) {
    /** Text and JSON shrink to a tenth or a hundredth; gzip cannot do better than 1030 times. */
    public static final long DEFAULT_TIMES = 1_000;

    private static final long DEFAULT_FREE_BYTES = 64L << 20;

    public ExpansionLimit {
        if (freeBytes < 0 || times < 1) {
            throw new IllegalArgumentException("freeBytes = " + freeBytes + ", times = " + times
                    + ": the first must not be negative, the second at least 1");
        }
    }

    /** 64 MiB are free. */
    public static ExpansionLimit times(long times) {
        return new ExpansionLimit(DEFAULT_FREE_BYTES, times);
    }

    boolean allows(long expanded, long compressed) {
        return expanded <= freeBytes || expanded / times <= compressed;
    }
}

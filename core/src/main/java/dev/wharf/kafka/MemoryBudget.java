package dev.wharf.kafka;

/**
 * How {@code memory.max.bytes} is shared out: what consumers may prefetch, what producers may buffer. The rest is for
 * the records on their way and for the program itself.
 *
 * @param fetchMaxBytes for one consumer, {@code fetch.max.bytes}
 * @param bufferMemory for one producer, {@code buffer.memory}
 */
public record MemoryBudget(int fetchMaxBytes, long bufferMemory) {
    private static final long MIB = 1 << 20;
    /** Kafka's own default for {@code fetch.max.bytes}; more has never paid. */
    private static final long FETCH_MOST = 50 * MIB;

    private static final long BUFFER_MOST = 64 * MIB;

    private static final long PENDING_MOST = 8 * MIB;

    /** A third of the heap, at most 512 MiB. */
    public static long defaultMaxBytes() {
        return Math.min(Runtime.getRuntime().maxMemory() / 3, 512 * MIB);
    }

    /** What may wait in a worker while the next records are fetched: enough that they come in time. */
    public long pendingBytes() {
        return Math.min(PENDING_MOST, fetchMaxBytes / 4);
    }

    /**
     * Shares the bytes out among all clients of one run: a quarter to each side.
     *
     * @param maxBytes {@code memory.max.bytes}
     */
    public static MemoryBudget of(long maxBytes, int consumers, int producers) {
        long fetch = maxBytes / 4 / Math.max(1, consumers);
        long buffer = maxBytes / 4 / Math.max(1, producers);
        return new MemoryBudget((int) clamp(fetch, MIB, FETCH_MOST), clamp(buffer, 2 * MIB, BUFFER_MOST));
    }

    private static long clamp(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }
}

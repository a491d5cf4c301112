package dev.wharf.kafka;

import java.util.OptionalInt;

/**
 * How {@code memory.max.bytes} is shared out: what consumers may prefetch, what producers may buffer. The rest is for
 * the records on their way and for the program itself.
 *
 * @param fetchMaxBytes for one consumer, {@code fetch.max.bytes}
 * @param bufferMemory for one producer, {@code buffer.memory}
 * @param batchBytes for one batch of a producer that is not told otherwise, {@code batch.size}
 */
public record MemoryBudget(int fetchMaxBytes, long bufferMemory, int batchBytes) {
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
        return new MemoryBudget(
                (int) clamp(fetch, MIB, FETCH_MOST), clamp(buffer, 2 * MIB, BUFFER_MOST), Clients.BATCH_BYTES);
    }

    /**
     * The same with batches that topics take. A batch that is too large is split by Kafka's client, which goes on
     * splitting without end where one large record and small ones fit into what it splits into (seen with 4.3.1). A
     * batch of one record fails as it should.
     *
     * @param maxMessageBytes the smallest {@code max.message.bytes} of the topics that are written; empty if not known
     */
    public MemoryBudget fitting(OptionalInt maxMessageBytes) {
        return new MemoryBudget(fetchMaxBytes, bufferMemory, Math.min(batchBytes, maxMessageBytes.orElse(batchBytes)));
    }

    private static long clamp(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }
}

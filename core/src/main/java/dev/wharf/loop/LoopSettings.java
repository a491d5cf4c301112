package dev.wharf.loop;

import java.time.Duration;

/**
 * The limits of a record loop.
 *
 * @param drainTimeout how long giving up a partition, or stopping, waits for what is on its way
 * @param commitInterval how often offsets are committed
 * @param pendingBytes as long as no more records than this wait to be handed out, the next are fetched meanwhile
 */
public record LoopSettings(Duration drainTimeout, Duration commitInterval, long pendingBytes) {
    private static final long PENDING = 1 << 20;

    /** The same, where at most 1 MiB waits before the source is paused. */
    public LoopSettings(Duration drainTimeout, Duration commitInterval) {
        this(drainTimeout, commitInterval, PENDING);
    }

    public static LoopSettings defaults() {
        return new LoopSettings(Duration.ofSeconds(5), Duration.ofSeconds(1));
    }

    /** The same with another limit of what waits. */
    public LoopSettings pending(long bytes) {
        return new LoopSettings(drainTimeout, commitInterval, bytes);
    }
}

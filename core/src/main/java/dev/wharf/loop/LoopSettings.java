package dev.wharf.loop;

import java.time.Duration;

/**
 * The limits of a record loop.
 *
 * @param drainTimeout how long giving up a partition, or stopping, waits for what is on its way
 * @param commitInterval how often offsets are committed
 */
public record LoopSettings(Duration drainTimeout, Duration commitInterval) {
    public static LoopSettings defaults() {
        return new LoopSettings(Duration.ofSeconds(5), Duration.ofSeconds(1));
    }
}

package dev.wharf.benchmarks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a loop does with the value of one record. An instance belongs to one thread. */
@FunctionalInterface
interface ValueStep {
    /**
     * Returns the value to send, or null when the record is filtered.
     *
     * @throws IOException when the value is not well-formed JSON to its last byte
     */
    byte @Nullable [] apply(byte[] value) throws IOException;
}

package dev.wharf.cli;

import dev.wharf.payload.Payload;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record to be produced, as an input gives it.
 *
 * @param partition which it is meant for, or null
 * @param timestampMs its timestamp, or {@link dev.wharf.record.WharfRecord#NO_TIMESTAMP}
 */
record Draft(
        Payload key,
        Payload value,
        @Nullable Headers headers,
        @Nullable Integer partition,
        long timestampMs) {}

package dev.wharf.large;

import dev.wharf.payload.Payload;
import org.apache.kafka.common.header.Headers;

/**
 * A record that was read.
 *
 * @param timestampMs in milliseconds since the epoch, or -1
 * @param key of the record
 * @param payload its value, of any size: a {@link Payload.Large} is read only when it is asked for, from where it is; a
 *     tombstone is {@link Payload#NULL}
 */
public record IncomingPayload(
        String topic, int partition, long offset, long timestampMs, Payload key, Payload payload, Headers headers) {

    /** Where it stands, for errors and logs. */
    public String position() {
        return topic + "-" + partition + "@" + offset;
    }
}

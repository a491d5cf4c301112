package dev.wharf.handler;

import dev.wharf.failure.DeadLetterRequest;
import dev.wharf.payload.Payload;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a handler may do beside its own work. Belongs to one attempt at one record: only the thread of that attempt may
 * use it, and only until the handler returns.
 */
public interface HandlerContext {
    /** Which attempt at the record this is, from 1; what was tried before a restart does not count. */
    int attempt();

    /**
     * Sends a record once the handler has returned; a handler that throws sends nothing. What is sent belongs to the
     * record being handled, which settles when all of it is acknowledged, or goes into the same transaction. The
     * partition follows from the key, the time is that of sending. The bytes are not copied.
     *
     * @param topic one of those that the loop was told of with {@link HandlerLoopBuilder#sendsTo}
     * @param headers copied
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION} for another topic, or {@code TOO_LARGE} if the
     *     record is larger than {@code max.request.size}
     * @throws IllegalStateException if the handler has returned
     */
    void send(String topic, Payload key, Payload value, Headers headers);

    /** The same without headers. */
    default void send(String topic, Payload key, Payload value) {
        send(topic, key, value, new RecordHeaders());
    }

    /**
     * Ends the attempt: the record is to be put among the dead letters, without another try. Never returns.
     *
     * @param reason written beside the record
     * @throws DeadLetterRequest always
     */
    default void deadLetter(String reason) {
        throw new DeadLetterRequest(reason);
    }
}

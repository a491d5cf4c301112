package dev.wharf.payload;

import dev.wharf.client.ClientSettings;
import java.util.Collection;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Finds the payload that the value of a record stands for. Safe for use by many threads. */
@FunctionalInterface
public interface PayloadOpener {
    /** The header of a record whose value is somewhere else, or compressed: a reference. */
    String HEADER = "wharf.ref";

    /** Values are what they are; references are passed on, and not followed. */
    PayloadOpener NONE = (value, headers) -> value;

    /**
     * The payload of a record: its value as it is, or a {@link Payload.Large} that it refers to, which is not looked at
     * yet.
     *
     * @throws dev.wharf.error.WharfException with {@code MALFORMED} if the reference cannot be read
     */
    Payload payload(Payload value, @Nullable Headers headers);

    /** The headers of a record whose value is now the payload itself: without those that say it is something else. */
    default @Nullable Headers ofPayload(@Nullable Headers headers) {
        return isReference(headers) ? new RecordHeaders(headers).remove(HEADER) : headers;
    }

    /**
     * Records of this source may be passed on to these topics, references and all: notes that in the stores, so that
     * what they refer to is not taken for an orphan. Called before the first record.
     *
     * @param cluster of the topics
     * @throws dev.wharf.error.WharfException if that cannot be noted
     */
    default void mayPassOnTo(ClientSettings cluster, Collection<String> topics) {}

    /**
     * A record with these headers is about to be passed on.
     *
     * @throws dev.wharf.error.WharfException with {@code ENVIRONMENT} if it refers to a store that is not known here,
     *     so that nobody could note where it went
     */
    default void checkPassedOn(@Nullable Headers headers) {}

    /** Whether the headers have a reference. */
    static boolean isReference(@Nullable Headers headers) {
        return headers != null && headers.lastHeader(HEADER) != null;
    }
}

package dev.wharf.payload;

import org.apache.kafka.common.header.Headers;
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

    /** Whether the headers have a reference. */
    static boolean isReference(@Nullable Headers headers) {
        return headers != null && headers.lastHeader(HEADER) != null;
    }
}

package dev.wharf.codec;

import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;

/** A format: bytes to documents and values to bytes. Immutable, safe for use by many threads. */
public interface Codec {

    /** The name in configuration, such as {@code json}. */
    String name();

    /**
     * Checks the payload to its last byte and finds the given fields, in one pass.
     *
     * @param payload the bytes; not {@link Payload#NULL}
     * @param fields the fields that will be asked for
     */
    Decoded decode(Payload payload, Fields fields);

    /** Appends the value in this format. */
    void encode(Value value, ByteSink sink);
}

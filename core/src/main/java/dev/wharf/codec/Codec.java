package dev.wharf.codec;

import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;

/**
 * A format, of one schema where the format has schemas: bytes to documents, and documents and values to bytes, without
 * any frame around them. Immutable, safe for use by many threads: decoding changes nothing that encoding sees.
 */
public interface Codec {

    /** The name in configuration, such as {@code json}. */
    String name();

    /** What HTTP and CloudEvents call it, such as {@code application/json}. */
    String contentType();

    /**
     * Checks the payload to its last byte and finds the given fields, in one pass. Whatever the bytes are, it gives a
     * {@link Decoded.Failure} and throws nothing, and allocates no more than a small multiple of their length.
     *
     * @param payload the bytes; not {@link Payload#NULL}
     * @param fields the fields that will be asked for
     */
    Decoded decode(Payload payload, Fields fields);

    /**
     * The whole as a value; for those who will look at all of it.
     *
     * @throws WharfException with {@code MALFORMED}, {@code TOO_LARGE} or {@code UNAVAILABLE} if it cannot be read
     */
    default Value read(Payload payload) {
        return switch (decode(payload, NoFields.FIELDS)) {
            case Document document -> document.value();
            case Decoded.Failure failure -> throw failed(this, failure);
        };
    }

    /**
     * Appends the value in this format. Where it throws, nothing was appended.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if the format or the schema has no form for it, or would lose
     *     something of it
     */
    void encode(Value value, ByteSink sink);

    /** A document of whatever format as a payload of its own; its very bytes, if it is of this format already. */
    default Payload encoded(Document document) {
        ByteSink sink = new ByteSink();
        encode(document.bare(), sink);
        return Payload.of(sink.toByteArray());
    }

    /** Appends a document of whatever format; like {@link #encode(Value, ByteSink)}, and mostly cheaper. */
    default void encode(Document document, ByteSink sink) {
        encode(document.value(), sink);
    }

    /** The failure of a codec as an exception. */
    static WharfException failed(Codec codec, Decoded.Failure failure) {
        return failure.asException("the bytes are not " + codec.name());
    }
}

package dev.wharf.codec;

import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How the keys or the values of a topic are written: format, frame around it, and where schemas come from. Safe for use
 * by many threads; what was decoded changes nothing in how is encoded.
 */
public interface TopicCodec extends AutoCloseable {

    /** The name in configuration, such as {@code avro} or {@code json|gzip}. */
    String name();

    /**
     * Whether the payload can be decoded without waiting. Where its schema is not known yet, asks for it elsewhere and
     * gives false; to be called again until it gives true, which it also does when it is certain that there is no such
     * schema.
     *
     * @param headers of the record; null where there are none
     */
    default boolean ready(Payload payload, @Nullable Headers headers) {
        return true;
    }

    /** Whether {@link #ready} can give false at all. */
    default boolean mayWait() {
        return false;
    }

    /** Why {@link #ready} gives false, in words; empty while it is only a matter of a moment. */
    default String inTheWay() {
        return "";
    }

    /**
     * Decodes as {@link Codec#decode} does. May wait for a schema registry, within the limits of its client, unless
     * {@link #ready} said that it need not.
     *
     * @param payload not {@link Payload#NULL}
     * @param headers of the record; null where there are none
     */
    Decoded decode(Payload payload, @Nullable Headers headers, Fields fields);

    /**
     * Makes sure that schemas can be looked up, for those who would rather hear now that they cannot than wait.
     *
     * @throws WharfException with {@code ENVIRONMENT} if the registry does not answer, or refuses us
     */
    default void reach() {}

    /**
     * Gets ready to encode: finds the schema to write with, in the registry if there is one. May wait for it. Needs to
     * be called once, before the first {@link #encode}.
     *
     * @throws WharfException with {@code CONFIGURATION} if there is no schema, or it is refused; {@code ENVIRONMENT} if
     *     the registry does not answer
     */
    default void prepare() {}

    /**
     * Encodes a document of whatever format. One of the same format and schema that was not changed gives its bytes
     * back.
     *
     * @param headers what the frame wants to have there is added
     * @throws WharfException with {@code RECORD_REFUSED} if it does not fit the schema
     */
    Payload encode(Document document, Headers headers);

    /** The same for a value. */
    Payload encode(Value value, Headers headers);

    @Override
    default void close() {}

    /** A format without schemas and without a frame. */
    static TopicCodec of(Codec codec) {
        return new PlainTopicCodec(codec);
    }
}

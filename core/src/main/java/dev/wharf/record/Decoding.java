package dev.wharf.record;

import dev.wharf.codec.Codec;
import dev.wharf.codec.TopicCodec;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.value.Fields;

/**
 * How the values of a source are looked into: the codec, and the fields that the plan will ask for.
 *
 * @param textAllowed whether a value that the codec cannot read is shown as {@code _kafka_payload} instead of failing
 * @param payloads finds what values stand for
 */
public record Decoding(TopicCodec codec, Fields fields, boolean textAllowed, PayloadOpener payloads) {
    /** Of a source whose values are what they are. */
    public Decoding(TopicCodec codec, Fields fields, boolean textAllowed) {
        this(codec, fields, textAllowed, PayloadOpener.NONE);
    }

    /** With a format alone. */
    public Decoding(Codec codec, Fields fields, boolean textAllowed) {
        this(TopicCodec.of(codec), fields, textAllowed);
    }
}

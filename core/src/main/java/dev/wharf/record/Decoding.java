package dev.wharf.record;

import dev.wharf.codec.Codec;
import dev.wharf.codec.TopicCodec;
import dev.wharf.value.Fields;

/**
 * How the values of a source are looked into: the codec, and the fields that the plan will ask for.
 *
 * @param textAllowed whether a value that the codec cannot read is shown as {@code _kafka_payload} instead of failing
 */
public record Decoding(TopicCodec codec, Fields fields, boolean textAllowed) {
    /** With a format alone. */
    public Decoding(Codec codec, Fields fields, boolean textAllowed) {
        this(TopicCodec.of(codec), fields, textAllowed);
    }
}

package dev.wharf.cbor;

import dev.wharf.codec.CodecProvider;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.TopicCodec;

/** {@code cbor}. */
public final class CborProvider implements CodecProvider {
    @Override
    public String name() {
        return "cbor";
    }

    @Override
    public String description() {
        return "CBOR by RFC 8949.";
    }

    @Override
    public TopicCodec create(CodecSettings settings) {
        return TopicCodec.of(new CborCodec(settings.limits()));
    }
}

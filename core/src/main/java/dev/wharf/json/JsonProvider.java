package dev.wharf.json;

import dev.wharf.codec.CodecProvider;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.TopicCodec;

/** {@code json}. */
public final class JsonProvider implements CodecProvider {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public String description() {
        return "JSON by RFC 8259, in UTF-8.";
    }

    @Override
    public TopicCodec create(CodecSettings settings) {
        return TopicCodec.of(new JsonCodec(settings.limits().maxBytes()));
    }
}

package dev.wharf.msgpack;

import dev.wharf.codec.CodecProvider;
import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.TopicCodec;

/** {@code msgpack}. */
public final class MsgpackProvider implements CodecProvider {
    @Override
    public String name() {
        return "msgpack";
    }

    @Override
    public String description() {
        return "MessagePack.";
    }

    @Override
    public TopicCodec create(CodecSettings settings) {
        return TopicCodec.of(new MsgpackCodec(settings.limits()));
    }
}

package dev.wharf.codec;

import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A codec alone. */
record PlainTopicCodec(Codec codec) implements TopicCodec {
    @Override
    public String name() {
        return codec.name();
    }

    @Override
    public Decoded decode(Payload payload, @Nullable Headers headers, Fields fields) {
        return codec.decode(payload, fields);
    }

    @Override
    public Payload encode(Document document, Headers headers) {
        return codec.encoded(document);
    }

    @Override
    public Payload encode(Value value, Headers headers) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return Payload.of(sink.toByteArray());
    }
}

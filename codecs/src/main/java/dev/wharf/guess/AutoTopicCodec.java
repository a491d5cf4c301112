package dev.wharf.guess;

import dev.wharf.codec.CodecSettings;
import dev.wharf.codec.TopicCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * First by its frame, then by its looks.
 *
 * @param framed reads what names its schema; empty where there is no registry to ask
 */
record AutoTopicCodec(Optional<TopicCodec> framed, Guess guess) implements TopicCodec {
    @Override
    public String name() {
        return "auto";
    }

    @Override
    public boolean mayWait() {
        return framed.isPresent();
    }

    @Override
    public boolean ready(Payload payload, @Nullable Headers headers) {
        return framed.map(codec -> codec.ready(payload, headers)).orElse(true);
    }

    @Override
    public String inTheWay() {
        return framed.map(TopicCodec::inTheWay).orElse("");
    }

    @Override
    public Decoded decode(Payload payload, @Nullable Headers headers, Fields fields) {
        if (framed.isEmpty()) {
            return guess.decode(payload, headers, fields);
        }
        return switch (framed.get().decode(payload, headers, fields)) {
            case Document document -> document;
            case Decoded.Failure failure ->
                failure.kind() == Decoded.Kind.UNAVAILABLE ? failure : guess.decode(payload, headers, fields);
        };
    }

    @Override
    public Payload encode(Document document, Headers headers) {
        throw onlyReads();
    }

    @Override
    public Payload encode(Value value, Headers headers) {
        throw onlyReads();
    }

    private static RuntimeException onlyReads() {
        return CodecSettings.wrong("codec auto only reads; say in which format to write");
    }

    @Override
    public void reach() {
        framed.ifPresent(TopicCodec::reach);
    }

    @Override
    public void prepare() {
        throw onlyReads();
    }

    @Override
    public void close() {
        framed.ifPresent(TopicCodec::close);
    }
}

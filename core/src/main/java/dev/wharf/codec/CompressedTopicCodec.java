package dev.wharf.codec;

import dev.wharf.compress.Compression;
import dev.wharf.compress.PayloadCompression;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Compressed payloads around those of another codec, its frames included. */
record CompressedTopicCodec(TopicCodec inner, Compression compression, Limits limits) implements TopicCodec {

    /** The words behind the bar in {@code json|gzip}. */
    static List<String> names() {
        return Arrays.stream(Compression.values())
                .filter(compression -> compression != Compression.NONE)
                .map(CompressedTopicCodec::word)
                .toList();
    }

    /** @param name one of {@link #names} */
    static TopicCodec of(TopicCodec inner, String name, Limits limits) {
        Compression compression = Compression.valueOf(name.toUpperCase(Locale.ROOT));
        return inner instanceof PlainTopicCodec plain
                ? TopicCodec.of(new CompressedCodec(plain.codec(), compression, limits.maxBytes()))
                : new CompressedTopicCodec(inner, compression, limits);
    }

    private static String word(Compression compression) {
        return compression.name().toLowerCase(Locale.ROOT);
    }

    /** The inner codec, with the headers of one record. */
    private record OfRecord(TopicCodec inner, Headers headers) implements Codec {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public String contentType() {
            return "application/octet-stream";
        }

        @Override
        public Decoded decode(Payload payload, Fields fields) {
            return inner.decode(payload, headers, fields);
        }

        @Override
        public void encode(Value value, ByteSink sink) {
            append(inner.encode(value, headers), sink);
        }

        @Override
        public void encode(Document document, ByteSink sink) {
            append(inner.encode(document, headers), sink);
        }

        private static void append(Payload payload, ByteSink sink) {
            if (payload instanceof Payload.Inline bytes) {
                sink.write(bytes.buffer(), bytes.offset(), bytes.size());
            }
        }
    }

    private CompressedCodec codec(@Nullable Headers headers) {
        Headers own = headers == null ? new RecordHeaders() : headers;
        return new CompressedCodec(new OfRecord(inner, own), compression, limits.maxBytes());
    }

    @Override
    public String name() {
        return inner.name() + "|" + word(compression);
    }

    @Override
    public boolean mayWait() {
        return inner.mayWait();
    }

    /** What names the schema is compressed, too. */
    @Override
    public boolean ready(Payload payload, @Nullable Headers headers) {
        if (!inner.mayWait() || !(payload instanceof Payload.Inline bytes)) {
            return true;
        }
        try {
            return inner.ready(PayloadCompression.expand(compression, bytes, limits.maxBytes()), headers);
        } catch (IOException e) {
            return true; // decoding says what is wrong with it
        }
    }

    @Override
    public String inTheWay() {
        return inner.inTheWay();
    }

    @Override
    public Decoded decode(Payload payload, @Nullable Headers headers, Fields fields) {
        return codec(headers).decode(payload, fields);
    }

    @Override
    public void reach() {
        inner.reach();
    }

    @Override
    public void prepare() {
        inner.prepare();
    }

    @Override
    public Payload encode(Document document, Headers headers) {
        return codec(headers).encoded(document);
    }

    @Override
    public Payload encode(Value value, Headers headers) {
        ByteSink sink = new ByteSink();
        codec(headers).encode(value, sink);
        return Payload.of(sink.toByteArray());
    }

    @Override
    public void close() {
        inner.close();
    }
}

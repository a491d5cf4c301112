package dev.wharf.frame;

import dev.wharf.codec.Codec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.Arrays;

/**
 * A codec behind a prefix that stays the same: what a changed document is written with again.
 *
 * @param prefix the frame of what was read, and what stood behind it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record FramedCodec(Codec inner, byte[] prefix) implements Codec {

    /** With the bytes that stand before the body. */
    static FramedCodec of(Codec inner, Payload.Inline payload, int bodyStart) {
        int from = payload.offset();
        return new FramedCodec(inner, Arrays.copyOfRange(payload.buffer(), from, from + bodyStart));
    }

    /** Whether just these bytes stand before the body. */
    boolean isBehind(byte[] bytes) {
        return Arrays.equals(prefix, bytes);
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String contentType() {
        return inner.contentType();
    }

    @Override
    public Decoded decode(Payload payload, Fields fields) {
        return inner.decode(payload, fields);
    }

    @Override
    public void encode(Value value, ByteSink sink) {
        append(sink, () -> inner.encode(value, sink));
    }

    @Override
    public void encode(Document document, ByteSink sink) {
        append(sink, () -> inner.encode(document, sink));
    }

    private void append(ByteSink sink, Runnable encoding) {
        int start = sink.length();
        sink.write(prefix);
        try {
            encoding.run();
        } catch (RuntimeException e) {
            sink.truncate(start);
            throw e;
        }
    }
}

package dev.wharf.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.compress.Compression;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.List;

/** Whatever the bytes are, there is an answer, and nothing is thrown. */
final class CodecFuzzTest {
    private static final int MAX = 1 << 20;
    private static final List<Codec> CODECS = List.of(
            StringCodec.STRING,
            BytesCodec.BYTES,
            new CompressedCodec(JsonCodec.JSON, Compression.GZIP, MAX),
            new CompressedCodec(JsonCodec.JSON, Compression.ZSTD, MAX),
            new CompressedCodec(StringCodec.STRING, Compression.LZ4, MAX));

    @FuzzTest
    void anyBytesAreReadOrSaidNotToBe(byte[] bytes) {
        for (Codec codec : CODECS) {
            Fields fields = new Fields();
            switch (codec.decode(Payload.of(bytes), fields)) {
                case Decoded.Failure failure ->
                    assertThat(failure.position()).isBetween(0L, (long) Math.max(MAX, bytes.length));
                case Document document ->
                    assertThat(document.get(fields.field("a"))).isNotNull();
            }
            again(codec, Payload.of(bytes));
        }
    }

    private static void again(Codec codec, Payload payload) {
        if (codec.decode(payload, new Fields()) instanceof Document document) {
            Value value;
            try {
                value = document.value();
            } catch (WharfException e) { // a number without measure
                return;
            }
            ByteSink sink = new ByteSink();
            JsonCodec.JSON.encode(codec.read(Payload.of(written(codec, value))), sink);
            assertThat(sink.toByteArray()).isEqualTo(written(JsonCodec.JSON, value));
            sink.clear();
            JsonCodec.JSON.encode(document, sink);
            assertThat(JsonCodec.JSON.decode(Payload.of(sink.toByteArray()), new Fields()))
                    .isInstanceOf(Document.class);
        }
    }

    private static byte[] written(Codec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return sink.toByteArray();
    }
}

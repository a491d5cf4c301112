package dev.wharf.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CompressedCodecTest {
    private static final int MAX = 1 << 20;

    private final Fields fields = new Fields();
    private final Field a = fields.field("a");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void isNamedByItsChainAndReadsWhatItWrites(Compression compression) {
        CompressedCodec codec = codec(compression);
        byte[] written = written(codec, new Value.Text("x".repeat(100_000)));

        assertThat(codec.name())
                .isEqualTo("json|"
                        + compression
                                .suffix()
                                .replace("gz", "gzip")
                                .replace("zst", "zstd")
                                .substring(1));
        assertThat(codec.contentType()).isEqualTo("application/json");
        assertThat(written.length).isLessThan(5_000);
        assertThat(codec.read(Payload.of(written))).isEqualTo(new Value.Text("x".repeat(100_000)));
    }

    @Test
    void chainsMayBeLonger() {
        CompressedCodec chain = new CompressedCodec(codec(Compression.GZIP), Compression.ZSTD, MAX);

        assertThat(chain.name()).isEqualTo("json|gzip|zstd");
        assertThat(chain.read(Payload.of(written(chain, Value.Int.of(7))))).isEqualTo(Value.Int.of(7));
        assertThatThrownBy(() -> new CompressedCodec(JsonCodec.JSON, Compression.NONE, MAX))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void passesOnWhatNobodyChanged(Compression compression) throws IOException {
        Payload payload = Payload.of(streamed(compression, "{ \"a\" : 1 }"));
        CompressedCodec codec = codec(compression);
        Document document = (Document) codec.decode(payload, fields);

        assertThat(document.get(a)).isEqualTo(Value.Int.of(1));
        assertThat(document.isRow()).isTrue();
        assertThat(document.has(a)).isTrue();
        assertThat(document.encoded()).isSameAs(payload);
        assertThat(document.with(fields.field("b"), Value.ABSENT)).isSameAs(document);
        ByteSink sink = new ByteSink();
        codec.encode(document, sink);
        assertThat(sink.toByteArray()).isEqualTo(payload.array());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void compressesWhatWasChanged(Compression compression) throws IOException {
        Document document =
                (Document) codec(compression).decode(Payload.of(streamed(compression, "{ \"a\" : 1 }")), fields);
        Document changed = document.with(a, Value.Int.of(2));

        assertThat(expanded(compression, changed.encoded())).isEqualTo("{ \"a\" : 2 }");
        assertThat(changed.encoded()).isSameAs(changed.encoded());
        ByteSink sink = new ByteSink();
        codec(compression).encode(document.select(List.of(a)), sink);
        assertThat(expanded(compression, Payload.of(sink.toByteArray()))).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void takesDocumentsOfOtherChains(Compression compression) {
        Document plain = (Document) JsonCodec.JSON.decode(Payload.of("{ \"a\" : 1 }"), fields);
        CompressedCodec codec = codec(compression);
        ByteSink sink = new ByteSink();
        codec.encode(plain, sink);
        Document compressed = (Document) codec.decode(Payload.of(sink.toByteArray()), fields);

        for (Codec other : List.of(JsonCodec.JSON, codec(Compression.GZIP), codec(Compression.LZ4))) {
            sink.clear();
            other.encode(compressed, sink);
            assertThat(other.read(Payload.of(sink.toByteArray()))).isEqualTo(plain.value());
        }
    }

    @Test
    void writesNothingOfWhatTheInnerCodecRefuses() {
        ByteSink sink = new ByteSink();
        sink.write('#');

        assertThatThrownBy(() -> codec(Compression.GZIP).encode(new Value.Float64(Double.NaN), sink))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED));
        assertThat(sink.length()).isEqualTo(1);
    }

    @Test
    void whatTheInnerCodecCannotReadFails() throws IOException {
        assertThat(codec(Compression.GZIP).decode(Payload.of(streamed(Compression.GZIP, "[1,]")), fields))
                .isEqualTo(new Decoded.Failure("a value should stand here (position in the expanded bytes)", 3));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aBombIsTooLargeAndNobodyWaits(Compression compression) throws IOException {
        byte[] bomb = streamed(compression, new byte[200_000_000]);

        assertThat(codec(compression).decode(Payload.of(bomb), fields))
                .isEqualTo(new Decoded.Failure(
                        Decoded.Kind.TOO_LARGE,
                        bomb.length + " compressed bytes become more than decode.max.bytes = " + MAX,
                        0));
        byte[] justFits = written(codec(compression), new Value.Text("x".repeat(MAX - 2)));
        byte[] oneMore = written(codec(compression), new Value.Text("x".repeat(MAX - 1)));
        assertThat(codec(compression).decode(Payload.of(justFits), fields)).isInstanceOf(Document.class);
        assertThat(codec(compression).decode(Payload.of(oneMore), fields))
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.tooLarge()).isTrue());
    }

    @Test
    void aPayloadThatIsTooLongIsNotExpanded() {
        assertThat(new CompressedCodec(JsonCodec.JSON, Compression.GZIP, 3).decode(Payload.of("1234"), fields))
                .isEqualTo(new Decoded.Failure(
                        Decoded.Kind.TOO_LARGE, "the payload has 4 bytes, more than decode.max.bytes = 3", 0));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatIsCutOffOrFollowedBySomethingIsMalformed(Compression compression) throws IOException {
        byte[] whole = streamed(compression, "{\"a\":\"" + "abc".repeat(50) + "\"}");

        for (int length = 0; length < whole.length; length++) {
            assertMalformed(compression, Arrays.copyOf(whole, length));
        }
        for (int more = 1; more < 9; more++) {
            byte[] longer = Arrays.copyOf(whole, whole.length + more);
            Arrays.fill(longer, whole.length, longer.length, (byte) 'x');
            assertMalformed(compression, longer);
        }
        assertThat(codec(compression).decode(Payload.NULL, fields)).isInstanceOf(Decoded.Failure.class);
    }

    private void assertMalformed(Compression compression, byte[] bytes) {
        assertThat(codec(compression).decode(Payload.of(bytes), fields))
                .as("%d bytes", bytes.length)
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Decoded.Kind.MALFORMED));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void bytesThatAreDamagedNeverThrow(Compression compression) throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        byte[] whole = streamed(compression, "{\"a\":\"" + "abcdefg".repeat(30) + "\"}");
        int failures = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Decoded decoded = codec(compression).decode(Payload.of(damaged), fields);
            failures += decoded instanceof Decoded.Failure ? 1 : 0;
        }
        assertThat(failures).as("seed %d", seed).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void readsSeveralOneBehindAnother(Compression compression) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(streamed(compression, "{\"a\":"));
        both.write(streamed(compression, "7}"));

        assertThat(((Document) codec(compression).decode(Payload.of(both.toByteArray()), fields)).get(a))
                .isEqualTo(Value.Int.of(7));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void readsPartOfAnArrayOfAnyLength(Compression compression) throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int length : new int[] {1, 100, 511, 512, 513, 4_096, 65_536, 300_000, MAX / 2}) {
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                text.append((char) ('a' + random.nextInt(20)));
            }
            byte[] compressed = streamed(compression, '"' + text.toString() + '"');
            byte[] within = new byte[compressed.length + 20];
            System.arraycopy(compressed, 0, within, 10, compressed.length);

            assertThat(codec(compression).read(Payload.of(within, 10, compressed.length)))
                    .as("seed %d, %d characters", seed, length)
                    .isEqualTo(new Value.Text(text.toString()));
            byte[] ours = written(codec(compression), new Value.Text(text.toString()));
            assertThat(expanded(compression, Payload.of(ours))).isEqualTo('"' + text.toString() + '"');
        }
    }

    @Test
    void readsHeadersOfGzipWithEverythingInThem() throws IOException {
        byte[] plain = streamed(Compression.GZIP, "{\"a\":3}");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(plain, 0, 3);
        bytes.write(4 | 8 | 16); // extra, name, comment
        bytes.write(plain, 4, 6);
        bytes.write(new byte[] {3, 0, 'e', 'x', 't'});
        bytes.write("name.json\0a comment\0".getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(plain, 10, plain.length - 10);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray())).readAllBytes())
                .hasSize(7);
        assertThat(((Document) codec(Compression.GZIP).decode(Payload.of(bytes.toByteArray()), fields)).get(a))
                .isEqualTo(Value.Int.of(3));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void manyThreadsMayUseIt(Compression compression) throws Exception {
        CompressedCodec codec = codec(compression);
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Value value = new Value.Text(String.valueOf(i).repeat(i));
                calls.add(() -> codec.read(Payload.of(written(codec, value))).equals(value));
            }
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
    }

    private static CompressedCodec codec(Compression compression) {
        return new CompressedCodec(JsonCodec.JSON, compression, MAX);
    }

    private static byte[] written(Codec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return sink.toByteArray();
    }

    private static byte[] streamed(Compression compression, String text) throws IOException {
        return streamed(compression, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] streamed(Compression compression, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.compress(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static String expanded(Compression compression, Payload payload) throws IOException {
        try (InputStream in = compression.decompress(payload.open(), ExpansionLimit.times(100_000))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

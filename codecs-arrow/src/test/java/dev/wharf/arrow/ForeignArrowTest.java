package dev.wharf.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.codec.Limits;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrow that other languages wrote (see src/test/fixtures), and buffers that others compressed. */
final class ForeignArrowTest {
    private final long seed = new Random().nextLong();

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file"})
    void readsWhatJavaScriptWrites(String format) throws IOException {
        ByteSink json = new ByteSink();

        JsonCodec.JSON.encode(ArrowCodec.ARROW.read(fixture("javascript." + format)), json);

        assertThat(new String(json.toByteArray(), StandardCharsets.UTF_8).replace("},{\"text", "},\n{\"text"))
                .isEqualTo("""
                    [{"text":"ZRH","tag":"late","number":1,"large":0,"half":0.5,"fraction":0.1,"bool":true,\
                    "day":"2026-11-28","at":"2025-11-28T00:00:00.123Z","time":"00:00:00","list":[1,2],\
                    "struct":{"a":1,"b":"x"}},
                    {"text":null,"tag":"on time","number":-2,"large":1,"half":1.0,"fraction":-1.0E300,"bool":false,\
                    "day":null,"at":null,"time":"23:59:59.999","list":null,"struct":null},
                    {"text":"Zürich ✈","tag":"late","number":null,"large":18446744073709551615,"half":-2.0,\
                    "fraction":null,"bool":null,"day":"1970-01-01","at":"1970-01-01T00:00:00Z","time":null,\
                    "list":[],"struct":{"a":null,"b":"y"}},
                    {"text":"","tag":null,"number":2147483647,"large":5,"half":65504.0,"fraction":3.0,"bool":true,\
                    "day":"1900-02-28","at":"1969-12-31T23:59:59.999Z","time":"00:00:00.001","list":[3],\
                    "struct":{"a":4,"b":null}}]\
                    """);
    }

    @Test
    void rowsOfAllBatchesFollowEachOther() throws IOException {
        Value all = ArrowCodec.ARROW.read(fixture("javascript.batches"));
        List<Integer> sizes = new ArrayList<>();
        try (ArrowBatches batches = ArrowBatches.of(fixture("javascript.batches"), Limits.DEFAULT)) {
            batches.forEach(batch -> sizes.add(batch.size()));
        }

        assertThat(((Value.Array) all).values())
                .extracting(row -> ((Value.Int) ((Value.Row) row).get("n")).value())
                .containsExactly(0L, 1L, 2L, 0L, 1L);
        assertThat(sizes).containsExactly(3, 0, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"LZ4_FRAME", "ZSTD"})
    void readsCompressedBuffers(CodecType method) throws IOException {
        RandomRows random = new RandomRows(new Random(seed));
        ArrowSchema schema = random.schema();
        List<Value> rows = random.rows(schema, 200);
        ArrowCodec codec = new ArrowCodec(ArrowOptions.DEFAULT.withSchema(schema));

        byte[] compressed = compress(Vectors.encode(codec, new Value.Array(rows)), method);

        assertThat(codec.read(Payload.of(compressed))).as("seed %s", seed).isEqualTo(new Value.Array(rows));
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = compressed.clone();
            mutated[new Random(seed + i).nextInt(mutated.length)]++;
            assertThat(codec.decode(Payload.of(mutated), new Fields())).isNotNull();
        }
    }

    private static byte[] compress(byte[] stream, CodecType method) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(stream), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            try (ArrowStreamWriter writer = new ArrowStreamWriter(
                    root,
                    reader,
                    Channels.newChannel(out),
                    IpcOption.DEFAULT,
                    CommonsCompressionFactory.INSTANCE,
                    method,
                    Optional.empty())) {
                writer.start();
                while (reader.loadNextBatch()) {
                    writer.writeBatch();
                }
                writer.end();
            }
        }
        return out.toByteArray();
    }

    @Test
    void readsLz4BlocksThatReferToThoseBefore() throws IOException {
        Random random = new Random(seed);
        for (int length : new int[] {0, 1, 12, 13, 1_000, 65_536, 200_000}) {
            byte[] plain = new byte[length];
            for (int i = 0; i < length; i++) {
                plain[i] = i > 300 && random.nextInt(20) > 0
                        ? plain[i - 1 - random.nextInt(300)]
                        : (byte) random.nextInt(40);
            }
            for (boolean linked : new boolean[] {true, false}) {
                byte[] frame = frame(plain, linked);

                assertThat(Lz4Frame.inflate(frame, 0, frame.length, length))
                        .as("seed %s, length %s", seed, length)
                        .isEqualTo(plain);
            }
        }
    }

    private static byte[] frame(byte[] plain, boolean linked) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Parameters parameters = new Parameters(
                BlockSize.K64,
                true,
                true,
                linked,
                BlockLZ4CompressorOutputStream.createParameterBuilder().build());
        try (FramedLZ4CompressorOutputStream lz4 = new FramedLZ4CompressorOutputStream(out, parameters)) {
            lz4.write(plain);
        }
        return out.toByteArray();
    }

    private static Payload fixture(String name) throws IOException {
        try (InputStream in = ForeignArrowTest.class.getResourceAsStream(name + ".arrow")) {
            assertThat(in).as(name).isNotNull();
            return Payload.of(in == null ? null : in.readAllBytes());
        }
    }
}

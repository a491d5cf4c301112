package dev.wharf.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ArrowBatchesTest {
    private final long seed = new Random().nextLong();

    @ParameterizedTest
    @EnumSource
    void streamsAndPayloadsHaveTheSameRows(ArrowFormat format) {
        RandomRows random = new RandomRows(new Random(seed));
        ArrowSchema schema = random.schema();
        List<Value> rows = random.rows(schema, 30);
        ArrowCodec codec =
                new ArrowCodec(ArrowOptions.DEFAULT.withSchema(schema).withFormat(format));
        byte[] bytes = Vectors.encode(codec, new Value.Array(rows));

        try (ArrowBatches streamed = ArrowBatches.of(new OneByteAtATime(bytes), Limits.DEFAULT);
                ArrowBatches whole = ArrowBatches.of(Payload.of(bytes), Limits.DEFAULT)) {
            assertThat(streamed.schema()).isEqualTo(schema);
            assertThat(all(streamed)).as("seed %s", seed).isEqualTo(rows);
            assertThat(all(whole)).as("seed %s", seed).isEqualTo(rows);
        }
    }

    @Test
    void aLongBatchAndATruncatedStreamAreErrors() {
        byte[] bytes = Vectors.encode(ArrowCodec.ARROW, Value.Row.of(Shape.of(List.of("n")), Value.Int.of(1)));

        assertError(bytes, new Limits(100, 100), ErrorCode.TOO_LARGE);
        assertError(Arrays.copyOf(bytes, bytes.length - 20), Limits.DEFAULT, ErrorCode.MALFORMED);
        assertError("{}".getBytes(StandardCharsets.UTF_8), Limits.DEFAULT, ErrorCode.MALFORMED);
    }

    @Test
    void manyThreadsReadAndWriteWithOneCodec() throws InterruptedException, ExecutionException {
        RandomRows random = new RandomRows(new Random(seed));
        ArrowSchema schema = random.schema();
        ArrowCodec codec =
                new ArrowCodec(ArrowOptions.DEFAULT.withSchema(schema).withSingleRow(false));
        Value rows = new Value.Array(random.rows(schema, 10));
        byte[] bytes = Vectors.encode(codec, rows);
        ArrowBatch shared = ArrowBatches.of(Payload.of(bytes), Limits.DEFAULT).next();
        assertThat(shared).isNotNull();

        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                results.add(pool.submit(() -> {
                    boolean same = true;
                    for (int i = 0; i < 200; i++) {
                        same &= codec.read(Payload.of(bytes)).equals(rows);
                        same &= Arrays.equals(Vectors.encode(codec, rows), bytes);
                        same &= shared.row(i % 10)
                                .equals(((Value.Array) rows).values().get(i % 10));
                    }
                    return same;
                }));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).as("seed %s", seed).isTrue();
            }
        }
    }

    private static void assertError(byte[] bytes, Limits limits, ErrorCode code) {
        assertThatThrownBy(() -> {
                    try (ArrowBatches batches = ArrowBatches.of(new ByteArrayInputStream(bytes), limits)) {
                        assertThat(all(batches)).isEmpty();
                    }
                })
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static List<Value> all(ArrowBatches batches) {
        List<Value> rows = new ArrayList<>();
        for (ArrowBatch batch : batches) {
            batch.forEach(rows::add);
        }
        return rows;
    }

    /** As slow as a connection can be. */
    private static final class OneByteAtATime extends InputStream {
        private final InputStream in;

        OneByteAtATime(byte[] bytes) {
            in = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, Math.min(1, length));
        }
    }
}

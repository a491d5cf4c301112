package dev.wharf.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes are: a document or a failure, no exception, and no memory far beyond their length. */
final class HostileArrowTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MIB = 1 << 20;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Fields fields = new Fields();

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsAFailureOrHasFewerRows(ArrowFormat format) {
        byte[] whole = bytes(format, 3);
        for (int length = 0; length < whole.length; length++) {
            byte[] array = new byte[length + 9];
            System.arraycopy(whole, 0, array, 5, length);

            Decoded decoded = ArrowCodec.ARROW.decode(Payload.of(array, 5, length), fields);

            switch (decoded) {
                case Decoded.Failure failure ->
                    assertThat(failure.position())
                            .as("%s of %s", length, whole.length)
                            .isBetween(0L, (long) length);
                case Document document ->
                    assertThat(document.value()).isIn(Value.Array.of(), ArrowCodec.ARROW.read(Payload.of(whole)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void flippedBytesNeverThrowOrTakeMuchMemory(ArrowFormat format) {
        byte[] whole = bytes(format, 4);
        for (int i = 0; i < 40_000; i++) {
            byte[] mutated = whole.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                int at = random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(mutated.length);
                mutated[at] = switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> (byte) 0xFF;
                    case 2 -> 0x7F;
                    default -> (byte) random.nextInt();
                };
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Decoded decoded = decodeAndRead(mutated);
            long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertThat(taken).as("seed %s, %s", seed, decoded).isLessThan(8 * MIB + 300L * whole.length);
        }
    }

    @Test
    void elementsWithoutBytesAreCapped() {
        assertTooLarge(rowsWithoutColumns(2_000_000_000));
        assertTooLarge(rowsWithoutColumns(100_000_000));
        assertThat(((Value.Array) ArrowCodec.ARROW.read(Payload.of(rowsWithoutColumns(1_000)))).values())
                .hasSize(1_000);
    }

    @Test
    void batchesOfAnyNumberOfRowsAreReadOneRowAfterTheOther() {
        try (ArrowBatches batches = ArrowBatches.of(Payload.of(rowsWithoutColumns(2_000_000_000)), Limits.DEFAULT)) {
            ArrowBatch batch = batches.iterator().next();

            assertThat(batch.size()).isEqualTo(2_000_000_000);
            assertThat(batch.row(1_999_999_999)).isEqualTo(Value.Row.of(Shape.of(List.of())));
            assertThatThrownBy(() -> batch.row(2_000_000_000)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aDictionaryThatRepeatsALongTextIsCapped() {
        ArrowField column = new ArrowField(
                "text",
                true,
                ArrowType.Plain.UTF8,
                new ArrowField.Encoding(1, new ArrowType.Int(8, true), false),
                List.of(),
                Map.of());
        ArrowCodec codec = new ArrowCodec(ArrowOptions.DEFAULT.withSchema(ArrowSchema.of(List.of(column), Map.of())));
        Value.Row row = Value.Row.of(Shape.of(List.of("text")), new Value.Text("x".repeat(100_000)));

        assertTooLarge(Vectors.encode(codec, new Value.Array(Collections.nCopies(100_000, row))));
    }

    @Test
    void deepTypesAreRefused() {
        Value deep = Value.Bool.TRUE;
        for (int i = 0; i < 200; i++) {
            deep = Value.Array.of(deep);
        }
        Value.Row row = Value.Row.of(Shape.of(List.of("deep")), deep);
        byte[] bytes = Vectors.encode(ArrowCodec.ARROW, row);
        ArrowCodec shallow = new ArrowCodec(ArrowOptions.DEFAULT.withLimits(new Limits(1 << 20, 100)));

        assertThat(ArrowCodec.ARROW.read(Payload.of(bytes))).isEqualTo(row);
        assertThat(shallow.decode(Payload.of(bytes), fields))
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.reason()).isEqualTo("types are nested deeper than 100"));
        assertThatThrownBy(() -> shallow.encode(row, new ByteSink()))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED));
    }

    @Test
    void textThatIsNotUtf8IsMalformed() {
        byte[] bytes = Vectors.encode(
                ArrowCodec.ARROW, Value.Row.of(Shape.of(List.of("t")), new Value.Text("needle in a haystack")));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("needle");
        bytes[at + 3] = (byte) 0x80;

        assertThat(ArrowCodec.ARROW.decode(Payload.of(bytes), fields))
                .isEqualTo(new Decoded.Failure("a text is not UTF-8", at));
    }

    private static byte[] rowsWithoutColumns(int rows) {
        byte[] bytes = Vectors.encode(ArrowCodec.ARROW, Value.Array.of(Value.Row.of(Shape.of(List.of()))));
        int found = 0;
        for (int at = 0; at <= bytes.length - 8; at += 8) {
            if (LittleEndian.i64(bytes, at) == 1) {
                LittleEndian.setI64(bytes, at, rows);
                found++;
            }
        }
        assertThat(found).isEqualTo(1);
        return bytes;
    }

    private void assertTooLarge(byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Decoded decoded = ArrowCodec.ARROW.decode(Payload.of(bytes), fields);
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.tooLarge()).isTrue());
        assertThat(taken).isLessThan(MIB);
    }

    private Decoded decodeAndRead(byte[] bytes) {
        Decoded decoded = ArrowCodec.ARROW.decode(Payload.of(bytes), fields);
        if (decoded instanceof Document document) {
            assertThat(document.value()).isNotNull();
        }
        return decoded;
    }

    private byte[] bytes(ArrowFormat format, int rows) {
        RandomRows source = new RandomRows(random);
        ArrowSchema schema = source.schema();
        ArrowCodec codec =
                new ArrowCodec(ArrowOptions.DEFAULT.withSchema(schema).withFormat(format));
        return Vectors.encode(codec, new Value.Array(source.rows(schema, rows)));
    }
}

package dev.wharf.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects as Kafka's own streams compress them, with zeros behind as kafka-large-message-serde leaves them. */
final class PaddedObjectTest {
    private static final int SIZE = 300_000;

    /** Half of it noise, half of it as regular as can be: several blocks of each format. */
    private static byte[] payload() {
        byte[] bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        Arrays.fill(bytes, SIZE / 2, SIZE, (byte) 'x');
        return bytes;
    }

    private static byte[] compressed(ForeignCompression how, byte[] payload) throws IOException {
        ByteBufferOutputStream sink = new ByteBufferOutputStream(payload.length);
        try (OutputStream out = Compression.of(
                        CompressionType.forName(how.name().toLowerCase(Locale.ROOT)))
                .build()
                .wrapForOutput(sink, RecordBatch.MAGIC_VALUE_V2)) {
            out.write(payload);
            out.flush();
        }
        return Arrays.copyOf(sink.buffer().array(), sink.position());
    }

    private static byte[] read(ForeignCompression how, byte[] object) throws IOException {
        try (InputStream in = how.decompress(new ByteArrayInputStream(object))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void readsWhatEndsWhereItEnds(ForeignCompression how) throws IOException {
        for (int size : new int[] {0, 1, 100, SIZE}) {
            byte[] payload = Arrays.copyOf(payload(), size);

            assertThat(read(how, compressed(how, payload))).as("size " + size).isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void readsWhatHasZerosBehindItUpToItsLength(ForeignCompression how) throws IOException {
        for (int size : new int[] {30, 100, 1_000, 66_000, 200_000}) {
            byte[] payload = Arrays.copyOfRange(payload(), SIZE / 2 - size / 10, SIZE / 2 - size / 10 + size);
            byte[] object = compressed(how, payload);

            assertThat(read(how, Arrays.copyOf(object, Math.max(object.length, size))))
                    .as("size " + size)
                    .isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void readsWhatBecameLongerInABufferThatGrew(ForeignCompression how) throws IOException {
        byte[] noise = Arrays.copyOf(payload(), SIZE / 2);
        byte[] object = compressed(how, noise);
        assertThat(object).hasSizeGreaterThan(noise.length);

        for (int zeros : new int[] {1, 3, 4, 5, 8, 17, 26, 27, 100, 15_000}) {
            assertThat(read(how, Arrays.copyOf(object, object.length + zeros)))
                    .as(zeros + " zeros")
                    .isEqualTo(noise);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void noticesWhatIsCutOffAndFilledWithZeros(ForeignCompression how) throws IOException {
        byte[] object = compressed(how, payload());
        byte[] cut = Arrays.copyOf(Arrays.copyOf(object, object.length / 2), SIZE);

        assertThatThrownBy(() -> read(how, cut)).isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void noticesWhatIsCutOff(ForeignCompression how) throws IOException {
        byte[] object = compressed(how, payload());

        assertThatThrownBy(() -> read(how, Arrays.copyOf(object, object.length / 2)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void refusesWhatHasSomethingElseBehindIt(ForeignCompression how) throws IOException {
        byte[] object = compressed(how, payload());
        byte[] more = Arrays.copyOf(object, object.length + 100_000);
        more[more.length - 1] = 1;

        assertThatThrownBy(() -> read(how, more))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("something behind");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void refusesWhatIsNotCompressedSo(ForeignCompression how) {
        assertThatThrownBy(() -> read(how, "this is just a text, and nothing else".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }
}

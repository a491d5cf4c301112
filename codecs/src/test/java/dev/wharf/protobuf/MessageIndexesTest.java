package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.payload.ByteSink;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIndexesTest {
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    @ParameterizedTest
    @CsvSource({"0, 00", "1, 0202", "0 0, 040000", "1 0, 040200", "2 1 300, 060402d804"})
    void writesAndReadsAPath(String path, String hex) {
        int[] indexes =
                Arrays.stream(path.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        ByteSink sink = new ByteSink();
        MessageIndexes.write(indexes, sink);
        byte[] bytes = sink.toByteArray();

        assertThat(bytes).isEqualTo(HexFormat.of().parseHex(hex));
        MessageIndexes read = MessageIndexes.read(bytes, 0, bytes.length).orElseThrow();
        assertThat(read.path()).isEqualTo(indexes);
        assertThat(read.length()).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "02", "0201", "feffffff0f", "ffffffffff01", "8080808080", "c80102", "04028080"})
    void doesNotReadWhatIsNone(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(MessageIndexes.read(bytes, 0, bytes.length)).isEmpty();
    }

    @Test
    void readsTheFirstMessageWrittenInFull() {
        assertThat(MessageIndexes.read(new byte[] {9, 2, 0, 9}, 1, 4)
                        .orElseThrow()
                        .path())
                .containsExactly(0);
    }

    @Test
    void readsOrRefusesAnyBytes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            MessageIndexes.read(bytes, 0, bytes.length)
                    .ifPresent(
                            read -> assertThat(read.length()).as("seed " + SEED).isBetween(1, bytes.length));
        }
    }
}

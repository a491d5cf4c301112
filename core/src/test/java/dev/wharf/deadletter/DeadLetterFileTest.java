package dev.wharf.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters in a file, whatever happens to those who write it. */
final class DeadLetterFileTest {
    @TempDir
    private Path folder;

    private Path path;

    @SuppressWarnings("NullAway.Init") // the test framework sets both
    DeadLetterFileTest() {}

    @BeforeEach
    void nameTheFile() {
        path = folder.resolve("dead.jsonl");
    }

    private static DeadLetter letter(String value) {
        return Letters.letter(value, new RecordHeaders());
    }

    private List<String> values() {
        try (Stream<DeadLetter> letters = DeadLetterFile.read(path)) {
            return letters.map(letter -> new String(bytes(letter), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private static byte[] bytes(DeadLetter letter) {
        byte[] bytes = letter.value().array();
        return bytes == null ? new byte[0] : bytes;
    }

    @Test
    void keepsDeadLettersInTheirOrderAndMakesFolders() {
        path = folder.resolve("not/there/yet/dead.jsonl");
        DeadLetterFile file = new DeadLetterFile(path);
        assertThat(path).doesNotExist();

        file.append(letter("1"));
        file.append(letter("2"));
        new DeadLetterFile(path).append(letter("3"));

        assertThat(values()).containsExactly("1", "2", "3");
    }

    @Test
    void namesTheLineOfEach() throws IOException {
        Files.writeString(path, "\n\n");
        new DeadLetterFile(path).append(letter("1"));
        Files.writeString(path, "{\"broken\n", StandardOpenOption.APPEND);
        new DeadLetterFile(path).append(letter("2"));
        try (Stream<DeadLetterFile.Line> lines = DeadLetterFile.readLines(path)) {
            assertThat(lines.map(DeadLetterFile.Line::number)).containsExactly(3L, 5L);
        }
    }

    @Test
    void isJsonThatOthersRead() throws IOException {
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", new byte[] {-1}).add("h", null);
        new DeadLetterFile(path).append(Letters.letter("\u0000ÿ", headers));

        JsonNode line = new ObjectMapper().readTree(path.toFile());

        assertThat(line.get("topic").textValue()).isEqualTo("orders");
        assertThat(line.get("offset").longValue()).isEqualTo(42);
        assertThat(line.get("reason").textValue()).isEqualTo("no such customer");
        assertThat(line.get("key").binaryValue()).isEqualTo(Letters.utf8("k"));
        assertThat(line.get("value").binaryValue()).isEqualTo(Letters.utf8("\u0000ÿ"));
        assertThat(line.get("headers").get(0).get("value").binaryValue()).isEqualTo(new byte[] {-1});
        assertThat(line.get("headers").get(1).get("value").isNull()).isTrue();
    }

    @Test
    void givesEveryByteBack() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int records = 100_000;
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int i = 0; i < records; i++) {
                out.write(DeadLetterLine.write(Letters.random(random)));
            }
        }
        SplittableRandom again = new SplittableRandom(seed);
        int[] count = {0};
        try (Stream<DeadLetter> letters = DeadLetterFile.read(path)) {
            letters.forEach(letter ->
                    Letters.assertSame(letter, Letters.random(again), "seed " + seed + ", record " + count[0]++));
        }
        assertThat(count[0]).isEqualTo(records);
    }

    @Test
    void losesNothingButTheLineThatAKilledProcessLeftAtAnyByte() throws IOException {
        byte[] first = DeadLetterLine.write(letter("1"));
        byte[] torn = DeadLetterLine.write(Letters.letter(
                "ключ", new RecordHeaders().add(new RecordHeader("ключ \"😀\"", new byte[] {1, 2}))));
        for (int cut = 0; cut <= torn.length; cut++) {
            Files.write(path, first);
            Files.write(path, Arrays.copyOf(torn, cut), StandardOpenOption.APPEND);
            // Only its line feed may be missing of a line that counts.
            List<String> expected = new ArrayList<>(cut >= torn.length - 1 ? List.of("1", "ключ") : List.of("1"));

            assertThat(values()).as("cut at %d", cut).isEqualTo(expected);
            new DeadLetterFile(path).append(letter("3"));

            expected.add("3");
            assertThat(values()).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void takesThoseOfManyThreadsAndOfSeveralWriters() throws Exception {
        int threads = 4;
        int each = 25;
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            DeadLetterFile shared = new DeadLetterFile(path);
            for (int thread = 0; thread < threads; thread++) {
                DeadLetterFile file = thread < 2 ? shared : new DeadLetterFile(path);
                String name = thread + "-";
                ends.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        file.append(letter(name + i));
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        List<String> values = values();
        assertThat(values).hasSize(threads * each).doesNotHaveDuplicates();
        for (int thread = 0; thread < threads; thread++) {
            String name = thread + "-";
            assertThat(values.stream().filter(value -> value.startsWith(name)))
                    .containsExactlyElementsOf(Stream.iterate(0, i -> i + 1)
                            .limit(each)
                            .map(i -> name + i)
                            .toList());
        }
    }

    @Test
    void waitsForAnotherWhoHoldsTheFileAndNotForever() throws Exception {
        Files.createFile(path);
        DeadLetterFile patient = new DeadLetterFile(path, Duration.ofMinutes(5));
        try (ExecutorService pool = Executors.newSingleThreadExecutor();
                FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
            var lock = other.lock();
            assertThatThrownBy(() -> new DeadLetterFile(path, Duration.ZERO).append(letter("1")))
                    .isInstanceOfSatisfying(
                            WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                    .hasMessageContaining("locked by another process");
            Future<?> waiting = pool.submit(() -> patient.append(letter("2")));
            assertThat(waiting.isDone()).isFalse();
            assertThat(path).isEmptyFile();
            lock.release();
            waiting.get();
        }
        assertThat(values()).containsExactly("2");
    }

    @Test
    void saysWhatCannotBeWrittenOrRead() {
        assertThatThrownBy(() -> new DeadLetterFile(folder).append(letter("1")))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SINK_FAILED))
                .hasMessageContaining("dead letter file " + folder);
        assertThatThrownBy(() -> DeadLetterFile.read(path))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_FAILED));
    }

    @Test
    void saysWhichLineIsDamaged() throws IOException {
        String good = new String(DeadLetterLine.write(letter("1")), StandardCharsets.UTF_8);
        for (String bad : List.of(
                good.replace("\"key\":\"", "\"key\":\"?"),
                good.replace("\"headers\":[]", "\"headers\":[{}]"),
                good.replace("\"headers\":[]", "\"headers\":7"),
                good.replace("\"topic\":", "\"topic\";"),
                "[]\n",
                "{}\n")) {
            Files.writeString(path, good + bad);
            assertThatThrownBy(this::values)
                    .as(bad)
                    .isInstanceOfSatisfying(
                            WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                    .hasMessageContaining(path + ":2:");
        }
    }
}

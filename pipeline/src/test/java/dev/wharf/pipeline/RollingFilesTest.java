package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are finished in the middle of a run. */
@Timeout(120)
final class RollingFilesTest {
    private static final String RETRY = "[error_handling]\nstrategy = \"retry\"\nretry_delay_seconds = 0.05\n";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    RollingFilesTest() {}

    private Trial trial(String settings, String writeKeys) {
        return trial(settings, writeKeys, "rows.jsonl", "jsonl");
    }

    private Trial trial(String settings, String writeKeys, String name, String format) {
        return Trial.of(settings
                + """
                [[stages]]
                id = "in"
                function = "stdin.read"
                [[stages]]
                id = "keep"
                function = "filter.apply"
                inputs = ["in"]
                config = { column = "a", operator = ">=", value = 0 }
                [[stages]]
                id = "out"
                function = "json.write"
                inputs = ["keep"]
                [stages.config]
                path = "FOLDER/out/NAME"
                format = "FORMAT"
                WRITE
                """.replace("FOLDER", folder.toString())
                        .replace("WRITE", writeKeys)
                        .replace("NAME", name)
                        .replace("FORMAT", format));
    }

    private static MemoryTopic rows(int count) {
        return MemoryTopic.of(
                IntStream.range(0, count).mapToObj(i -> "{\"a\":" + i + "}").toArray(String[]::new));
    }

    private List<String> names() {
        Path out = folder.resolve("out");
        if (!Files.isDirectory(out)) {
            return List.of();
        }
        try (var files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Integer> numbers(String name) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(name)).stream()
                .map(line -> Integer.parseInt(line.replaceFirst("\\{\"a\":(\\d+),.*", "$1")))
                .toList();
    }

    @Test
    void rollsBySizeAndNumbersTheFiles() throws Exception {
        MemoryTopic topic = rows(10);
        PipelineRun.Result result =
                trial("", "roll_max_bytes = 300").with("in", topic).run();

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(names()).containsExactly("rows-1.jsonl", "rows-2.jsonl", "rows.jsonl");
        assertThat(numbers("rows.jsonl")).containsExactly(0, 1, 2, 3);
        assertThat(numbers("rows-1.jsonl")).containsExactly(4, 5, 6, 7);
        assertThat(numbers("rows-2.jsonl")).containsExactly(8, 9);
        assertThat(topic.committed).isEqualTo(10);
        assertThat(result.announcements())
                .singleElement()
                .asString()
                .startsWith("out: wrote 3 files, the last of them ")
                .endsWith("rows-2.jsonl (10 records)");
    }

    @Test
    void rollsByTimeAlsoWhenNothingMoreComes() throws Exception {
        BooleanSupplier appeared = () -> names().contains("rows.jsonl");
        MemoryTopic topic = rows(5).until(appeared);

        assertThat(trial("", "roll_ms = 100").with("in", topic).lines()).isEmpty();

        assertThat(names()).containsExactly("rows.jsonl");
        assertThat(numbers("rows.jsonl")).containsExactly(0, 1, 2, 3, 4);
        assertThat(topic.committed).isEqualTo(5);
    }

    @Test
    void aStopWritesAndCommitsWhatThereIs() throws Exception {
        MemoryTopic topic = rows(5).until(() -> false);
        String streaming = "[global]\nexecution_mode = \"streaming\"\n";
        PipelineRun.Result result = trial(streaming, "")
                .with("in", topic)
                .stoppedWhen(() -> topic.handedOut == 5)
                .run();

        assertThat(result.failure()).isNull();
        assertThat(numbers("rows.jsonl")).containsExactly(0, 1, 2, 3, 4);
        assertThat(topic.committed).isEqualTo(5);
    }

    @Test
    void aRecordThatStopsTheRunDoesNotTakeThoseBeforeItAlong() throws Exception {
        MemoryTopic topic = MemoryTopic.of("{\"a\":0}", "{\"a\":1}", "{\"a\":{}}", "{\"a\":3}");
        Trial trial = Trial.of("""
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "sum"
            function = "map.apply"
            inputs = ["in"]
            config = { expression = "a * 2", output_column = "a" }
            [[stages]]
            id = "out"
            function = "json.write"
            inputs = ["sum"]
            config = { path = "FOLDER/out/rows.jsonl", format = "jsonl", roll_ms = 100000 }
            """.replace("FOLDER", folder.toString()));
        PipelineRun.Result result = trial.with("in", topic).run();

        assertThat(result.failure()).isNotNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(numbers("rows.jsonl")).containsExactly(0, 2);
    }

    @Test
    void aFileWithoutRowsDoesNotAppear() throws Exception {
        MemoryTopic topic = MemoryTopic.of("{\"a\":-1}", "{\"a\":-2}");
        assertThat(trial("", "roll_ms = 1").with("in", topic).lines()).isEmpty();
        assertThat(names()).isEmpty();
        assertThat(topic.committed).isEqualTo(2);
    }

    @Test
    void anArrayRollsToo() throws Exception {
        assertThat(trial("", "roll_max_bytes = 1").with("in", rows(2)).lines()).isEmpty();
        assertThat(names()).containsExactly("rows-1.jsonl", "rows.jsonl");
        assertThat(trial("", "roll_max_bytes = 1", "rows.json", "records")
                        .with("in", rows(2))
                        .lines())
                .isEmpty();
        assertThat(Files.readString(folder.resolve("out/rows-1.json")))
                .startsWith("[\n{\"a\":1,")
                .endsWith("}\n]\n");
    }

    /** A file stands where the folder should be; it is moved away while the run waits. */
    @Test
    void waitsUntilThereIsAPlaceForTheFileWhereItMayTryAgain() throws Exception {
        Path out = folder.resolve("out");
        MemoryTopic topic = rows(3).first(() -> blocked(out)).until(() -> {
            unblocked(out);
            return names().contains("rows.jsonl");
        });
        PipelineRun.Result result =
                trial(RETRY, "roll_ms = 50").with("in", topic).run();

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(numbers("rows.jsonl")).containsExactly(0, 1, 2);
        assertThat(topic.committed).isEqualTo(3);
    }

    @Test
    void endsTheRunWhereItMayNotTryAgain() throws Exception {
        Path out = folder.resolve("out");
        MemoryTopic topic = rows(3).first(() -> blocked(out));
        PipelineRun.Result result = trial("", "roll_ms = 50").with("in", topic).run();

        assertThat(result.failure()).hasMessageContaining("is a file, and a folder is wanted there");
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(topic.committed).isZero();
    }

    private static void blocked(Path folder) {
        try {
            Files.deleteIfExists(folder);
            Files.writeString(folder, "in the way");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unblocked(Path folder) {
        try {
            if (Files.isRegularFile(folder)) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code json.read} and {@code json.write}. */
final class JsonFilesTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    JsonFilesTest() {}

    /** A copy from in.json to out.json. */
    private Trial copyWith(String readKeys, String writeKeys) {
        return Trial.of("""
            [[stages]]
            id = "in"
            function = "json.read"
            config = { path = "FOLDER/in.json" READ }
            [[stages]]
            id = "out"
            function = "json.write"
            inputs = ["in"]
            config = { path = "FOLDER/out.json" WRITE }
            """.replace("FOLDER", folder.toString())
                .replace("READ", readKeys)
                .replace("WRITE", writeKeys));
    }

    private String copied(String input, String readKeys, String writeKeys) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.json"), input);
        assertThat(copyWith(readKeys, writeKeys).lines()).isEmpty();
        return Files.readString(folder.resolve("out.json"));
    }

    private List<String> filesThere() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void copiesAnArrayByteForByteBetweenItsElements() throws IOException, InterruptedException {
        assertThat(copied(" [ {\"a\": 1.50} ,\n5, null, [ ] ]\n", "", ""))
                .isEqualTo("[\n{\"a\": 1.50},\n5,\nnull,\n[ ]\n]\n");
    }

    @Test
    void copiesLines() throws IOException, InterruptedException {
        assertThat(copied("{\"a\":1}\r\n\n 5 \nnull", ", format = \"jsonl\"", ", format = \"jsonl\""))
                .isEqualTo("{\"a\":1}\n 5 \nnull\n");
    }

    @Test
    void writesALineForAnElementThatHasSeveral() throws IOException, InterruptedException {
        assertThat(copied("[{\"a\":\n[1,\r\n2]}]", "", ", format = \"jsonl\"")).isEqualTo("{\"a\": [1,  2]}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".zst", ".lz4"})
    void readsAndWritesWhatIsCompressed(String suffix) throws IOException, InterruptedException {
        Path packed = folder.resolve("packed.json" + suffix);
        Files.writeString(folder.resolve("in.json"), "[{\"a\":1},2]");

        assertThat(copy("in.json", packed.getFileName().toString()).lines()).isEmpty();
        assertThat(Compression.of(packed).decompress(Files.newInputStream(packed), ExpansionLimit.times(10)))
                .hasContent("[\n{\"a\":1},\n2\n]\n");
        assertThat(copy(packed.getFileName().toString(), "out.json").lines()).isEmpty();

        assertThat(folder.resolve("out.json")).hasContent("[\n{\"a\":1},\n2\n]\n");
        assertThat(filesThere()).containsExactly("in.json", "out.json", "packed.json" + suffix);
    }

    /** A copy of one file to another. */
    private Trial copy(String from, String to) {
        return Trial.of(
                """
                [[stages]]
                id = "in"
                function = "json.read"
                config = { path = "FOLDER/FROM" }
                [[stages]]
                id = "out"
                function = "json.write"
                inputs = ["in"]
                config = { path = "FOLDER/TO" }
                """.replace("FOLDER", folder.toString()).replace("FROM", from).replace("TO", to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "many/", "many/*.jsonl*", "man*/{1,2,3}.*", "**/[0-9].json*"})
    void readsManyFilesInTheOrderOfTheirNames(String path) throws IOException, InterruptedException {
        Path many = Files.createDirectory(folder.resolve("many"));
        Files.writeString(many.resolve("2.jsonl"), "21\n22\n");
        Files.writeString(many.resolve("1.jsonl"), "11\n");
        Files.writeString(many.resolve("3.jsonl"), "");
        Files.writeString(many.resolve(".4.jsonl.part"), "41\n");
        Files.writeString(many.resolve("_5.jsonl"), "51\n");

        assertThat(copy(path + "\", format = \"jsonl", "out.json").lines()).isEmpty();
        assertThat(folder.resolve("out.json")).hasContent("[\n11,\n21,\n22\n]\n");
    }

    @Test
    void namesTheFileAmongManyThatIsBroken() throws IOException, InterruptedException {
        Path many = Files.createDirectory(folder.resolve("many"));
        Files.writeString(many.resolve("1.json"), "[1]");
        Files.writeString(many.resolve("2.json"), "[1,\n x]");

        assertThat(copy("many", "out.json").run().failure()).message().startsWith(many.resolve("2.json") + ":2:2: ");
    }

    @ParameterizedTest
    @CsvSource({
        "empty, there is no file in",
        "empty/*.json, there is no file in",
        "nowhere/*.json, there is no folder",
        "nowhere, there is no file"
    })
    void whereThereIsNothingToReadNothingStarts(String path, String answer) throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> copy(path, "out.json").run())
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining(answer);
        assertThat(filesThere()).containsExactly("empty");
    }

    @Test
    void aFileThatIsNotCompressedAsItsNameSaysIsRefused() throws IOException {
        Files.writeString(folder.resolve("in.json.gz"), "[1]");
        assertThatThrownBy(() -> copy("in.json.gz", "out.json").lines())
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("in.json.gz is not compressed as .gz says");
    }

    @Test
    void aFileThatIsCutOffEndsTheReadingAndIsNamed() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.json"), "[" + "{\"a\":1},".repeat(10_000) + "2]");
        assertThat(copy("in.json", "in.json.gz").lines()).isEmpty();
        byte[] whole = Files.readAllBytes(folder.resolve("in.json.gz"));
        Files.write(folder.resolve("in.json.gz"), Arrays.copyOf(whole, whole.length - 10));

        assertThat(copy("in.json.gz", "out.json").run().failure())
                .isInstanceOf(WharfException.class)
                .message()
                .contains("in.json.gz: reading failed behind byte", "Unexpected end of ZLIB input stream");
        assertThat(folder.resolve("out.json")).doesNotExist();
    }

    @Test
    void indentsWhatIsToBePretty() throws IOException, InterruptedException {
        assertThat(copied("[{\"a\":[1,{}]},2]", "", ", pretty = true"))
                .isEqualTo("[\n{\n  \"a\": [\n    1,\n    {}\n  ]\n},\n2\n]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "records|[]|records|[]",
                "records|~ [ \n ] ~|jsonl|~~",
                "jsonl|~~|records|[]",
                "jsonl|~\n\n~|jsonl|~~"
            })
    void writesAnEmptyFileOfItsFormatForEmptyInput(String from, String input, String to, String output)
            throws IOException, InterruptedException {
        assertThat(copied(input, ", format = \"" + from + "\"", ", format = \"" + to + "\"")
                        .strip())
                .isEqualTo(output);
    }

    @Test
    void makesMissingFolders() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.json"), "[1]");
        String toml = """
            [[stages]]
            id = "in"
            function = "json.read"
            config = { path = "FOLDER/in.json" }
            [[stages]]
            id = "out"
            function = "json.write"
            inputs = ["in"]
            config = { path = "FOLDER/a/b/out.json" }
            """.replace("FOLDER", folder.toString());
        assertThat(Trial.of(toml).lines()).isEmpty();
        assertThat(folder.resolve("a/b/out.json")).hasContent("[\n1\n]\n");
    }

    @Test
    void aMalformedLineEndsTheRunWithItsPlaceAndLeavesNoFile() throws IOException, InterruptedException {
        String good = "{\"a\":1}\n".repeat(1200);
        Files.writeString(folder.resolve("in.json"), good + "{\"a\":secret}\n" + good);
        PipelineRun.Result result = copyWith(", format = \"jsonl\"", "").run();

        assertThat(result.failure())
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .message()
                .startsWith(folder.resolve("in.json") + ":1201:6: ")
                .doesNotContain("secret");
        assertThat(filesThere()).containsExactly("in.json");
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(result.ledger().rows().get(0).in()).isEqualTo(1200);
        assertThat(result.ledger().rows().get(1).returned()).isEqualTo(1200);
    }

    @Test
    void anArrayThatBreaksOffEndsTheRunAndLeavesTheOldFile() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.json"), "[1,\n2");
        Files.writeString(folder.resolve("out.json"), "old");
        assertThat(copyWith("", "").run().failure())
                .hasMessageContaining("in.json:2:2: ")
                .hasMessageContaining("ends inside the array");
        assertThat(filesThere()).containsExactly("in.json", "out.json");
        assertThat(folder.resolve("out.json")).hasContent("old");
    }

    @Test
    void anInputThatIsNotThereStopsTheRunBeforeItStartsAndLeavesNothing() throws IOException {
        assertThatThrownBy(() -> copyWith("", "").run())
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("there is no file " + folder.resolve("in.json"));
        assertThat(filesThere()).isEmpty();
    }

    @Test
    void replacesTheFileOfTheLastRunWhereAllInputIsReadAgain() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("out.json"), "old");
        assertThat(copied("[1]", "", "")).isEqualTo("[\n1\n]\n");
        assertThat(filesThere()).containsExactly("in.json", "out.json");
    }

    @Test
    void refusesAFileThatIsThereWhenToldTo() throws IOException {
        Files.writeString(folder.resolve("in.json"), "[1]");
        Files.writeString(folder.resolve("out.json"), "old");
        assertThatThrownBy(() -> copyWith("", ", if_exists = \"fail\"").run())
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SINK_FAILED))
                .hasMessageContaining("it is there already");
        assertThat(folder.resolve("out.json")).hasContent("old");
    }

    @Test
    void numbersTheFileWhenToldTo() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("out.json"), "old");
        assertThat(copied("[1]", "", ", if_exists = \"number\"")).isEqualTo("old");
        assertThat(folder.resolve("out-1.json")).hasContent("[\n1\n]\n");
    }

    private String written(String writeKeys, @Nullable String... values) throws IOException, InterruptedException {
        Trial trial = Trial.of("""
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "out"
            function = "json.write"
            inputs = ["in"]
            config = { path = "FOLDER/out.json" WRITE }
            """.replace("FOLDER", folder.toString()).replace("WRITE", writeKeys));
        assertThat(trial.with("in", MemoryTopic.of(values)).lines()).isEmpty();
        return Files.readString(folder.resolve("out.json"));
    }

    @Test
    void numbersTheFileOfEachRunWhereOffsetsAreCommitted() throws IOException, InterruptedException {
        for (int run : IntStream.range(0, 3).toArray()) {
            written("", "{\"run\":" + run + "}");
        }
        assertThat(filesThere()).containsExactly("out-1.json", "out-2.json", "out.json");
        assertThat(Files.readString(folder.resolve("out-2.json"))).contains("\"run\":2");
    }

    @Test
    void writesTheMetadataOfATopicWithEveryRow() throws IOException, InterruptedException {
        assertThat(written(", format = \"jsonl\"", "{\"a\":1}", "text", null, "[1]"))
                .isEqualTo("{\"a\":1," + metadata(0) + "}\n{\"_kafka_payload\":\"text\"," + metadata(1)
                        + "}\n{\"_kafka_payload\":null," + metadata(2) + "}\n[1]\n");
    }

    private static String metadata(int number) {
        return "\"_kafka_key\":\"k" + number + "\",\"_kafka_partition\":2,\"_kafka_offset\":" + number
                + ",\"_kafka_timestamp\":" + (MemoryTopic.TIMESTAMP + number);
    }
}

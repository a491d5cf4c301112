package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON files of columns: {@code format = "dataframe"}. */
@Timeout(120)
final class ColumnFilesTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    ColumnFilesTest() {}

    private Trial copy(String from, String fromFormat, String to, String toFormat) {
        return Trial.of("""
            [[stages]]
            id = "in"
            function = "json.read"
            config = { path = "FOLDER/FROM", format = "INPUT" }
            [[stages]]
            id = "out"
            function = "json.write"
            inputs = ["in"]
            config = { path = "FOLDER/TO", format = "OUTPUT" }
            """.replace("FOLDER", folder.toString())
                .replace("FROM", from)
                .replace("INPUT", fromFormat)
                .replace("TO", to)
                .replace("OUTPUT", toFormat));
    }

    private String columnsOf(String lines) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.jsonl"), lines);
        assertThat(copy("in.jsonl", "jsonl", "out.json", "dataframe").lines()).isEmpty();
        assertThat(names()).containsExactly("in.jsonl", "out.json");
        return Files.readString(folder.resolve("out.json"));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> rowsOf(String columns) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.json"), columns);
        assertThat(copy("in.json", "dataframe", "out.jsonl", "jsonl").lines()).isEmpty();
        return Files.readAllLines(folder.resolve("out.jsonl"));
    }

    private Throwable failure(String columns) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.json"), columns);
        Throwable failure =
                copy("in.json", "dataframe", "out.jsonl", "jsonl").run().failure();
        assertThat(failure).isNotNull();
        return failure == null ? new AssertionError() : failure;
    }

    @Test
    void aFieldThatARowLacksIsNull() throws Exception {
        assertThat(columnsOf("""
            {"a":1.50,"b":"x,]"}
            {"b":null,"late":[1, {"c":2}]}
            {"a":-0}
            """)).isEqualTo("""
                {
                "a":[1.50,null,-0],
                "b":["x,]",null,null],
                "late":[null,[1, {"c":2}],null]
                }
                """);
    }

    @Test
    void namesAreEscapedAndOfTwoOfANameTheLastCounts() throws Exception {
        assertThat(columnsOf("{\"a\\\"\":1,\"a\\\"\":2}\n")).isEqualTo("{\n\"a\\\"\":[2]\n}\n");
    }

    @Test
    void noRowsAreNoColumns() throws Exception {
        assertThat(columnsOf("")).isEqualTo("{}\n");
        assertThat(columnsOf("{}\n{}\n")).isEqualTo("{}\n");
        assertThat(rowsOf("{}")).isEmpty();
        assertThat(rowsOf(" { \"a\" : [ ] , \"b\":[] } ")).isEmpty();
    }

    @Test
    void columnsBecomeRows() throws Exception {
        assertThat(rowsOf("\uFEFF{\"a\" : [ 1 ,2.50, \"]\" ],\n \"b\\n\":[null,{\"x\":[1,2]},\"\\u00e4\"]}"))
                .containsExactly(
                        "{\"a\":1,\"b\\n\":null}",
                        "{\"a\":2.50,\"b\\n\":{\"x\":[1,2]}}",
                        "{\"a\":\"]\",\"b\\n\":\"\\u00e4\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":[1,2],\"b\":[1]} | 1:17: the column b has 1 values, and a has 2; all must have as many",
                "{\"a\":1} | 1:6: the column a should be an array",
                "[{\"a\":1}] | 1:1: the input is an array, but an object of columns was expected",
                "{\"a\":[1],\"a\":[2]} | 1:10: the column a stands here a second time",
                "{\"a\":[1,]} | 1:9: a value should stand here",
                "{\"a\":[1} | 1:8: a comma or ] should stand here",
                "{\"a\":[1 | 1:8: the input ends inside the object",
                "{\"a\":[1],} | 1:10: the name of a column in quotes should stand here",
                "{\"a\":[1]}x | 1:10: there is something behind the object",
                "`` | 1:1: the input is empty"
            })
    void whatAreNoColumnsIsToldWithItsPlace(String columns, String reason) throws Exception {
        assertThat(failure(columns)).hasMessageContaining("in.json:" + reason);
    }

    @Test
    void moreColumnsThanThereAreBuffersForAreRefused() throws Exception {
        StringBuilder wide = new StringBuilder("{");
        for (int i = 0; i <= 1000; i++) {
            wide.append(i == 0 ? "" : ",").append("\"c").append(i).append("\":[1]");
        }
        assertThat(failure(wide + "}")).hasMessageContaining("there are more than 1000 columns");
        Files.writeString(folder.resolve("in.jsonl"), wide.toString().replace("[1]", "1") + "}\n");
        assertThat(copy("in.jsonl", "jsonl", "out.json", "dataframe").run().failure())
                .hasMessageContaining("1000 is the most");
    }

    /** Long enough to be gathered on the disk several times; late and sparse columns among them. */
    @ParameterizedTest
    @ValueSource(strings = {"columns.json", "columns.json.gz"})
    void whatDoesNotFitInMemoryIsTheSame(String name) throws Exception {
        Random random = new Random(11);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            String text = "x".repeat(random.nextInt(600));
            String late = i >= 20_000 && i % 1000 == 0 ? ",\"late\":" + i : "";
            rows.add("{\"i\":" + i + ",\"text\":\"" + text + "\"" + late + "}");
        }
        Files.write(folder.resolve("in.jsonl"), rows);

        assertThat(copy("in.jsonl", "jsonl", name, "dataframe").lines()).isEmpty();
        assertThat(copy(name, "dataframe", "back.jsonl", "jsonl").lines()).isEmpty();

        JsonNode columns = new ObjectMapper().readTree(content(name));
        assertThat(columns.get("late")).hasSize(30_000);
        assertThat(columns.get("late").get(29_000).intValue()).isEqualTo(29_000);
        List<String> padded = rows.stream()
                .map(row -> row.contains("late") ? row : row.replace("\"}", "\",\"late\":null}"))
                .toList();
        assertThat(Files.readAllLines(folder.resolve("back.jsonl"))).isEqualTo(padded);
        assertThat(names()).containsExactly("back.jsonl", name, "in.jsonl");
    }

    private byte[] content(String name) throws IOException {
        try (var in = Files.newInputStream(folder.resolve(name))) {
            return name.endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        }
    }

    @Test
    void whatIsCompressedByOthersIsReadToo() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("in.json.gz")))) {
            out.write("{\"a\":[1,2]}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(copy("in.json.gz", "dataframe", "out.jsonl", "jsonl").lines())
                .isEmpty();
        assertThat(Files.readAllLines(folder.resolve("out.jsonl"))).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void columnsRollTooButNotForManyFilesAtATime() throws Exception {
        Trial trial = Trial.of("""
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "out"
            function = "json.write"
            inputs = ["in"]
            config = { path = "FOLDER/out.json", format = "dataframe", roll_ms = 100000, pretty = true }
            """.replace("FOLDER", folder.toString()));
        assertThat(trial.reading("{\"a\":1}\n{\"b\":2}\n").lines()).isEmpty();
        assertThat(folder.resolve("out.json")).hasContent("{\n\"a\":[\n1,\nnull\n],\n\"b\":[\nnull,\n2\n]\n}\n");

        assertThat(Trial.problems(Trial.HEAD + """
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "out"
            function = "json.write"
            inputs = ["in"]
            config = { path = "out/{{ a }}.json", format = "dataframe", if_exists = "append" }
            """))
                .hasSize(2)
                .anySatisfy(one -> assertThat(one).contains("gathers the columns of a file in memory"))
                .anySatisfy(one -> assertThat(one).contains("rows go into the middle of each column"));
    }
}

package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code if_exists = "append"}. */
@Timeout(120)
final class AppendTest {
    private static final String LINES = "json.write";
    private static final String CSV = "csv.write";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    AppendTest() {}

    private Trial trial(String function, String name, String keys) {
        return Trial.of("""
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "out"
            function = "FUNCTION"
            inputs = ["in"]
            [stages.config]
            path = "FOLDER/NAME"
            if_exists = "append"
            KEYS
            """.replace("FUNCTION", function)
                .replace("FOLDER", folder.toString())
                .replace("NAME", name)
                .replace("KEYS", keys));
    }

    private String appended(String function, String name, String rows) throws InterruptedException, IOException {
        String keys = function.equals(LINES) ? "format = \"jsonl\"" : "";
        assertThat(trial(function, name, keys).reading(rows).lines()).isEmpty();
        return content(name);
    }

    private String content(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Compression.of(file).decompress(Files.newInputStream(file), ExpansionLimit.times(1000))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> visible() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.jsonl.lz4"})
    void linesGoBehindThoseOfEarlierRuns(String name) throws Exception {
        assertThat(appended(LINES, name, "{\"a\":1}\n")).isEqualTo("{\"a\":1}\n");
        assertThat(appended(LINES, name, "{\"a\":2}\n{\"a\":3}\n")).isEqualTo("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
        assertThat(appended(LINES, name, "")).isEqualTo("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
        assertThat(visible()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
    void aLineEndThatIsMissingIsAdded(String name) throws Exception {
        Path file = folder.resolve(name);
        try (OutputStream out = Compression.of(file).compress(Files.newOutputStream(file))) {
            out.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(appended(LINES, name, "{\"a\":2}\n")).isEqualTo("{\"a\":1}\n{\"a\":2}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.csv.gz"})
    void rowsOfCsvGoUnderTheHeaderThatIsThere(String name) throws Exception {
        assertThat(appended(CSV, name, "{\"a\":1,\"b\":\"x\"}\n")).isEqualTo("a,b\n1,x\n");
        assertThat(appended(CSV, name, "{\"b\":\"y\",\"a\":2}\n{\"a\":3}\n")).isEqualTo("a,b\n1,x\n2,y\n3,\n");
    }

    @Test
    void otherColumnsAreRefusedBeforeAnythingIsRead() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "\uFEFFa,\"b,c\"\n1,2\n");
        assertThatThrownBy(() -> trial(CSV, "a.csv", "columns = [\"a\", \"b\"]")
                        .reading("{\"a\":1}\n")
                        .run())
                .hasMessageContaining("the file has the columns a, b,c, and the rows to be appended have a, b");
        assertThat(trial(CSV, "a.csv", "columns = [\"a\", \"b,c\"]")
                        .reading("{\"a\":3}\n")
                        .lines())
                .isEmpty();
        assertThat(content("a.csv")).isEqualTo("\uFEFFa,\"b,c\"\n1,2\n3,\n");
    }

    @Test
    void aFieldThatIsNoColumnOfTheFileIsRefused() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "a\n1\n");
        assertThat(trial(CSV, "a.csv", "").reading("{\"a\":2,\"z\":1}\n").run().failure())
                .hasMessageContaining("there is no column for z");
        assertThat(content("a.csv")).isEqualTo("a\n1\n");
        assertThat(visible()).containsExactly("a.csv");
    }

    @Test
    void theFileKeepsItsPermissionsAndALinkToItStays() throws Exception {
        Path real = Files.writeString(folder.resolve("real"), "{\"a\":1}\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(folder.resolve("a.jsonl"), real);
        assertThat(appended(LINES, "a.jsonl", "{\"a\":2}\n")).isEqualTo("{\"a\":1}\n{\"a\":2}\n");
        assertThat(folder.resolve("a.jsonl")).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void linesDoNotGoBehindAnArray() throws Exception {
        Files.writeString(folder.resolve("a.json"), "[\n1\n]\n");
        assertThatThrownBy(() -> appended(LINES, "a.json", "1\n")).hasMessageContaining("the file holds an array");
        assertThat(content("a.json")).isEqualTo("[\n1\n]\n");
    }

    @Test
    void anArrayCannotBeAppendedTo() {
        assertThatThrownBy(() -> trial(LINES, "a.json", "").reading("1\n").run())
                .hasMessageContaining("nothing can go behind the end of an array");
    }

    @Test
    void whatARecordDecidesIsAppendedToAsWell() throws Exception {
        for (int run = 0; run < 2; run++) {
            assertThat(trial(LINES, "{{ k }}.jsonl", "format = \"jsonl\"")
                            .reading("{\"k\":\"x\",\"run\":" + run + "}\n{\"k\":\"y\",\"run\":" + run + "}\n")
                            .lines())
                    .isEmpty();
        }
        assertThat(visible()).containsExactly("x.jsonl", "y.jsonl");
        assertThat(content("y.jsonl")).isEqualTo("{\"k\":\"y\",\"run\":0}\n{\"k\":\"y\",\"run\":1}\n");
    }
}

package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose names follow from fields of the records. */
@Timeout(120)
final class ComputedPathsTest {
    private static final String SKIP = "[error_handling]\nstrategy = \"skip\"\n";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    ComputedPathsTest() {}

    private Trial trial(String settings, String path, String writeKeys) {
        return Trial.of(settings
                + """
                [[stages]]
                id = "in"
                function = "stdin.read"
                [[stages]]
                id = "out"
                function = "json.write"
                inputs = ["in"]
                [stages.config]
                path = "PATH"
                format = "jsonl"
                WRITE
                """.replace("PATH", path.replace("FOLDER", folder.toString())).replace("WRITE", writeKeys));
    }

    /** What stands in each file below the folder. */
    private Map<String, List<String>> files(String below) throws IOException {
        Map<String, List<String>> contents = new TreeMap<>();
        Path base = folder.resolve(below);
        try (Stream<Path> all = Files.walk(base)) {
            for (Path file : all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                try (InputStream in =
                        Compression.of(file).decompress(Files.newInputStream(file), ExpansionLimit.times(1000))) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    contents.put(base.relativize(file).toString(), text.lines().toList());
                }
            }
        }
        return contents;
    }

    @Test
    void eachValueHasAFileOfItsOwn() throws Exception {
        PipelineRun.Result result = trial(
                        "", "FOLDER/out/{{ land }}/n-{{ n }}-{{ ok }}.jsonl", "if_exists = \"replace\"")
                .reading("""
                    {"land":"de","n":1,"ok":true,"i":0}
                    {"land":"österreich","n":1.50,"ok":false,"i":1}
                    {"land":"de","n":1,"ok":true,"i":2}
                    """)
                .run();

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(files("out").keySet()).containsExactly("de/n-1-true.jsonl", "österreich/n-1.50-false.jsonl");
        assertThat(files("out").get("de/n-1-true.jsonl")).hasSize(2);
        assertThat(result.announcements())
                .singleElement()
                .asString()
                .contains("wrote 2 files")
                .endsWith("(3 records)");
    }

    @Test
    void metadataMakesNamesToo() throws Exception {
        MemoryTopic topic = MemoryTopic.of("{\"a\":1}", "{\"a\":2}");
        Trial trial = trial("", "FOLDER/out/p{{ _kafka_partition }}-{{ _kafka_key }}.jsonl", "");
        assertThat(trial.with("in", topic).lines()).isEmpty();
        assertThat(files("out").keySet()).containsExactly("p2-k0.jsonl", "p2-k1.jsonl");
        assertThat(topic.committed).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"k\":null}",
                "{\"k\":\"\"}",
                "{\"k\":[1]}",
                "{\"k\":{\"a\":1}}",
                "{\"k\":\"a/b\"}",
                "{\"k\":\"a\\\\b\"}",
                "{\"k\":\"..\"}",
                "{\"k\":\".\"}",
                "{\"k\":\".hidden\"}",
                "{\"k\":\"a\\u0000b\"}",
                "{\"k\":\"a\\nb\"}",
                "{\"k\":\"\\ud800\"}",
                "{\"k\":\"LONG\"}"
            })
    void whatMakesNoNameIsRefusedByThePolicyOfTheStage(String row) throws Exception {
        String refused = row.replace("LONG", "ä".repeat(101));
        PipelineRun.Result result = trial(SKIP, "FOLDER/out/{{ k }}", "")
                .reading("{\"k\":\"good\"}\n" + refused + "\n{\"k\":7}\n")
                .run();

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(result.ledger().rows().get(1).skipped()).isEqualTo(1);
        assertThat(files("out").keySet()).containsExactly("7", "good");
    }

    @Test
    void saysWhichFieldMakesNoNameAndNotWhatItHolds() throws Exception {
        assertThat(trial("", "FOLDER/out/{{ k }}", "")
                        .reading("{\"k\":\"../secret\"}\n")
                        .run()
                        .failure())
                .hasMessageContaining("the field k, which is in path, begins with a dot")
                .message()
                .doesNotContain("secret");
        assertThat(files("out")).isEmpty();
    }

    @Test
    void aLinkThatLeadsOutIsRefused() throws Exception {
        Path out = Files.createDirectories(folder.resolve("out"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("file"), "old");
        Files.createSymbolicLink(out.resolve("folder"), outside);
        Files.createDirectories(out.resolve("a"));
        Files.createSymbolicLink(out.resolve("a/file"), outside.resolve("file"));
        Files.createSymbolicLink(out.resolve("lost"), folder.resolve("nowhere"));
        Files.writeString(out.resolve("plain"), "a file");
        Files.createDirectories(out.resolve("b/file"));

        PipelineRun.Result result = trial(SKIP, "FOLDER/out/{{ k }}/file", "if_exists = \"replace\"")
                .reading("""
                    {"k":"folder"}
                    {"k":"a"}
                    {"k":"lost"}
                    {"k":"plain"}
                    {"k":"b"}
                    {"k":"good"}
                    """)
                .run();

        assertThat(result.failure()).isNull();
        assertThat(result.ledger().rows().get(1).skipped()).isEqualTo(5);
        assertThat(files("out").keySet()).containsExactly("good/file", "plain");
        assertThat(files("outside")).containsOnly(Map.entry("file", List.of("old")));
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void theFolderItselfMayBeALinkAndLinksInsideMayLeadInside() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real"));
        Files.createDirectories(real.resolve("germany"));
        Files.createSymbolicLink(folder.resolve("out"), real);
        Files.createSymbolicLink(real.resolve("de"), real.resolve("germany"));
        assertThat(trial("", "FOLDER/out/{{ k }}/f.jsonl", "")
                        .reading("{\"k\":\"de\",\"i\":1}\n{\"k\":\"germany\",\"i\":2}\n")
                        .lines())
                .isEmpty();
        assertThat(files("real").get("germany/f.jsonl")).hasSize(2);
    }

    private static String interleaved(int files, int rows) {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            input.append("{\"k\":")
                    .append(i * 7 % files)
                    .append(",\"i\":")
                    .append(i)
                    .append("}\n");
        }
        return input.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {".jsonl", ".jsonl.gz", ".jsonl.zst", ".jsonl.lz4"})
    void moreFilesThanMayBeOpenAreLetGoInTurn(String suffix) throws Exception {
        assertThat(trial("", "FOLDER/out/{{ k }}" + suffix, "max_open_files = 3")
                        .reading(interleaved(20, 1000))
                        .lines())
                .isEmpty();

        Map<String, List<String>> files = files("out");
        assertThat(files).hasSize(20);
        for (int k = 0; k < 20; k++) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                if (i * 7 % 20 == k) {
                    expected.add("{\"k\":" + k + ",\"i\":" + i + "}");
                }
            }
            assertThat(files.get(k + suffix)).isEqualTo(expected);
        }
    }

    @Test
    void aRecordThatWouldBeginOneFileTooManyIsRefused() throws Exception {
        PipelineRun.Result result = trial("", "FOLDER/out/{{ k }}", "max_files = 3")
                .reading(interleaved(4, 8))
                .run();
        assertThat(result.failure()).hasMessageContaining("as many as max_files allows");
        assertThat(files("out")).isEmpty();
        assertThat(result.ledger().mismatches()).isEmpty();
    }

    @Test
    void eachFileRollsByItself() throws Exception {
        MemoryTopic topic = MemoryTopic.of("{\"k\":\"a\"}", "{\"k\":\"a\"}", "{\"k\":\"b\"}", "{\"k\":\"a\"}");
        Trial trial = trial("", "FOLDER/out/{{ k }}.jsonl", "roll_max_bytes = 150");
        assertThat(trial.with("in", topic).lines()).isEmpty();
        assertThat(files("out").keySet()).containsExactly("a-1.jsonl", "a.jsonl", "b.jsonl");
        assertThat(topic.committed).isEqualTo(4);
    }

    private List<String> problems(String path, String keys) {
        return Trial.problems(Trial.HEAD + """
            [[stages]]
            id = "in"
            function = "stdin.read"
            [[stages]]
            id = "out"
            function = "json.write"
            inputs = ["in"]
            [stages.config]
            path = "PATH"
            KEYS
            """.replace("PATH", path).replace("KEYS", keys));
    }

    @Test
    void wrongPathsAreToldBeforeAnythingIsRead() {
        assertThat(problems("out/{{ a }}/../x", ""))
                .containsExactly("p.toml:11:1: stage out: path has \"..\" as a name behind its first field; only names"
                        + " of folders and, at the end, of a file may stand there");
        assertThat(problems("out/{{ a }}/", "")).singleElement().asString().contains("has \"\" as a name");
        assertThat(problems("out/{{ a}}.json", "")).singleElement().asString().contains("braces that are no field");
        assertThat(problems("out/{{ a }}.json", "max_files = 0\nroll_ms = 0"))
                .satisfiesExactly(
                        one -> assertThat(one).contains("max_files = 0; it must be between 1 and"),
                        two -> assertThat(two).contains("roll_ms = 0; it must be at least 1"));
    }
}

package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process among others: pipes, memory, limits, kill -9, the environment. No broker. */
@SuppressWarnings("NullAway.Init") // the test framework sets the folder
final class ProcessIT {
    private static final String PIPE = """
        [pipeline]
        name = "pipe"
        [[stages]]
        id = "in"
        function = "stdin.read"
        [[stages]]
        id = "double"
        function = "map.apply"
        inputs = ["in"]
        config = { expression = "a * 2", output_column = "b" }
        [[stages]]
        id = "out"
        function = "stdout.write"
        inputs = ["double"]
        """;
    private static final String COPY = """
        [pipeline]
        name = "copy"
        [[stages]]
        id = "in"
        function = "json.read"
        config = { path = "in.jsonl", format = "jsonl" }
        [[stages]]
        id = "out"
        function = "json.write"
        inputs = ["in"]
        config = { path = "out.json" }
        """;

    private static final String RETRY = "[error_handling]\nstrategy = \"retry\"\nretry_delay_seconds = 0.1\n";
    private static final long LIMIT_BLOCKS = 200;
    /** As the shell counts them. */
    private static final long BLOCK_BYTES = 512;

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    @TempDir
    private Path folder;

    private void file(String toml) throws IOException {
        Files.writeString(folder.resolve("p.toml"), toml);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(name -> name.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void readsAndWritesPipes() throws IOException, InterruptedException {
        file(PIPE);
        Ran ran = Child.in(folder).shell("printf '{\"a\":1}\\n\\n{\"a\":2}' | \"$@\"", "run", "p.toml");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo("{\"a\":1,\"b\":2}\n{\"a\":2,\"b\":4}\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX) // /dev/full
    void dataThatAFullDiskDoesNotTakeIsAFailure() throws IOException, InterruptedException {
        Ran ran = Child.in(folder).shell("exec \"$@\" > /dev/full", "list", "--json");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).startsWith("wharf: standard output could not be written to its end: a full disk");
    }

    @Test
    void aPipeGetsNoEscapeCodes() throws IOException, InterruptedException {
        Ran ran = Child.in(folder).shell("\"$@\" 2>&1 | cat", "--help");
        assertThat(ran.out()).contains("Usage: wharf").doesNotContain("\u001b");
    }

    @Test
    void aLineOfStandardInputThatIsNotJsonIsToldByItsPlace() throws IOException, InterruptedException {
        file(PIPE);
        Ran ran = Child.in(folder).shell("printf '{\"a\":1}\\n{\"a\" 2}\\n' | \"$@\"", "run", "p.toml");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEqualTo("{\"a\":1,\"b\":2}\n");
        assertThat(ran.err()).contains("standard input:2:6: ");
    }

    @Test
    void aReaderThatGoesAwayEndsTheRun() throws IOException, InterruptedException {
        file(PIPE);
        String script = "yes '{\"a\":1}' | { \"$@\"; echo $? > code; } | head -1";
        Ran ran = Child.in(folder).shell(script, "run", "p.toml");
        assertThat(ran.out()).isEqualTo("{\"a\":1,\"b\":2}\n");
        assertThat(folder.resolve("code")).hasContent("1");
        assertThat(ran.err()).contains("wharf: the run failed: ").contains("standard output cannot be written");
    }

    @Test
    void needsLittleMemoryForALargeFile() throws IOException, InterruptedException {
        file(COPY);
        String line = "{\"id\":1234567890,\"text\":\"" + "x".repeat(500) + "\"}\n";
        int lines = 40_000;
        try (BufferedWriter in = Files.newBufferedWriter(folder.resolve("in.jsonl"))) {
            for (int i = 0; i < lines; i++) {
                in.write(line);
            }
        }
        Ran ran = Child.in(folder).withFlags("-Xmx32m").run("run", "p.toml");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(Files.size(folder.resolve("out.json"))).isEqualTo((line.length() + 1L) * lines + 3);
    }

    /**
     * The limit of the process is a real one, and can be raised from outside while it runs, as room is made on a disk.
     */
    @Test
    void goesOnWhenThereIsRoomAgainWhereItMayTryAgain() throws IOException, InterruptedException {
        file(COPY.replace("[[stages]]\nid = \"in\"", RETRY + "[[stages]]\nid = \"in\""));
        String line = "{\"id\":1234567890,\"text\":\"" + "x".repeat(500) + "\"}\n";
        Files.writeString(folder.resolve("in.jsonl"), line.repeat(4_000));
        Process process =
                Child.in(folder).startShell("ulimit -S -f " + LIMIT_BLOCKS + "; exec \"$@\" 2> err", "run", "p.toml");
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> names().stream().anyMatch(this::isAtTheLimit));
            assertThat(names()).doesNotContain("out.json");
            Process raised = new ProcessBuilder(PRLIMIT.toString(), "--pid", "" + process.pid(), "--fsize=unlimited")
                    .inheritIO()
                    .start();
            assertThat(raised.waitFor()).isZero();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        assertThat(Files.size(folder.resolve("out.json"))).isEqualTo((line.length() + 1L) * 4_000 + 3);
        assertThat(names()).containsExactly("err", "in.jsonl", "out.json", "p.toml");
    }

    @Test
    void aKilledRunLeavesNoVisibleFile() throws IOException {
        file(COPY.replace("json.read", "stdin.read").replace("path = \"in.jsonl\", ", ""));
        Process process = Child.in(folder).start("run", "p.toml");
        try (OutputStream in = process.getOutputStream()) {
            in.write("{\"a\":1}\n".repeat(200_000).getBytes(StandardCharsets.UTF_8));
            in.flush();
            await().atMost(Duration.ofMinutes(2)).until(() -> names().stream().anyMatch(this::isGrowing));
            process.destroyForcibly();
            await().atMost(Duration.ofMinutes(2)).until(() -> !process.isAlive());
        } finally {
            process.destroyForcibly();
        }
        assertThat(names()).hasSize(2).contains("p.toml").doesNotContain("out.json");
    }

    private boolean isAtTheLimit(String name) {
        return name.endsWith(".part") && folder.resolve(name).toFile().length() == LIMIT_BLOCKS * BLOCK_BYTES;
    }

    private boolean isGrowing(String name) {
        try {
            return name.endsWith(".part") && Files.size(folder.resolve(name)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aSecretInTheWrongPlaceIsNotShown() throws IOException, InterruptedException {
        for (String setting : List.of("fetch.min.bytes", "auto.offset.reset", "sasl.jaas.config")) {
            file("""
                [pipeline]
                name = "x"
                [[stages]]
                id = "in"
                function = "kafka"
                config = { topic = "a", group_id = "g", brokers = "127.0.0.1:9", \
                client = { "SETTING" = "${env:CANARY}" } }
                [[stages]]
                id = "out"
                function = "stdout.write"
                inputs = ["in"]
                """.replace("SETTING", setting));
            Ran ran =
                    Child.in(folder).withEnvironment(Map.of("CANARY", "c4n4ry")).run("run", "p.toml");
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains(setting).doesNotContain("c4n4ry");
        }
    }

    @Test
    void aSecretCannotSmuggleALoginModule() throws IOException, InterruptedException {
        file("""
            [pipeline]
            name = "x"
            [[stages]]
            id = "in"
            function = "kafka"
            config = { topic = "a", group_id = "g", brokers = "127.0.0.1:9", \
            client = { "sasl.jaas.config" = "${env:NOTHING}evil.Module required;" } }
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["in"]
            """);
        Ran ran = Child.in(folder).withEnvironment(Map.of("NOTHING", "")).run("run", "p.toml");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("names the login module evil.Module that is not allowed");
    }
}

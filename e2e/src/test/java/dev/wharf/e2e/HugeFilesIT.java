package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of 10 GB, or as many bytes as the system property {@code wharf.long.bytes} says, in a heap of 256 MB. Prints
 * how long it took, and how much memory the process had at most.
 */
@Tag("long")
final class HugeFilesIT {
    private static final long BYTES = Long.getLong("wharf.long.bytes", 10_000_000_000L);
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final String PIPELINE = """
        [pipeline]
        name = "NAME"
        [[stages]]
        id = "in"
        function = "READ"
        config = { path = "NAME" KEYS }
        [[stages]]
        id = "some"
        function = "filter.apply"
        inputs = ["in"]
        config = { column = "tenth", operator = "==", value = 3 }
        [[stages]]
        id = "out"
        function = "json.write"
        inputs = ["some"]
        config = { path = "out.jsonl", format = "jsonl" }
        """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void csvNeedsLittleMemory() throws IOException {
        long rows = write(
                "huge.csv",
                "id,tenth,text\n",
                row -> row + "," + row % 10 + ",\"a text with \"\"quotes\"\" and a, comma, number " + row + "\"\n");
        run("huge.csv", "csv.read", "", rows);
    }

    @Test
    void linesNeedLittleMemory() throws IOException {
        long rows = write(
                "huge.jsonl",
                "",
                row -> "{\"id\":" + row + ",\"tenth\":" + row % 10
                        + ",\"text\":\"a text with \\\"quotes\\\" and a number " + row + "\"}\n");
        run("huge.jsonl", "json.read", ", format = \"jsonl\"", rows);
    }

    /** Gives the number of rows, a multiple of ten. */
    private long write(String name, String head, LongFunction<String> row) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 20)) {
            out.write(head.getBytes(StandardCharsets.UTF_8));
            long written = 0;
            long rows = 0;
            while (written < BYTES || rows % 10 != 0) {
                byte[] bytes = row.apply(rows++).getBytes(StandardCharsets.UTF_8);
                out.write(bytes);
                written += bytes.length;
            }
            return rows;
        }
    }

    private void run(String name, String function, String keys, long rows) throws IOException {
        Path file = Folders.write(
                folder.resolve("p.toml"),
                PIPELINE.replace("NAME", name).replace("READ", function).replace("KEYS", keys));
        long[] peakKib = {0};
        try (KillHarness harness = new KillHarness(folder)) {
            long start = System.nanoTime();
            // All of the compiler: this is about time, too.
            ChildProcess run =
                    Wharf.in(folder, harness).with("JAVA_OPTS", "-Xmx256m").start(name, "run", file.toString());
            Await.until("the end of " + name, LIMIT, () -> {
                peakKib[0] = Math.max(peakKib[0], peakKib(run.pid()));
                return !run.alive();
            });
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
            System.out.println(name + ": " + Files.size(folder.resolve(name)) + " bytes in " + took.toMillis()
                    + " ms with -Xmx256m, at most " + peakKib[0] + " KiB resident");
        }
        try (var lines = Files.lines(folder.resolve("out.jsonl"))) {
            assertThat(lines.count()).isEqualTo(rows / 10);
        }
    }

    /** Of the process, as the system counts it; 0 where it does not, or the process is gone. */
    private static long peakKib(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}

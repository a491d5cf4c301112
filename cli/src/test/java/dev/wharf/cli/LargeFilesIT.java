package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files much larger than the heap. */
@SuppressWarnings("NullAway.Init") // the test framework sets the folder
final class LargeFilesIT {
    private static final long BYTES = 200L << 20;
    private static final String PIPELINE = """
        [pipeline]
        name = "large"
        [[stages]]
        id = "in"
        function = "READ"
        config = { path = "IN" KEYS }
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
    private Path folder;

    @Test
    void twoHundredMegabytesOfCsvNeedLittleMemory() throws IOException, InterruptedException {
        int rows = write(
                Files.newOutputStream(folder.resolve("in.csv")),
                "id,tenth,text\n",
                row -> row + "," + row % 10 + ",\"a text with \"\"quotes\"\" and a, comma, number " + row + "\"\n");
        run("csv.read", "in.csv", "");
        assertThat(lines()).isEqualTo(rows / 10);
    }

    @Test
    void twoHundredMegabytesOfCompressedLinesNeedLittleMemory() throws IOException, InterruptedException {
        int rows = write(
                fast(Files.newOutputStream(folder.resolve("in.jsonl.gz"))),
                "",
                row -> "{\"id\":" + row + ",\"tenth\":" + row % 10
                        + ",\"text\":\"a text with \\\"quotes\\\" and a number " + row + "\"}\n");
        run("json.read", "in.jsonl.gz", ", format = \"jsonl\"");
        assertThat(lines()).isEqualTo(rows / 10);
    }

    private static OutputStream fast(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 64 << 10) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    /** Gives the number of rows. */
    private static int write(OutputStream to, String head, IntFunction<String> row) throws IOException {
        try (OutputStream out = new BufferedOutputStream(to, 1 << 20)) {
            long written = 0;
            out.write(head.getBytes(StandardCharsets.UTF_8));
            int rows = 0;
            // A multiple of ten, so that the tenth part is a whole number.
            while (written < BYTES || rows % 10 != 0) {
                byte[] bytes = row.apply(rows++).getBytes(StandardCharsets.UTF_8);
                out.write(bytes);
                written += bytes.length;
            }
            return rows;
        }
    }

    private void run(String function, String input, String keys) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("p.toml"),
                PIPELINE.replace("READ", function).replace("IN", input).replace("KEYS", keys));
        Ran ran = Child.in(folder).withFlags("-Xmx48m").run("run", "p.toml");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    private int lines() throws IOException {
        int lines = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve("out.jsonl")), 1 << 20)) {
            for (int read = in.read(); read >= 0; read = in.read()) {
                lines += read == '\n' ? 1 : 0;
            }
        }
        return lines;
    }
}

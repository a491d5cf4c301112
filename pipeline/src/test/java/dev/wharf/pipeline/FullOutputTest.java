package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output that takes nothing more, as on a full disk: noticed between records, and in the middle of them. */
final class FullOutputTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void theLedgerAddsUp(int records) throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("in.jsonl"), ("{\"a\":\"" + "x".repeat(1_000) + "\"}\n").repeat(records));

        PipelineRun.Result result = Trial.of("""
            [[stages]]
            id = "in"
            function = "json.read"
            config = { path = "FILE", format = "jsonl" }
            [[stages]]
            id = "out"
            function = "stdout.write"
            inputs = ["in"]
            """.replace("FILE", file.toString()))
                .printingTo(new OutputStream() {
                    @Override
                    public void write(int single) throws IOException {
                        throw new IOException("No space left on device");
                    }
                })
                .run();

        assertThat(result.failure()).hasMessageContaining("standard output cannot be written");
        assertThat(result.ledger().mismatches()).isEmpty();
        assertThat(result.ledger().rows())
                .allSatisfy(row -> assertThat(row.inFlight()).isZero());
    }
}

package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadRunIT {
    @TempDir
    static Path folder;

    private static LoadBroker broker;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = LoadBroker.start(folder);
    }

    @AfterAll
    static void stopBroker() throws IOException {
        broker.close();
    }

    // The run itself compares every output record and the committed offsets, and fails if any is wrong.
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "filter hand,tree,streams",
                "project hand",
                "once hand-once,wharf-once",
                "avro-to-json wharf,wharf-avro",
                "handler poll,handler",
                "handler-1k handler"
            })
    void contestantsMoveEveryRecord(String bench, String contestants) throws IOException, InterruptedException {
        LoadOptions options = LoadOptions.parse(
                "--bench", bench,
                "--records", "20000",
                "--repeats", "1",
                "--warmups", "0",
                "--contestants", contestants);

        try (LoadRun run = new LoadRun(options, broker, folder)) {
            List<LoadRow> rows = run.rows(row -> {});

            assertThat(rows).extracting(LoadRow::contestant).containsExactlyElementsOf(options.contestants());
            assertThat(rows).allSatisfy(row -> {
                assertThat(row.recordsOut())
                        .isBetween(
                                options.bench().sends() ? 9_000L : 0,
                                options.bench().sends() ? 11_000L : 0);
                assertThat(row.steady().cpuNs()).isPositive();
                assertThat(row.steady().wallNs()).isPositive();
                assertThat(row.steady().allocatedBytes())
                        .isPositive()
                        .isLessThan(row.whole().allocatedBytes());
            });
        }
    }
}

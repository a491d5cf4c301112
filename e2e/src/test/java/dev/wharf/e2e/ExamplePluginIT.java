package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.DeadLetter;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.OutputRecord;
import dev.wharf.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage in {@code examples/stage}, put into the folder of plugins, does what its page and its pipeline say. */
final class ExamplePluginIT {
    private static final int FLIGHTS = 5_000;
    private static final int FROM_HONOLULU = 30;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theExamplePipelineRunsWithThePlugin() {
        Path home = Plugins.install(Path.of(System.getProperty("wharf.plugin", "?")), folder.resolve("wharf"));
        try (KillHarness harness = new KillHarness(home);
                EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            String brokers = kafka.bootstrapServers();
            TestTopics.create(brokers, 4, "flights-to-check", "flights-checked", "flights-dead");
            ChildProcess run =
                    Wharf.in(home, harness).at(home).start("run", "run", "examples/waits.toml", "--brokers", brokers);
            assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isZero();

            assertThat(OutputRecord.readAll(brokers, "flights-checked")).hasSize(FLIGHTS - FROM_HONOLULU);
            List<DeadLetter> dead = DeadLetter.readAll(brokers, "flights-dead");
            assertThat(dead)
                    .hasSize(FROM_HONOLULU)
                    .allMatch(letter -> StandardCharsets.UTF_8.encode("HNL").equals(letter.key()));
        }
    }
}

package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerClusterIT {
    private static final String TOPIC = "orders";

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void keepsWhatItAcknowledgedThroughAKillAFreezeAndACut() {
        try (BrokerCluster cluster =
                BrokerCluster.in(harness, folder.resolve("cluster")).proxied().start()) {
            TestTopics.create(cluster.bootstrapServers(), 3, TOPIC);
            Generator.Load load = Generator.Load.of(TOPIC, 500, 1_000_000);
            try (Generator generator = Generator.start(cluster.bootstrapServers(), load, folder.resolve("ledger"))) {
                awaitMore(generator);
                cluster.kill(0);
                awaitMore(generator);
                cluster.restart(0);
                cluster.awaitAllInSync();
                cluster.freeze(1);
                awaitMore(generator);
                cluster.thaw(1);
                cluster.awaitAllInSync();
                cluster.proxy(2).cut();
                cluster.proxy(2).restore();
                awaitMore(generator);
                assertThatAllIsThereOnce(generator.stop(), cluster.directServers());
            }
        }
    }

    private void awaitMore(Generator generator) {
        long before = generator.acknowledged();
        Await.until(
                "acknowledgements\n" + harness.tails(), Await.LIMIT, () -> generator.acknowledged() >= before + 1_000);
    }

    private static void assertThatAllIsThereOnce(List<SendLedger.Entry> sent, String brokers) {
        assertThat(sent).allMatch(SendLedger.Entry::acknowledged);
        List<String> output = OutputRecord.readAll(brokers, TOPIC).stream()
                .map(record -> String.valueOf(record.value()))
                .toList();
        Set<String> wanted = sent.stream().map(entry -> entry.sent().value()).collect(Collectors.toSet());
        assertThat(new HashSet<>(output)).isEqualTo(wanted);
        assertThat(output).hasSize(wanted.size());
    }

    @Test
    void oneBrokerKeepsItsDataThroughAKill() {
        try (BrokerCluster cluster =
                BrokerCluster.in(harness, folder.resolve("one")).brokers(1).start()) {
            TestTopics.create(cluster.bootstrapServers(), 1, TOPIC);
            Generator.Load load = Generator.Load.of(TOPIC, 10_000, 100);
            try (Generator generator = Generator.start(cluster.bootstrapServers(), load, folder.resolve("ledger"))) {
                List<SendLedger.Entry> sent = generator.awaitTotal();
                cluster.kill(0);
                cluster.restart(0);
                assertThatAllIsThereOnce(sent, cluster.bootstrapServers());
            }
        }
    }
}

package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.BusyKill;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.GroupView;
import dev.wharf.testkit.Kill;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.LedgerReport;
import dev.wharf.testkit.SendLedger;
import dev.wharf.testkit.TestTopics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One of two workers dies by kill -9, again and again, under load: nothing is lost, the order of each key is kept, and
 * only what the dead worker had not committed comes twice.
 */
@Execution(ExecutionMode.CONCURRENT)
final class WorkerKillIT {
    private static final int PARTITIONS = 4;
    private static final int PER_SECOND = 2_000;

    /** The brokers decide the timing of the consumer protocol, and allow no quick one by default. */
    private static final Map<String, String> BROKER = Map.of(
            "group.min.session.timeout.ms", "1000",
            "group.consumer.min.session.timeout.ms", "1000",
            "group.consumer.session.timeout.ms", "6000",
            "group.consumer.min.heartbeat.interval.ms", "500",
            "group.consumer.heartbeat.interval.ms", "1000",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before each test
    private EmbeddedKafka kafka;

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
        kafka = EmbeddedKafka.builder().brokerSettings(BROKER).start();
        TestTopics.create(kafka.bootstrapServers(), PARTITIONS, Pipeline.INPUT, Pipeline.OUTPUT);
    }

    @AfterEach
    void close() {
        harness.close();
        kafka.close();
    }

    @Test
    void losesNothingInAClassicGroup() {
        killsUnderLoad(3, "session.timeout.ms", "6000");
    }

    @Test
    void losesNothingInAConsumerGroup() {
        killsUnderLoad(3, "group.protocol", "consumer");
    }

    @Test
    @Tag("long")
    void losesNothingInAClassicGroupWithManyKills() {
        killsUnderLoad(20, "session.timeout.ms", "6000");
    }

    @Test
    @Tag("long")
    void losesNothingInAConsumerGroupWithManyKills() {
        killsUnderLoad(20, "group.protocol", "consumer");
    }

    @ParameterizedTest
    @CsvSource({"session.timeout.ms, 6000", "group.protocol, consumer"})
    void losesAndDoublesNothingExactlyOnce(String key, String value) {
        LedgerReport report =
                killsUnderLoad(3, pipeline -> pipeline.with("pipeline.delivery", "exactly_once"), key, value);
        assertThat(report.duplicates()).isEmpty();
    }

    private void killsUnderLoad(int kills, String clientKey, String clientValue) {
        LedgerReport report = killsUnderLoad(kills, UnaryOperator.identity(), clientKey, clientValue);
        assertThat(report.duplicates().size()).isLessThanOrEqualTo((int)
                report.allowedDuplicates().stream().mapToLong(Long::longValue).sum());
    }

    private LedgerReport killsUnderLoad(
            int kills, UnaryOperator<Pipeline> delivery, String clientKey, String clientValue) {
        String brokers = kafka.bootstrapServers();
        List<Worker> workers = new ArrayList<>();
        for (String name : List.of("worker-a", "worker-b")) {
            workers.add(new Worker(delivery.apply(Pipeline.of(name, brokers))
                    .streaming()
                    // A slow machine may not make the other worker give up what it has on its way.
                    .with("pipeline.drain_timeout_ms", 60_000)
                    .sourceClient(clientKey, clientValue)));
        }
        try (CopyRig rig = CopyRig.start(brokers, harness, folder, PER_SECOND)) {
            List<Kill> killed = kill(kills, workers, rig.view());
            List<SendLedger.Entry> sent = rig.finish();
            workers.forEach(worker -> rig.stop(worker.process));
            LedgerReport report = rig.check(sent, killed);
            assertThat(killed).allMatch(Kill::busy);
            return report;
        }
    }

    private List<Kill> kill(int kills, List<Worker> workers, GroupView view) {
        BusyKill busy = new BusyKill(view);
        List<Kill> killed = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            Worker victim = workers.get(i % workers.size());
            killed.add(busy.kill(victim.process, victim.pipeline.clientId(), workers.size()));
            victim.restart();
        }
        // One that has only just been started does not know yet what to do when it is stopped.
        busy.awaitAlive(workers.size());
        return killed;
    }

    private final class Worker {
        private final Pipeline pipeline;
        private ChildProcess process;

        Worker(Pipeline pipeline) {
            this.pipeline = pipeline;
            this.process = Wharf.in(folder, harness).run(pipeline);
        }

        void restart() {
            process = Wharf.in(folder, harness).run(pipeline);
        }
    }
}

package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.Generator;
import dev.wharf.testkit.GroupView;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.LedgerChecker;
import dev.wharf.testkit.OutputRecord;
import dev.wharf.testkit.SendLedger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several workers in a process, and several processes in a group, share what there is to read. Each test has a broker
 * of its own and mostly waits: for groups to form, and for records that do not come.
 */
final class WorkersIT {
    private static final int TOTAL = 20_000;
    private static final int AT_ONCE = 1_000_000;
    private static final long TIMEOUT_MS = 3_000;

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before each test
    private EmbeddedKafka kafka;

    private List<SendLedger.Entry> sent = List.of();

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
        kafka = CopyRig.kafka();
        Generator.Load load = Generator.Load.of(Pipeline.INPUT, AT_ONCE, TOTAL);
        try (Generator generator = Generator.start(kafka.bootstrapServers(), load, folder.resolve("ledger"))) {
            sent = generator.awaitTotal();
        }
    }

    @AfterEach
    void close() {
        harness.close();
        kafka.close();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"classic", "consumer"})
    void threeWorkersReadFourPartitions(String protocol) {
        end(run(pipeline("copy").with("pipeline.workers", 3).sourceClient("group.protocol", protocol)));
        checkAll();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"classic", "consumer"})
    void moreWorkersThanPartitionsEndWell(String protocol) {
        end(run(pipeline("copy").with("pipeline.workers", 7).sourceClient("group.protocol", protocol)));
        checkAll();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void workersShareTheNumberOfRecordsToRead() {
        Pipeline some = Pipeline.of("copy", kafka.bootstrapServers())
                .with("pipeline.workers", 3)
                .bounded(TOTAL / 4, 60_000);
        end(run(some));
        assertThat(committed()).isEqualTo(TOTAL / 4);
        end(run(pipeline("copy").with("pipeline.workers", 3)));
        checkAll();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void twoProcessesShareAGroup() {
        ChildProcess one = run(pipeline("one"));
        ChildProcess other = run(pipeline("other").with("pipeline.workers", 2));
        end(one);
        end(other);
        checkAll();
    }

    /** The group waits for the dead one, longer than the timeout: that is no lack of records. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aRunAfterAKillWaitsUntilTheGroupHasTakenItIn() {
        Pipeline first = Pipeline.of("first", kafka.bootstrapServers())
                .with("pipeline.commit_interval_ms", 50)
                .sourceClient("session.timeout.ms", 10_000)
                .streaming();
        ChildProcess killed = run(first);
        Await.until("the first run to read all", Await.LIMIT, () -> committed() == TOTAL);
        killed.kill();
        sendMore();
        end(run(pipeline("next")));
        try (GroupView view = view()) {
            assertThat(view.done()).as(harness::tails).isTrue();
        }
    }

    private Pipeline pipeline(String name) {
        return Pipeline.of(name, kafka.bootstrapServers()).bounded(Long.MAX_VALUE, TIMEOUT_MS);
    }

    /** Sends some more. */
    private void sendMore() {
        Generator.Load load = Generator.Load.of(Pipeline.INPUT, AT_ONCE, TOTAL);
        try (Generator generator = Generator.start(kafka.bootstrapServers(), load, folder.resolve("more"))) {
            assertThat(generator.awaitTotal()).hasSize(TOTAL);
        }
    }

    private ChildProcess run(Pipeline pipeline) {
        return Wharf.in(folder, harness).run(pipeline);
    }

    private void end(ChildProcess run) {
        assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
    }

    private GroupView view() {
        return new GroupView(kafka.bootstrapServers(), Pipeline.GROUP, Pipeline.INPUT, Pipeline.OUTPUT);
    }

    private long committed() {
        try (GroupView view = view()) {
            return view.committed().values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private void checkAll() {
        List<OutputRecord> output = OutputRecord.readAll(kafka.bootstrapServers(), Pipeline.OUTPUT);
        assertThat(LedgerChecker.check(sent, record -> record.amount() >= Pipeline.LEAST_AMOUNT, output, List.of())
                        .problems())
                .as(harness::tails)
                .isEmpty();
        assertThat(committed()).isEqualTo(TOTAL);
    }
}

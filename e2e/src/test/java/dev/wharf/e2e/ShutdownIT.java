package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.ChildProcess.Signal;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.LedgerReport;
import dev.wharf.testkit.SendLedger;
import dev.wharf.testkit.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends a run under load in good order within 10 s, and a second one at once. */
@Tag("timed")
final class ShutdownIT {
    private static final int PER_SECOND = 10_000;
    private static final long UNDER_LOAD = 5_000;
    private static final Duration PROMISED = Duration.ofSeconds(10);
    private static final int SIGTERM_EXIT = 128 + 15;
    /** So long that only a second signal can end a run that cannot drain. */
    private static final long DRAIN_FOREVER_MS = 3_600_000;

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Wharf wharf;

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
        wharf = Wharf.in(folder, harness);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void sigtermUnderLoadLosesAndRepeatsNothing() {
        endsInGoodOrder(Signal.TERM);
    }

    @Test
    void sigintUnderLoadLosesAndRepeatsNothing() {
        endsInGoodOrder(Signal.INT);
    }

    private void endsInGoodOrder(Signal signal) {
        try (EmbeddedKafka kafka = CopyRig.kafka()) {
            Pipeline pipeline = Pipeline.of("copy", kafka.bootstrapServers()).streaming();
            try (CopyRig rig = CopyRig.start(kafka.bootstrapServers(), harness, folder, PER_SECOND)) {
                ChildProcess process = wharf.run(pipeline);
                rig.awaitOutput(UNDER_LOAD);
                assertThat(rig.generator().sending()).isTrue();
                assertThat(timeToEnd(process, signal, 0)).isLessThan(PROMISED);
                ChildProcess last = wharf.run(pipeline);
                List<SendLedger.Entry> sent = rig.finish();
                rig.stop(last);
                LedgerReport report = rig.check(sent, List.of());
                assertThat(report.duplicates()).isEmpty();
            }
        }
    }

    private Duration timeToEnd(ChildProcess process, Signal signal, int exit) {
        long start = System.nanoTime();
        process.send(signal);
        assertThat(process.awaitExit(Await.LIMIT)).as(harness::tails).isEqualTo(exit);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The broker is frozen, so nothing that is on its way can be acknowledged, and no offset committed. */
    @Test
    void secondSigtermEndsADrainAtOnce() {
        TestBroker broker = CopyRig.broker(harness, folder);
        Pipeline pipeline = Pipeline.of("copy", broker.bootstrapServers())
                .streaming()
                .with("pipeline.drain_timeout_ms", DRAIN_FOREVER_MS);
        try (CopyRig rig = CopyRig.start(broker.bootstrapServers(), harness, folder, PER_SECOND)) {
            ChildProcess process = runAndFreeze(pipeline, rig, broker);
            process.send(Signal.TERM);
            // The first may not have been taken yet when the second comes, and the two are one then: so once more.
            long start = System.nanoTime();
            Await.until("an end by the second signal", Await.LIMIT, () -> {
                process.send(Signal.TERM);
                return !process.alive();
            });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMISED);
            assertThat(process.awaitExit(Await.LIMIT)).as(harness::tails).isEqualTo(SIGTERM_EXIT);
        }
    }

    @Test
    void sigtermEndsInTimeWhileTheBrokerIsFrozen() {
        TestBroker broker = CopyRig.broker(harness, folder);
        Pipeline pipeline = Pipeline.of("copy", broker.bootstrapServers())
                .streaming()
                // The frozen broker does not hear that the run leaves the group, so the next one waits for its session.
                .sourceClient("session.timeout.ms", 6_000);
        try (CopyRig rig = CopyRig.start(broker.bootstrapServers(), harness, folder, PER_SECOND)) {
            ChildProcess process = runAndFreeze(pipeline, rig, broker);
            assertThat(timeToEnd(process, Signal.TERM, 1)).isLessThan(PROMISED);
            assertThat(process.err()).contains("could not be committed");

            broker.process().send(Signal.CONT);
            ChildProcess last = wharf.run(pipeline);
            List<SendLedger.Entry> sent = rig.finish();
            rig.stop(last);
            LedgerReport report = rig.report(sent, List.of());
            assertThat(report.lost()).isEmpty();
            assertThat(report.outOfOrder()).isEmpty();
        }
    }

    private ChildProcess runAndFreeze(Pipeline pipeline, CopyRig rig, TestBroker broker) {
        ChildProcess process = wharf.run(pipeline);
        rig.awaitOutput(UNDER_LOAD);
        broker.process().send(Signal.STOP);
        return process;
    }
}

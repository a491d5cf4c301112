package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.Generator;
import dev.wharf.testkit.GroupView;
import dev.wharf.testkit.Kill;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.LedgerChecker;
import dev.wharf.testkit.LedgerReport;
import dev.wharf.testkit.OutputRecord;
import dev.wharf.testkit.SendLedger;
import dev.wharf.testkit.TestBroker;
import dev.wharf.testkit.TestTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the fault tests of the copying pipeline have in common: a load, a view of the group, and the check at the end.
 */
final class CopyRig implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final long MOST_RECORDS = 2_000_000;

    private final String brokers;
    private final KillHarness harness;
    private final GroupView view;
    private final Generator generator;

    private CopyRig(String brokers, KillHarness harness, Generator generator) {
        this.brokers = brokers;
        this.harness = harness;
        this.generator = generator;
        this.view = new GroupView(brokers, Pipeline.GROUP, Pipeline.INPUT, Pipeline.OUTPUT);
    }

    /** Starts the load: so many records a second, until it is stopped. */
    static CopyRig start(String brokers, KillHarness harness, Path folder, int perSecond) {
        Generator.Load load = Generator.Load.of(Pipeline.INPUT, perSecond, MOST_RECORDS);
        return new CopyRig(brokers, harness, Generator.start(brokers, load, folder.resolve("ledger")));
    }

    /** A broker in this process, with both topics. */
    static EmbeddedKafka kafka() {
        EmbeddedKafka kafka = EmbeddedKafka.builder().start();
        TestTopics.create(kafka.bootstrapServers(), PARTITIONS, Pipeline.INPUT, Pipeline.OUTPUT);
        return kafka;
    }

    /** A broker that can be killed and frozen, with both topics. */
    static TestBroker broker(KillHarness harness, Path folder) {
        TestBroker broker = TestBroker.start(harness, folder.resolve("broker"), Map.of());
        TestTopics.create(broker.bootstrapServers(), PARTITIONS, Pipeline.INPUT, Pipeline.OUTPUT);
        return broker;
    }

    GroupView view() {
        return view;
    }

    Generator generator() {
        return generator;
    }

    /** Waits until so many records more are in the output. */
    void awaitOutput(long more) {
        long before = view.outputCount();
        Await.until(
                () -> more + " records more in the output\n" + harness.tails(),
                Await.LIMIT,
                () -> view.outputCount() >= before + more);
    }

    /** Ends the load, and waits until the group has committed all of it. */
    List<SendLedger.Entry> finish() {
        List<SendLedger.Entry> sent = generator.stop();
        Await.until("all of the input to be committed", Await.LIMIT, view::done);
        return sent;
    }

    /** Nothing lost, nothing out of order, and no duplicate that no kill explains. */
    LedgerReport check(List<SendLedger.Entry> sent, List<Kill> kills) {
        LedgerReport report = report(sent, kills);
        assertThat(report.problems()).as(harness::tails).isEmpty();
        return report;
    }

    /** What the ledger says, without a judgement. */
    LedgerReport report(List<SendLedger.Entry> sent, List<Kill> kills) {
        List<OutputRecord> output = OutputRecord.readAll(brokers, Pipeline.OUTPUT);
        LedgerReport report =
                LedgerChecker.check(sent, record -> record.amount() >= Pipeline.LEAST_AMOUNT, output, kills);
        System.out.println("ledger: " + report.summary());
        return report;
    }

    /** Ends a run in good order. */
    void stop(ChildProcess run) {
        run.send(ChildProcess.Signal.TERM);
        assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
    }

    @Override
    public void close() {
        generator.close();
        view.close();
    }
}

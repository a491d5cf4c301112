package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.e2e.plugin.PlannedWait;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.BusyKill;
import dev.wharf.testkit.BusyProof;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.CommitSample;
import dev.wharf.testkit.CommitWatch;
import dev.wharf.testkit.FailurePlan;
import dev.wharf.testkit.Generator;
import dev.wharf.testkit.GroupView;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.SendLedger;
import dev.wharf.testkit.TestTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * A run for fault tests: records with headers in one topic, a pipeline with a stage that waits and fails by plan, an
 * output, dead letters, and a watch over the commits. Several can run at a time, each with a name of its own.
 */
final class FaultRig implements AutoCloseable {
    static final String AT_LEAST_ONCE = "at_least_once";
    static final String EXACTLY_ONCE = "exactly_once";
    private static final int PARTITIONS = 4;
    private static final long MOST_RECORDS = 2_000_000;
    private static final int WAIT_MS = 2;
    /** How soon after the last fault everything has to be done. */
    private static final Duration LAG_LIMIT = Duration.ofSeconds(30);

    private final Setting setting;
    private final String name;
    private final FailurePlan failures;
    private final boolean exactlyOnce;
    private final Wharf wharf;
    private final GroupView view;
    private final GroupView deadView;
    private final CommitWatch watch;
    private final Generator generator;

    private FaultRig(Setting setting, String name, String delivery, int perSecond) {
        this.setting = setting;
        this.name = name;
        this.exactlyOnce = delivery.equals(EXACTLY_ONCE);
        this.wharf = Wharf.in(setting.folder, setting.harness).at(setting.home);
        Map<String, String> brokersTime = Map.of("message.timestamp.type", "LogAppendTime");
        TestTopics.create(setting.direct, PARTITIONS, input());
        TestTopics.create(setting.direct, PARTITIONS, brokersTime, output(), dead());
        Generator.Load load =
                Generator.Load.of(input(), perSecond, MOST_RECORDS).withHeaders();
        this.failures = FailurePlan.of(load.seed());
        System.out.println(name + ": failures " + failures.text());
        this.view = new GroupView(setting.direct, group(), input(), output());
        this.deadView = new GroupView(setting.direct, group(), input(), dead());
        this.watch = CommitWatch.start(setting.direct, group());
        this.generator = Generator.start(setting.direct, load, setting.folder.resolve(name + ".ledger"));
    }

    /** A broker in this process, with short times for groups and transactions. */
    static EmbeddedKafka kafka() {
        return EmbeddedKafka.builder()
                .brokerSettings(Map.of(
                        "group.min.session.timeout.ms", "1000",
                        "group.consumer.min.session.timeout.ms", "1000",
                        "group.consumer.session.timeout.ms", "6000",
                        "group.consumer.min.heartbeat.interval.ms", "500",
                        "group.consumer.heartbeat.interval.ms", "1000",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"))
                .start();
    }

    /**
     * Where runs take place.
     *
     * @param brokers for pipelines
     * @param direct the same brokers for those who send and watch, past all proxies
     * @param home of a distribution with {@link PlannedWait}
     */
    record Setting(String brokers, String direct, KillHarness harness, Path folder, Path home) {
        static Setting of(String brokers, String direct, KillHarness harness, Path folder) {
            Path jar = Plugins.pack(folder.resolve("planned-wait.jar"), PlannedWait.class, FailurePlan.class);
            return new Setting(brokers, direct, harness, folder, Plugins.install(jar, folder.resolve("wharf")));
        }

        static Setting of(EmbeddedKafka kafka, KillHarness harness, Path folder) {
            return of(kafka.bootstrapServers(), kafka.bootstrapServers(), harness, folder);
        }

        /** Starts the load: so many records a second, until the end. */
        FaultRig start(String name, String delivery, int perSecond) {
            return new FaultRig(this, name, delivery, perSecond);
        }
    }

    String group() {
        return "group-" + name;
    }

    String input() {
        return "in-" + name;
    }

    String output() {
        return "out-" + name;
    }

    String dead() {
        return "dead-" + name;
    }

    String directBrokers() {
        return setting.direct;
    }

    boolean isExactlyOnce() {
        return exactlyOnce;
    }

    FailurePlan failures() {
        return failures;
    }

    GroupView view() {
        return view;
    }

    /** The group and its dead letters. */
    GroupView deadView() {
        return deadView;
    }

    CommitWatch watch() {
        return watch;
    }

    BusyKill busyKill() {
        return new BusyKill(view);
    }

    /** The pipeline of one member of the group. */
    Pipeline pipeline(String member) {
        return Pipeline.of(name + "-" + member, setting.brokers)
                .with("source.topic", input())
                .with("source.group_id", group())
                .with("sink.topic", output())
                .with("pipeline.delivery", exactlyOnce ? EXACTLY_ONCE : AT_LEAST_ONCE)
                .with("pipeline.commit_interval_ms", 200)
                // A slow machine may not make a member give up what it has on its way.
                .with("pipeline.drain_timeout_ms", 60_000)
                .waiting(failures, WAIT_MS, dead())
                .streaming();
    }

    ChildProcess run(Pipeline pipeline) {
        return wharf.run(pipeline);
    }

    /** Waits until so many records more are committed. */
    void awaitProgress(long more) {
        long before = committed();
        Await.until(
                () -> more + " records more of " + input() + "\n" + setting.harness.tails(),
                Await.LIMIT,
                () -> committed() >= before + more);
    }

    /** From the watch, which bears brokers that do not answer. */
    private long committed() {
        List<CommitSample> samples = watch.samples();
        return samples.isEmpty()
                ? 0
                : samples.getLast().committed().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    /** Waits until the group is at work on these partitions of the input: a fault that hits none proves nothing. */
    void awaitWork(Set<Integer> partitions) {
        Set<TopicPartition> watched = partitions.stream()
                .map(partition -> new TopicPartition(input(), partition))
                .collect(Collectors.toSet());
        Await.until(
                () -> "work on " + watched + "\n" + setting.harness.tails(),
                Await.LIMIT,
                () -> BusyProof.of(name, System.currentTimeMillis(), BusyProof.progress(watch.samples(), watched))
                        .busy());
    }

    /** All of the input. */
    void awaitWork() {
        awaitWork(IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toSet()));
    }

    /** Ends the load, and waits until the group has committed all of it, which may not take long. */
    List<SendLedger.Entry> finish() {
        List<SendLedger.Entry> sent = generator.stop();
        long start = System.nanoTime();
        Await.until(
                () -> "all of " + input() + " to be committed; committed " + view.committed() + " of "
                        + view.inputEnds() + ", members " + view.members() + "\n" + setting.harness.tails(),
                Await.LIMIT,
                view::done);
        Duration lag = Duration.ofNanos(System.nanoTime() - start);
        System.out.println(name + ": all was committed " + lag.toMillis() + " ms after the end of the load");
        assertThat(lag).isLessThan(LAG_LIMIT);
        return sent;
    }

    /** Ends a member in good order. */
    void stop(ChildProcess run) {
        run.send(ChildProcess.Signal.TERM);
        assertThat(run.awaitExit(Await.LIMIT)).as(setting.harness::tails).isZero();
    }

    @Override
    public void close() {
        generator.close();
        watch.close();
        view.close();
        deadView.close();
    }

    /** The group as brokers see it, and the last lines of all processes. */
    String state() {
        return "members " + view.members() + "\n" + setting.harness.tails();
    }
}

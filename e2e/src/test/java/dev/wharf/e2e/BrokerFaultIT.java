package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.SendLedger;
import dev.wharf.testkit.TestBroker;
import dev.wharf.testkit.TestTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * A broker that is not there, refuses the login, lacks the topic, or goes away in the middle of a run. Where nothing
 * moves, and a test only waits for what a broker of its own says, it runs beside others.
 */
@Tag("timed")
final class BrokerFaultIT {
    private static final int ENVIRONMENT_MISSING = 3;
    private static final Duration PROMISED = Duration.ofSeconds(10);
    private static final String PASSWORD = "right-7f3a";
    private static final String WRONG_PASSWORD = "wrong-91c4";

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
    @Execution(ExecutionMode.CONCURRENT)
    void saysSoonThatNobodyListensAtTheAddress() {
        String nobody = "127.0.0.1:" + TestBroker.closedPort();
        assertThat(refusal(Pipeline.of("copy", nobody).streaming()))
                .contains("no broker answers at " + nobody, "start it, or correct --brokers");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void saysSoonThatWhoListensDoesNotAnswer() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + mute.getLocalPort();
            assertThat(refusal(Pipeline.of("copy", address).streaming()))
                    .contains("no broker answers at " + address, "start it, or correct --brokers");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void saysWhichCommandCreatesAMissingTopic() {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            TestTopics.create(kafka.bootstrapServers(), 1, Pipeline.INPUT);
            String brokers = kafka.bootstrapServers();
            assertThat(refusal(Pipeline.of("copy", brokers).streaming()))
                    .contains("topic out does not exist", "wharf topics create out --brokers " + brokers)
                    .doesNotContain("topic in ");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void saysThatTheLoginIsRefusedAndTellsNoSecret() {
        try (EmbeddedKafka kafka = withLogin()) {
            ChildProcess run = wharf.with("PASSWORD", WRONG_PASSWORD).run(loggingIn(kafka));
            assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isEqualTo(ENVIRONMENT_MISSING);
            assertThat(run.err()).contains("refuse the login", "check user name, password");
            assertThat(run.out() + run.err()).doesNotContain(WRONG_PASSWORD, PASSWORD);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void runsWithTheRightPassword() {
        try (EmbeddedKafka kafka = withLogin()) {
            ChildProcess run = wharf.with("PASSWORD", PASSWORD).run(loggingIn(kafka));
            assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
            assertThat(run.out() + run.err()).doesNotContain(PASSWORD);
        }
    }

    /** Without a broker that serves there is just the waiting for it; start-up is the machine's own time. */
    private String refusal(Pipeline pipeline) {
        Duration startUp = wharf.startUp();
        long start = System.nanoTime();
        ChildProcess run = wharf.run(pipeline);
        assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isEqualTo(ENVIRONMENT_MISSING);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMISED.plus(startUp.multipliedBy(2)));
        return run.err();
    }

    private static EmbeddedKafka withLogin() {
        EmbeddedKafka kafka =
                EmbeddedKafka.builder().saslPlain(Map.of("ann", PASSWORD)).start();
        kafka.createTopic(Pipeline.INPUT, 1);
        kafka.createTopic(Pipeline.OUTPUT, 1);
        return kafka;
    }

    private static Pipeline loggingIn(EmbeddedKafka kafka) {
        return Pipeline.of("copy", kafka.bootstrapServers())
                .bounded(10, 1_000)
                .client("security.protocol", "SASL_PLAINTEXT")
                .both("username", "ann")
                .both("password", "${env:PASSWORD}");
    }

    @Test
    void aStreamingRunGoesOnAfterAnOutage() {
        outage(Pipeline::streaming, Duration.ofSeconds(10));
    }

    /** The time for which it waits for records is shorter than the outage, and the outage is no lack of records. */
    @Test
    void aBoundedRunGoesOnAfterAnOutage() {
        outage(pipeline -> pipeline.bounded(Long.MAX_VALUE, 2_000), Duration.ofSeconds(10));
    }

    @Test
    @Tag("long")
    void aStreamingRunGoesOnAfterAMinuteWithoutABroker() {
        outage(Pipeline::streaming, Duration.ofSeconds(60));
    }

    @Test
    @Tag("long")
    void aBoundedRunGoesOnAfterAMinuteWithoutABroker() {
        outage(pipeline -> pipeline.bounded(Long.MAX_VALUE, 30_000), Duration.ofSeconds(60));
    }

    private void outage(UnaryOperator<Pipeline> kind, Duration length) {
        TestBroker broker = CopyRig.broker(harness, folder);
        String brokers = broker.bootstrapServers();
        Pipeline pipeline = kind.apply(Pipeline.of("copy", brokers));
        try (CopyRig rig = CopyRig.start(brokers, harness, folder, 2_000)) {
            ChildProcess run = wharf.run(pipeline);
            rig.awaitOutput(5_000);
            broker.kill();
            long start = System.nanoTime();
            Await.until("the end of the outage", Await.LIMIT, () -> System.nanoTime() - start > length.toNanos());
            assertThat(run.alive()).as(harness::tails).isTrue();
            broker.restart();
            rig.awaitOutput(5_000);
            List<SendLedger.Entry> sent = rig.finish();
            if (!pipeline.lines().containsKey("source.max_messages")) {
                run.send(ChildProcess.Signal.TERM);
            }
            assertThat(run.awaitExit(Await.LIMIT)).as(harness::tails).isZero();
            rig.check(sent, List.of());
        }
    }
}

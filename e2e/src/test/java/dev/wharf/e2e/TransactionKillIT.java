package dev.wharf.e2e;

import dev.wharf.testkit.Await;
import dev.wharf.testkit.BrokerCluster;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.SendLedger;
import dev.wharf.testkit.TcpProxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker dies by kill -9 between each pair of steps of its transactions: a proxy kills it when a request comes by,
 * which then never arrives, or when the response to one does, which it then never gets.
 */
final class TransactionKillIT {
    private static final int PER_SECOND = 2_000;

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BrokerCluster cluster;

    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
        cluster = BrokerCluster.in(harness, folder.resolve("cluster"))
                .brokers(1)
                .proxied()
                .start();
        cluster.proxy(0).tap(new Tap());
    }

    @AfterEach
    void close() {
        cluster.close();
        harness.close();
    }

    /** Where a worker dies: at a request, or at the response to it. */
    private record Step(ApiKeys api, boolean response) {
        boolean isOf(short key, boolean isResponse) {
            return api.id == key && response == isResponse;
        }

        @Override
        public String toString() {
            return (response ? "after " : "before ") + api;
        }
    }

    private record Trap(Step step, ChildProcess victim) {}

    /** Kills on the thread of the connection, so that nothing passes meanwhile. */
    private final class Tap implements TcpProxy.Tap {
        @Override
        public boolean passes(short api, boolean response) {
            Trap set = trap.get();
            if (set == null || !set.step.isOf(api, response) || !trap.compareAndSet(set, null)) {
                return true;
            }
            set.victim.kill();
            return false;
        }
    }

    @Test
    void losesAndDoublesNothingWhenKilledAroundACommit() {
        killed("classic", List.of(new Step(ApiKeys.END_TXN, false), new Step(ApiKeys.END_TXN, true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    @Tag("chaos")
    void losesAndDoublesNothingWhenKilledAnywhere(String protocol) {
        // Since transactions of version 2 the partitions come with what is sent, and the group with its offsets.
        List<Step> steps =
                List.of(ApiKeys.INIT_PRODUCER_ID, ApiKeys.PRODUCE, ApiKeys.TXN_OFFSET_COMMIT, ApiKeys.END_TXN).stream()
                        .flatMap(api -> List.of(new Step(api, false), new Step(api, true)).stream())
                        .toList();
        killed(protocol, steps);
    }

    private void killed(String protocol, List<Step> steps) {
        FaultRig.Setting setting =
                FaultRig.Setting.of(cluster.bootstrapServers(), cluster.directServers(), harness, folder);
        try (FaultRig rig = setting.start("steps-" + protocol, FaultRig.EXACTLY_ONCE, PER_SECOND)) {
            Pipeline pipeline = rig.pipeline("a").sourceClient("group.protocol", protocol);
            if (protocol.equals("classic")) {
                pipeline =
                        pipeline.sourceClient("session.timeout.ms", 2_000).sourceClient("heartbeat.interval.ms", 500);
            }
            for (Step step : steps) {
                kill(rig, pipeline, step);
            }
            ChildProcess last = rig.run(pipeline);
            rig.awaitWork();
            List<SendLedger.Entry> sent = rig.finish();
            rig.stop(last);
            new FaultCheck(rig, sent).holdsOnce();
        }
    }

    /** In the middle of its work, but for the one step that comes before all work. */
    private void kill(FaultRig rig, Pipeline pipeline, Step step) {
        ChildProcess victim = rig.run(pipeline);
        if (step.api != ApiKeys.INIT_PRODUCER_ID) {
            rig.awaitWork();
        }
        trap.set(new Trap(step, victim));
        Await.until(() -> "death " + step + "\n" + harness.tails(), Await.LIMIT, () -> !victim.alive());
        System.out.println(Instant.now() + " killed " + step);
    }
}

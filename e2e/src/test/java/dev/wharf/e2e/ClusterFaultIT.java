package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.testkit.Await;
import dev.wharf.testkit.BrokerCluster;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.SendLedger;
import dev.wharf.testkit.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three brokers in JVMs of their own are killed and frozen in turn, and the network to them is cut, delayed, sliced and
 * reset, under two pipelines side by side: one delivers at least once, the other exactly once.
 */
final class ClusterFaultIT {
    private static final int PER_SECOND = 500;
    /** What has to come through between two faults, and during one that leaves a way. */
    private static final int UNDER_WAY = 500;

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BrokerCluster cluster;

    private final List<FaultRig> rigs = new ArrayList<>();
    /** One for each, if there was any. */
    private final List<FaultCheck.Outage> outages = new ArrayList<>();

    @BeforeEach
    void open() {
        harness = new KillHarness(folder);
        cluster = BrokerCluster.in(harness, folder.resolve("cluster")).proxied().start();
    }

    @AfterEach
    void close() {
        rigs.forEach(FaultRig::close);
        cluster.close();
        harness.close();
    }

    @Test
    void losesNothingWhenBrokersAndNetworkFail() {
        under(() -> {
            killed(0);
            frozen(1);
            cut(List.of(2), Duration.ofSeconds(3));
            disturbed(proxy -> {
                proxy.delay(Duration.ofMillis(20));
                proxy.slice(64);
            });
        });
    }

    @Test
    @Tag("chaos")
    void losesNothingWhenEveryBrokerFailsAgainAndAgain() {
        under(() -> {
            for (int round = 0; round < 3; round++) {
                everyBroker(this::killed);
                everyBroker(this::frozen);
                // Longer than a transaction may take.
                cut(List.of(round), Duration.ofSeconds(15));
                disturbed(proxy -> proxy.delay(Duration.ofMillis(100)));
                disturbed(proxy -> proxy.slice(16));
                disturbed(proxy -> proxy.resetReads(0.01));
            }
            cutAll(Duration.ofMinutes(1));
        });
    }

    private void under(Runnable faults) {
        FaultRig.Setting setting =
                FaultRig.Setting.of(cluster.bootstrapServers(), cluster.directServers(), harness, folder);
        List<ChildProcess> runs = new ArrayList<>();
        for (String delivery : List.of(FaultRig.AT_LEAST_ONCE, FaultRig.EXACTLY_ONCE)) {
            FaultRig rig = setting.start(delivery, delivery, PER_SECOND);
            rigs.add(rig);
            runs.add(rig.run(rig.pipeline("a")
                    .with("pipeline.workers", 2)
                    // Kafka's clients wait so long for a frozen broker before they look for its successor.
                    .client("request.timeout.ms", 5_000)));
        }
        rigs.forEach(FaultRig::awaitWork);
        faults.run();
        List<List<SendLedger.Entry>> sent = rigs.stream().map(FaultRig::finish).toList();
        for (int i = 0; i < rigs.size(); i++) {
            rigs.get(i).stop(runs.get(i));
            FaultCheck check = new FaultCheck(rigs.get(i), sent.get(i));
            if (outages.isEmpty()) {
                check.holdsOnce();
            } else {
                check.holdsAfter(outages.get(i));
            }
        }
        assertThat(runs).noneMatch(ChildProcess::alive);
    }

    private void everyBroker(Consumer<Integer> fault) {
        IntStream.range(0, cluster.size()).forEach(fault::accept);
    }

    private void killed(int broker) {
        say("kill of broker " + broker);
        rigs.forEach(FaultRig::awaitWork);
        cluster.kill(broker);
        rigs.forEach(rig -> rig.awaitProgress(UNDER_WAY));
        cluster.restart(broker);
        cluster.awaitAllInSync();
    }

    private void frozen(int broker) {
        say("freeze of broker " + broker);
        rigs.forEach(FaultRig::awaitWork);
        cluster.freeze(broker);
        rigs.forEach(rig -> rig.awaitProgress(UNDER_WAY));
        cluster.thaw(broker);
        cluster.awaitAllInSync();
    }

    /** The brokers reach each other, so nobody takes the place of the one that clients cannot reach. */
    private void cut(List<Integer> some, Duration length) {
        say("cut of brokers " + some);
        rigs.forEach(FaultRig::awaitWork);
        some.forEach(broker -> cluster.proxy(broker).cut());
        await(length);
        some.forEach(broker -> cluster.proxy(broker).restore());
        rigs.forEach(rig -> rig.awaitProgress(UNDER_WAY));
    }

    private static void await(Duration length) {
        long start = System.nanoTime();
        Await.until("the end of the cut", Await.LIMIT, () -> System.nanoTime() - start > length.toNanos());
    }

    /** Once, as the last fault: longer than the group waits for its members, so that they lose their partitions. */
    private void cutAll(Duration length) {
        say("cut of all brokers");
        rigs.forEach(FaultRig::awaitWork);
        everyBroker(broker -> cluster.proxy(broker).cut());
        await(length);
        List<Map<Integer, Long>> committed =
                rigs.stream().map(rig -> rig.view().committed()).toList();
        everyBroker(broker -> cluster.proxy(broker).restore());
        rigs.forEach(rig -> rig.awaitProgress(UNDER_WAY));
        for (int i = 0; i < rigs.size(); i++) {
            outages.add(
                    new FaultCheck.Outage(committed.get(i), rigs.get(i).view().inputEnds()));
        }
    }

    private void disturbed(Consumer<TcpProxy> fault) {
        say("disturbance");
        rigs.forEach(FaultRig::awaitWork);
        everyBroker(broker -> fault.accept(cluster.proxy(broker)));
        rigs.forEach(rig -> rig.awaitProgress(UNDER_WAY));
        everyBroker(broker -> cluster.proxy(broker).restore());
    }

    private static void say(String fault) {
        System.out.println(Instant.now() + " " + fault);
    }
}

package dev.wharf.e2e;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.GroupView;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.SendLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members join a group and leave it in good order, one after another, under load: nothing is lost or doubled. */
final class RebalanceStormIT {
    private static final int PER_SECOND = 500;

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before the tests
    private static KillHarness harness;

    @SuppressWarnings("NullAway.Init") // set before the tests
    private static EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init") // set before the tests
    private static FaultRig.Setting setting;

    @BeforeAll
    static void open() {
        harness = new KillHarness(folder);
        kafka = FaultRig.kafka();
        setting = FaultRig.Setting.of(kafka, harness, folder);
    }

    @AfterAll
    static void close() {
        harness.close();
        kafka.close();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "classic, at_least_once",
        "consumer, at_least_once",
        "classic, exactly_once",
        "consumer, exactly_once",
    })
    void someMembersComeAndGo(String protocol, String delivery) {
        storm(4, protocol, delivery);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "classic, at_least_once",
        "consumer, at_least_once",
        "classic, exactly_once",
        "consumer, exactly_once",
    })
    @Tag("chaos")
    void thirtyMembersComeAndGo(String protocol, String delivery) {
        storm(30, protocol, delivery);
    }

    private void storm(int joins, String protocol, String delivery) {
        try (FaultRig rig = setting.start(joins + "-" + protocol + "-" + delivery, delivery, PER_SECOND)) {
            ChildProcess host = rig.run(member("host", rig, protocol));
            rig.awaitWork();
            for (int i = 0; i < joins; i++) {
                Pipeline pipeline = member("guest-" + i, rig, protocol);
                ChildProcess guest = rig.run(pipeline);
                // It leaves in the middle of its work.
                rig.awaitWork(partitionsOf(pipeline.clientId(), rig.view()));
                rig.stop(guest);
            }
            List<SendLedger.Entry> sent = rig.finish();
            rig.stop(host);
            new FaultCheck(rig, sent).holdsOnce();
        }
    }

    /** In the classic protocol members hear of a rebalance with their next heartbeat, else the brokers say when. */
    private static Pipeline member(String name, FaultRig rig, String protocol) {
        Pipeline pipeline = rig.pipeline(name).sourceClient("group.protocol", protocol);
        return protocol.equals("classic") ? pipeline.sourceClient("heartbeat.interval.ms", 500) : pipeline;
    }

    private static Set<Integer> partitionsOf(String clientId, GroupView view) {
        return Await.answer(
                "partitions of " + clientId + "\n" + harness.tails(),
                Await.LIMIT,
                () -> view.members()
                        .map(members -> members.get(clientId))
                        .map(GroupView.Member::partitions)
                        .flatMap(partitions -> partitions.isEmpty() ? Optional.empty() : Optional.of(partitions)));
    }
}

package dev.wharf.e2e;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.e2e.FaultCheck.MemberKill;
import dev.wharf.testkit.BusyKill;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.Kill;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.SendLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One record in a hundred can never be processed and five in a hundred fail at first, in a stage that waits, with the
 * order of each key kept: exactly the planned ones become dead letters, also when workers die by kill -9.
 */
@Tag("timed")
final class PoisonIT {
    private static final int PER_SECOND = 3_000;
    /** With kills: what has come in until somebody takes over has to be caught up with. */
    private static final int PER_SECOND_WITH_KILLS = 1_500;
    /** Where takeovers are timed, members must not wait for a processor: two cores start them again and again. */
    private static final int PER_SECOND_FOR_TAKEOVERS = 500;

    private static final Semaphore TIMED_AT_A_TIME = new Semaphore(2);
    /** Before the first kill: just started, members are slow. */
    private static final int WARM = 10_000;
    /** The same where takeovers are timed. */
    private static final int WARM_FOR_TAKEOVERS = 10_000;

    private static final int MANY_KILLS = 9;
    private static final int UNDER_LOAD = 10_000;
    /** Of both protocols here. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    /** Of a transaction, and until the brokers look for those that are over. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10 + 1);

    private static final Duration SLACK = Duration.ofSeconds(2);

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

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void onlyThePlannedRecordsBecomeDeadLettersAndNothingIsDoubled() {
        try (FaultRig rig = setting.start("calm", FaultRig.AT_LEAST_ONCE, PER_SECOND)) {
            ChildProcess run = rig.run(rig.pipeline("a"));
            rig.awaitProgress(UNDER_LOAD);
            List<SendLedger.Entry> sent = rig.finish();
            rig.stop(run);
            new FaultCheck(rig, sent).holdsOnce();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingWhenWorkersAreKilled() {
        try (FaultRig rig = setting.start("killed", FaultRig.AT_LEAST_ONCE, PER_SECOND_WITH_KILLS)) {
            var unused = killsUnderLoad(3, rig, "session.timeout.ms", "6000");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void losesAndDoublesNothingExactlyOnceWhenAWorkerIsKilled() {
        try (FaultRig rig = setting.start("killed-once", FaultRig.EXACTLY_ONCE, PER_SECOND_WITH_KILLS)) {
            var unused = killsUnderLoad(1, rig, "group.protocol", "consumer");
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"session.timeout.ms, 6000", "group.protocol, consumer"})
    @Tag("chaos")
    void losesNothingWhenWorkersAreKilledNineTimes(String key, String value) {
        timed(
                "killed-" + value,
                FaultRig.AT_LEAST_ONCE,
                rig -> killsUnderLoad(MANY_KILLS, rig, key, value).tookOverWithin(SESSION_TIMEOUT.plus(SLACK)));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"session.timeout.ms, 6000", "group.protocol, consumer"})
    @Tag("chaos")
    void losesAndDoublesNothingExactlyOnceWhenWorkersAreKilledNineTimes(String key, String value) {
        timed(
                "killed-once-" + value,
                FaultRig.EXACTLY_ONCE,
                rig -> killsUnderLoad(MANY_KILLS, rig, key, value)
                        .tookOverWithin(
                                SESSION_TIMEOUT.plus(TRANSACTION_TIMEOUT).plus(SLACK)));
    }

    private static void timed(String name, String delivery, Consumer<FaultRig> test) {
        TIMED_AT_A_TIME.acquireUninterruptibly();
        try (FaultRig rig = setting.start(name, delivery, PER_SECOND_FOR_TAKEOVERS)) {
            test.accept(rig);
        } finally {
            TIMED_AT_A_TIME.release();
        }
    }

    /** One of two members dies, in turn, always in the middle of its work. */
    private FaultCheck killsUnderLoad(int kills, FaultRig rig, String clientKey, String clientValue) {
        List<Member> members = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            members.add(new Member(rig, rig.pipeline(name).sourceClient(clientKey, clientValue)));
        }
        List<MemberKill> killed = new ArrayList<>();
        rig.awaitProgress(kills < MANY_KILLS ? WARM : WARM_FOR_TAKEOVERS);
        var busy = rig.busyKill();
        for (int i = 0; i < kills; i++) {
            Member victim = members.get(i % members.size());
            Kill kill = kill(busy, victim, members.size(), rig);
            killed.add(new MemberKill(kill, rig.deadView().outputEnds()));
            if (kills == MANY_KILLS) {
                // What is timed is how the other takes over, and not how a new one starts, or dies in the middle.
                busy.awaitTakeover(kill);
            }
            victim.process = rig.run(victim.pipeline);
        }
        // One that has only just been started does not know yet what to do when it is stopped.
        busy.awaitAlive(members.size());
        List<SendLedger.Entry> sent = rig.finish();
        members.forEach(member -> rig.stop(member.process));
        FaultCheck check = new FaultCheck(rig, sent);
        check.holdsAfter(killed);
        return check;
    }

    /** Who waits in vain says what the group and its members look like. */
    private static Kill kill(BusyKill busy, Member victim, int members, FaultRig rig) {
        try {
            return busy.kill(victim.process, victim.pipeline.clientId(), members);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + rig.state(), e);
        }
    }

    private static final class Member {
        private final Pipeline pipeline;
        private ChildProcess process;

        Member(FaultRig rig, Pipeline pipeline) {
            this.pipeline = pipeline;
            this.process = rig.run(pipeline);
        }
    }
}

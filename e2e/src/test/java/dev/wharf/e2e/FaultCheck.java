package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.testkit.CommitCheck;
import dev.wharf.testkit.CommitLog;
import dev.wharf.testkit.CommitSample;
import dev.wharf.testkit.DeadLetter;
import dev.wharf.testkit.Kill;
import dev.wharf.testkit.LedgerChecker;
import dev.wharf.testkit.LedgerReport;
import dev.wharf.testkit.OutputRecord;
import dev.wharf.testkit.RunPlan;
import dev.wharf.testkit.RunPlan.Place;
import dev.wharf.testkit.SendLedger;
import dev.wharf.testkit.Sent;
import dev.wharf.testkit.SettleTimes;
import dev.wharf.testkit.SettledChecker;
import dev.wharf.testkit.SettledReport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold after a run of a {@link FaultRig}: each record is where the plan wants it and nowhere else, with its
 * bytes and in the order of its key; none is doubled but what no commit covered; and no commit was ahead of its
 * records.
 */
final class FaultCheck {
    private final FaultRig rig;
    private final List<SendLedger.Entry> sent;
    private final Function<Sent, Place> place;
    private final List<OutputRecord> output;
    private final List<DeadLetter> dead;
    private List<Duration> takeovers = List.of();

    /** Reads everything; all members have ended. */
    FaultCheck(FaultRig rig, List<SendLedger.Entry> sent) {
        this.rig = rig;
        this.sent = sent;
        this.place = RunPlan.places(rig.failures(), all -> true);
        this.output = OutputRecord.readAll(rig.directBrokers(), rig.output());
        this.dead = DeadLetter.readAll(rig.directBrokers(), rig.dead());
    }

    /**
     * A kill with what was in the dead letters then.
     *
     * @param deadEnds end offset of every partition of the dead letters, when all that the dead worker had sent was in
     */
    record MemberKill(Kill kill, Map<Integer, Long> deadEnds) {
        MemberKill {
            deadEnds = Map.copyOf(deadEnds);
        }

        private Kill ofDeadLetters() {
            return new Kill(kill.worker(), kill.atMs(), kill.partitions(), deadEnds);
        }
    }

    /** Nothing is doubled, although members joined, left or died. */
    void holdsOnce() {
        holds(0);
    }

    /**
     * The brokers were out of reach for so long that the group took its partitions away from every member. When they
     * are back, a member goes on reading and writing until it hears of that.
     *
     * @param committed offset of every partition of the input when they came back
     * @param inputEnds end offset of every partition of the input when the group had gone on
     */
    record Outage(Map<Integer, Long> committed, Map<Integer, Long> inputEnds) {
        Outage {
            committed = Map.copyOf(committed);
            inputEnds = Map.copyOf(inputEnds);
        }

        /** Whether a worker can have had it when it heard of its loss, and could not commit it. */
        private boolean cutOff(SendLedger.Entry entry) {
            long offset = entry.offset();
            return offset >= committed.getOrDefault(entry.partition(), 0L)
                    && offset < inputEnds.getOrDefault(entry.partition(), 0L);
        }
    }

    /** At least once, what members had taken and could not commit may come twice. */
    void holdsAfter(Outage outage) {
        if (rig.isExactlyOnce()) {
            holdsOnce();
            return;
        }
        Set<Long> mayComeAgain = sent.stream()
                .filter(outage::cutOff)
                .map(entry -> entry.sent().id())
                .collect(Collectors.toSet());
        List<Long> doubled = new ArrayList<>(doubled(Place.OUTPUT, output));
        doubled.addAll(doubled(Place.DEAD_LETTERS, deadAsOutput()));
        assertThat(mayComeAgain).containsAll(doubled);
        assertThat(doubled).doesNotHaveDuplicates();
        holds(doubled.size());
    }

    private List<Long> doubled(Place wanted, List<OutputRecord> arrived) {
        return LedgerChecker.check(sent, planned(wanted), arrived, List.of()).duplicates();
    }

    /** At least once, what killed members had written and not committed may come again, and nothing else. */
    void holdsAfter(List<MemberKill> kills) {
        assertThat(kills).isNotEmpty().allMatch(kill -> kill.kill().busy());
        takeovers = kills.stream()
                .map(kill ->
                        kill.kill().takeover(rig.input(), rig.watch().samples()).orElseThrow())
                .toList();
        System.out.println(rig.output() + ": takeovers " + takeovers);
        if (rig.isExactlyOnce()) {
            holdsOnce();
            return;
        }
        LedgerReport written = LedgerChecker.check(
                sent,
                planned(Place.OUTPUT),
                output,
                kills.stream().map(MemberKill::kill).toList());
        LedgerReport buried = LedgerChecker.check(
                sent,
                planned(Place.DEAD_LETTERS),
                deadAsOutput(),
                kills.stream().map(MemberKill::ofDeadLetters).toList());
        assertThat(written.unexplained()).as("doubled in the output").isEmpty();
        assertThat(buried.unexplained()).as("doubled in the dead letters").isEmpty();
        holds(Stream.of(written, buried)
                .flatMap(report -> report.allowedDuplicates().stream())
                .mapToLong(Long::longValue)
                .sum());
    }

    /** Others had the partitions of each killed member in time. */
    void tookOverWithin(Duration limit) {
        assertThat(takeovers).isNotEmpty().allMatch(takeover -> takeover.compareTo(limit) <= 0);
    }

    private Predicate<Sent> planned(Place wanted) {
        return record -> place.apply(record) == wanted;
    }

    private List<OutputRecord> deadAsOutput() {
        return dead.stream()
                .map(letter ->
                        new OutputRecord(letter.partition(), letter.offset(), text(letter.key()), text(letter.value())))
                .toList();
    }

    private static @Nullable String text(@Nullable ByteBuffer bytes) {
        return bytes == null
                ? null
                : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    /** At most so many duplicates. */
    void holds(long allowedDuplicates) {
        RunPlan plan = rig.isExactlyOnce() ? RunPlan.exactlyOnce(place) : RunPlan.atLeastOnce(place, allowedDuplicates);
        SettledReport report =
                SettledChecker.check(sent, plan.withHeaders(name -> name.startsWith("wharf.dlq.")), output, dead);
        System.out.println(rig.output() + ": " + report.summary());
        assertThat(report.problems()).isEmpty();
        assertThat(report.expectedDead()).as("planned dead letters").isPositive();
        commitsWereRight();
    }

    private void commitsWereRight() {
        List<CommitSample> samples = rig.watch().stop();
        Map<Long, Long> settled = SettleTimes.read(rig.directBrokers(), rig.output(), rig.dead());
        assertThat(CommitCheck.tooEarly(rig.input(), sent, all -> true, settled, samples))
                .isEmpty();
        assertThat(CommitCheck.wentBack(CommitLog.read(rig.directBrokers(), rig.group())))
                .isEmpty();
    }
}

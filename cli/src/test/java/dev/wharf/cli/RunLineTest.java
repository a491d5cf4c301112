package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.status.Durations;
import dev.wharf.status.PartitionStatus;
import dev.wharf.status.Phase;
import dev.wharf.status.RunStatus;
import dev.wharf.status.SourceStatus;
import dev.wharf.status.StageStatus;
import dev.wharf.status.Trouble;
import dev.wharf.status.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunLineTest {
    private final RunLine line = new RunLine(0);

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static StageStatus stage(String id, StageStatus.Place place, long in, long passed, long dead) {
        return new StageStatus(
                id,
                "f",
                place,
                Optional.empty(),
                Optional.empty(),
                in,
                passed,
                0,
                0,
                dead,
                0,
                Durations.sum(List.of()));
    }

    private static RunStatus run(SourceStatus source, List<Trouble> troubles, StageStatus... stages) {
        WorkerStatus worker = new WorkerStatus("wharf-in-0", Phase.RUNNING, false, source, troubles, 0);
        return new RunStatus("p", Phase.RUNNING, List.of(worker), List.of(stages));
    }

    private static SourceStatus topic(long lag, long lagMs, long left) {
        List<PartitionStatus> partitions = List.of(new PartitionStatus("t", 0, 5, lag, lagMs));
        return new SourceStatus(Optional.of("t"), partitions, 2 << 20, SourceStatus.UNKNOWN, left, List.of());
    }

    @Test
    void aFileShowsABarAndTheTimeLeft() {
        RunStatus run = run(
                SourceStatus.ofBytes(25 << 20, 100 << 20),
                List.of(),
                stage("in", StageStatus.Place.SOURCE, 1_000, 1_000, 0));

        assertThat(line.of(run, seconds(5)))
                .isEqualTo("[#####...............] 25%  1,000 records  200/s  5.0 MiB/s  15 s left  in 1,000");
    }

    @Test
    void aTopicShowsItsLagInRecordsAndInTime() {
        RunStatus run = run(
                topic(1_234, 150_000, SourceStatus.UNKNOWN),
                List.of(),
                stage("in", StageStatus.Place.SOURCE, 500, 500, 0));

        assertThat(line.of(run, seconds(10)))
                .isEqualTo("10 s  500 records  50/s  204.8 KiB/s  lag 1,234 (3 min)  in 500");
    }

    @Test
    void whatIsInTheWayComesBeforeTheStages() {
        RunStatus run = run(
                topic(3, 0, 3),
                List.of(Trouble.of(Trouble.Kind.SINK_AWAY, "topic out: nothing was acknowledged for 4 s\u001b[31m")),
                stage("in", StageStatus.Place.SOURCE, 500, 500, 0),
                stage("out", StageStatus.Place.SINK, 500, 470, 10));

        assertThat(line.of(run, seconds(10)))
                .endsWith("waiting: topic out: nothing was acknowledged for 4 s\\u001b[31m  in 500  out 470 +20 !10");
    }

    @Test
    void theNewestRateCountsMost() {
        StageStatus first = stage("in", StageStatus.Place.SOURCE, 1_000, 1_000, 0);
        StageStatus second = stage("in", StageStatus.Place.SOURCE, 1_000, 1_000, 0);
        String fast = line.of(run(SourceStatus.NONE, List.of(), first), seconds(1));
        String slow = line.of(run(SourceStatus.NONE, List.of(), second), seconds(2));

        assertThat(fast).contains("1,000/s");
        assertThat(slow).contains("700/s");
    }

    @Test
    void writesSizesAndTimesForPeople() {
        assertThat(RunLine.size(512)).isEqualTo("512 B");
        assertThat(RunLine.size(1_536)).isEqualTo("1.5 KiB");
        assertThat(RunLine.time(99)).isEqualTo("99 s");
        assertThat(RunLine.time(7_500)).isEqualTo("2 h 5 min");
    }
}

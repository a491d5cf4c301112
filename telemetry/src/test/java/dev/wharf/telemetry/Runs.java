package dev.wharf.telemetry;

import dev.wharf.status.Durations;
import dev.wharf.status.PartitionStatus;
import dev.wharf.status.Phase;
import dev.wharf.status.RunStatus;
import dev.wharf.status.SourceStatus;
import dev.wharf.status.StageStatus;
import dev.wharf.status.Trouble;
import dev.wharf.status.WorkerStatus;
import java.util.List;
import java.util.Optional;

/** Runs as they could be. */
final class Runs {
    private Runs() {}

    static StageStatus source(long in) {
        Durations took = new Durations();
        took.add(20_000_000);
        return new StageStatus(
                "in",
                "kafka",
                StageStatus.Place.SOURCE,
                Optional.of("orders"),
                Optional.of("billing"),
                in,
                in - 2,
                0,
                0,
                1,
                0,
                Durations.sum(List.of(took)));
    }

    static StageStatus sink(long passed) {
        return new StageStatus(
                "out",
                "kafka",
                StageStatus.Place.SINK,
                Optional.of("large"),
                Optional.empty(),
                passed,
                passed,
                0,
                0,
                0,
                0,
                Durations.sum(List.of()));
    }

    static WorkerStatus worker(long standsStillMs, Trouble... troubles) {
        SourceStatus source = new SourceStatus(
                Optional.of("orders"),
                List.of(
                        new PartitionStatus("orders", 0, 41, 7, 2_500),
                        new PartitionStatus("orders", 1, PartitionStatus.UNKNOWN, PartitionStatus.UNKNOWN, 0)),
                1_000,
                SourceStatus.UNKNOWN,
                SourceStatus.UNKNOWN,
                List.of());
        return new WorkerStatus("wharf-in-0", Phase.RUNNING, false, source, List.of(troubles), standsStillMs);
    }

    static RunStatus run(WorkerStatus worker, StageStatus... stages) {
        return new RunStatus("copy", Phase.RUNNING, List.of(worker), List.of(stages));
    }
}

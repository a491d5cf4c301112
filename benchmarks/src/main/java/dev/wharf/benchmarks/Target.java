package dev.wharf.benchmarks;

import dev.wharf.benchmarks.LoadRow.Measure;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What Wharf has to reach: at most this much of another contestant's cost. CPU and allocation are judged twice, in the
 * steady part and over the whole process.
 */
record Target(Bench bench, Contestant under, Measure measure, double limit) {
    private static final double TWO_THIRDS = 2.0 / 3;

    private static final List<Target> ALL = List.of(
            new Target(Bench.FILTER, Contestant.HAND_STREAMING, Measure.CPU_STEADY, 1.10),
            new Target(Bench.FILTER, Contestant.HAND_STREAMING, Measure.CPU_WHOLE, 1.10),
            new Target(Bench.FILTER, Contestant.HAND_STREAMING, Measure.ALLOCATED_STEADY, 1.20),
            new Target(Bench.FILTER, Contestant.HAND_STREAMING, Measure.ALLOCATED_WHOLE, 1.20),
            new Target(Bench.FILTER, Contestant.STREAMS, Measure.CPU_STEADY, TWO_THIRDS),
            new Target(Bench.FILTER, Contestant.STREAMS, Measure.CPU_WHOLE, TWO_THIRDS),
            new Target(Bench.PROJECT, Contestant.HAND_STREAMING, Measure.CPU_STEADY, 1.40),
            new Target(Bench.PROJECT, Contestant.HAND_STREAMING, Measure.CPU_WHOLE, 1.40));

    /** The largest ratio allowed, where there is a target. */
    static OptionalDouble limit(Bench bench, Contestant over, Contestant under, Measure measure) {
        return ALL.stream()
                .filter(target -> over == Contestant.WHARF
                        && target.bench == bench
                        && target.under == under
                        && target.measure == measure)
                .mapToDouble(Target::limit)
                .findFirst();
    }
}

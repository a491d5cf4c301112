package dev.wharf.benchmarks;

import dev.wharf.benchmarks.LoadRow.Measure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Wharf has to reach: at most this much of another contestant's cost, or at least this much of its rate. CPU and
 * allocation are judged twice, in the steady part and over the whole process.
 */
record Target(Bench bench, Contestant over, Contestant under, Measure measure, double limit) {
    private static final double TWO_THIRDS = 2.0 / 3;

    private static final List<Target> ALL = List.of(
            wharf(Bench.FILTER, Contestant.HAND_STREAMING, Measure.CPU_STEADY, 1.10),
            wharf(Bench.FILTER, Contestant.HAND_STREAMING, Measure.CPU_WHOLE, 1.10),
            wharf(Bench.FILTER, Contestant.HAND_STREAMING, Measure.ALLOCATED_STEADY, 1.20),
            wharf(Bench.FILTER, Contestant.HAND_STREAMING, Measure.ALLOCATED_WHOLE, 1.20),
            wharf(Bench.FILTER, Contestant.STREAMS, Measure.CPU_STEADY, TWO_THIRDS),
            wharf(Bench.FILTER, Contestant.STREAMS, Measure.CPU_WHOLE, TWO_THIRDS),
            wharf(Bench.PROJECT, Contestant.HAND_STREAMING, Measure.CPU_STEADY, 1.40),
            wharf(Bench.PROJECT, Contestant.HAND_STREAMING, Measure.CPU_WHOLE, 1.40),
            new Target(Bench.ONCE, Contestant.WHARF_ONCE, Contestant.HAND_ONCE, Measure.CPU_STEADY, 1.15),
            new Target(Bench.ONCE, Contestant.WHARF_ONCE, Contestant.HAND_ONCE, Measure.CPU_WHOLE, 1.15),
            new Target(Bench.AVRO_TO_JSON, Contestant.WHARF_AVRO, Contestant.WHARF, Measure.RATE_STEADY, 0.7),
            new Target(Bench.HANDLER, Contestant.HANDLER, Contestant.POLL, Measure.RATE_STEADY, 0.5),
            new Target(Bench.HANDLER_1K, Contestant.HANDLER, Contestant.POLL, Measure.RATE_STEADY, 0.85),
            new Target(Bench.LANES, Contestant.HANDLER, Contestant.POLL, Measure.RATE_STEADY, 40));

    private static Target wharf(Bench bench, Contestant under, Measure measure, double limit) {
        return new Target(bench, Contestant.WHARF, under, measure, limit);
    }

    /** What has to be reached, if anything. */
    static Optional<Target> find(Bench bench, Contestant over, Contestant under, Measure measure) {
        return ALL.stream()
                .filter(target -> target.over == over
                        && target.bench == bench
                        && target.under == under
                        && target.measure == measure)
                .findFirst();
    }

    Verdict verdict(Spread ratio) {
        return measure.isRate() ? Verdict.ofFloor(ratio, limit) : Verdict.of(ratio, limit);
    }

    String text() {
        return String.format(Locale.ROOT, "%s %.3f", measure.isRate() ? ">=" : "<=", limit);
    }
}

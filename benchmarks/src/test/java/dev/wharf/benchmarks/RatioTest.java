package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wharf.benchmarks.LoadRow.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void roundsArePairedSoThatASlowRoundDoesNotCount() {
        List<LoadRow> rows = new ArrayList<>();
        for (int round = 1; round <= 11; round++) {
            rows.add(row(Bench.FILTER, round, Contestant.HAND_STREAMING, 1_000L * round));
            rows.add(row(Bench.FILTER, round, Contestant.WHARF, 1_050L * round));
        }

        Spread spread = find(Bench.FILTER, rows, Contestant.HAND_STREAMING, Measure.CPU_STEADY)
                .spread();

        assertThat(spread.low()).isCloseTo(1.05, within(1e-9));
        assertThat(spread.high()).isCloseTo(1.05, within(1e-9));
    }

    @Test
    void aRoundThatOneOfTheTwoDidNotFinishIsLeftOut() {
        List<LoadRow> rows = List.of(
                row(Bench.FILTER, 1, Contestant.HAND_STREAMING, 1_000),
                row(Bench.FILTER, 1, Contestant.WHARF, 2_000),
                row(Bench.FILTER, 2, Contestant.WHARF, 9_000));

        Ratio ratio = find(Bench.FILTER, rows, Contestant.HAND_STREAMING, Measure.CPU_STEADY);

        assertThat(ratio.spread().repeats()).isEqualTo(1);
        assertThat(ratio.spread().median()).isEqualTo(2);
    }

    @Test
    void targetsAreThoseOfTheRequirement() {
        assertThat(limit(Bench.FILTER, Contestant.HAND_STREAMING, Measure.CPU_STEADY))
                .hasValue(1.10);
        assertThat(limit(Bench.FILTER, Contestant.STREAMS, Measure.CPU_WHOLE)).hasValue(2.0 / 3);
        assertThat(limit(Bench.FILTER, Contestant.HAND_STREAMING, Measure.ALLOCATED_STEADY))
                .hasValue(1.20);
        assertThat(limit(Bench.PROJECT, Contestant.HAND_STREAMING, Measure.CPU_STEADY))
                .hasValue(1.40);
        assertThat(limit(Bench.PROJECT, Contestant.STREAMS, Measure.CPU_STEADY)).isEmpty();
        assertThat(Target.find(Bench.AVRO_TO_JSON, Contestant.WHARF_AVRO, Contestant.WHARF, Measure.RATE_STEADY))
                .hasValueSatisfying(target -> assertThat(target.limit()).isEqualTo(0.7));
        assertThat(limit(Bench.FILTER, Contestant.HAND_STREAMING, Measure.RATE_STEADY))
                .isEmpty();
    }

    private static OptionalDouble limit(Bench bench, Contestant under, Measure measure) {
        List<LoadRow> rows = List.of(row(bench, 1, under, 1_000), row(bench, 1, Contestant.WHARF, 1_000));
        return find(bench, rows, under, measure)
                .target()
                .map(target -> OptionalDouble.of(target.limit()))
                .orElse(OptionalDouble.empty());
    }

    private static Ratio find(Bench bench, List<LoadRow> rows, Contestant under, Measure measure) {
        return Ratio.of(bench, rows).stream()
                .filter(ratio -> ratio.over() == Contestant.WHARF)
                .filter(ratio -> ratio.under() == under && ratio.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    private static LoadRow row(Bench bench, int round, Contestant contestant, long cost) {
        Reading reading = new Reading(cost, cost, cost);
        return new LoadRow(bench, round, contestant, 100, 50, reading, reading, 0, 0);
    }
}

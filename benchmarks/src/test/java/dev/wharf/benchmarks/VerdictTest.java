package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void anIntervalBelowTheLimitReachesIt() {
        assertThat(Verdict.of(spread(0.9, 1.1, 0.99), 1.1)).isEqualTo(Verdict.REACHED);
    }

    @Test
    void anIntervalAboveTheLimitMissesIt() {
        assertThat(Verdict.of(spread(1.11, 1.3, 0.99), 1.1)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void anIntervalThatCrossesTheLimitDecidesNothing() {
        assertThat(Verdict.of(spread(1.0, 1.11, 0.99), 1.1)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aLimitFromBelowIsTheOtherWayRound() {
        assertThat(Verdict.ofFloor(spread(45, 60, 0.99), 40)).isEqualTo(Verdict.REACHED);
        assertThat(Verdict.ofFloor(spread(30, 39, 0.99), 40)).isEqualTo(Verdict.MISSED);
        assertThat(Verdict.ofFloor(spread(39, 41, 0.99), 40)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.ofFloor(spread(45, 60, 0.9), 40)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void tooFewRepeatsDecideNothing() {
        assertThat(Verdict.of(spread(0.5, 0.6, 0.9375), 1.1)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static Spread spread(double low, double high, double confidence) {
        return new Spread((low + high) / 2, low, high, confidence, 11);
    }
}

package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FailurePlanTest {
    private static final long RECORDS = 100_000;
    private static final List<Long> IDS = LongStream.range(0, RECORDS).boxed().toList();

    private final FailurePlan plan = FailurePlan.of(7).withSlow(0.02, Duration.ofMillis(250));

    @Test
    void keepsItsShares() {
        Map<Object, Long> counts =
                IDS.stream().collect(Collectors.groupingBy(id -> plan.outcome(id), Collectors.counting()));
        assertThat(counts.get(new FailurePlan.Permanent())).isBetween(900L, 1_100L);
        assertThat(counts.get(new FailurePlan.Transient(1))).isBetween(2_300L, 2_700L);
        assertThat(counts.get(new FailurePlan.Transient(2))).isBetween(2_300L, 2_700L);
        assertThat(counts.get(new FailurePlan.Slow(Duration.ofMillis(250)))).isBetween(1_800L, 2_200L);
        assertThat(counts).hasSize(5);
    }

    @Test
    void isTheSameInAnotherProcess() {
        assertThat(FailurePlan.parse(plan.text())).isEqualTo(plan);
        assertThat(FailurePlan.of(plan.parameters())).isEqualTo(plan);
        // Worked out by another program: a plan that is another one in the next JVM would not hold between processes.
        assertThat(FailurePlan.of(7).expectedDead(IDS.subList(0, 300))).containsExactlyInAnyOrder(0L, 29L);
    }

    @Test
    void anotherSeedMakesOtherRecordsFail() {
        assertThat(FailurePlan.of(8).expectedDead(IDS))
                .isNotEqualTo(FailurePlan.of(7).expectedDead(IDS));
    }

    @Test
    void deadAreThoseThatFailAtTheLastAttempt() {
        for (long id : IDS.subList(0, 10_000)) {
            FailurePlan.Outcome outcome = plan.outcome(id);
            boolean permanent = outcome instanceof FailurePlan.Permanent;
            boolean twice = outcome.equals(new FailurePlan.Transient(2));
            assertThat(plan.expectedDead(List.of(id)).contains(id)).isEqualTo(permanent);
            assertThat(plan.expectedDead(List.of(id), 2).contains(id)).isEqualTo(permanent || twice);
        }
    }

    @Test
    void countsTheAttemptsOfAProcess() {
        FailurePlan.Attempts attempts = plan.attempts();
        for (long id : IDS.subList(0, 10_000)) {
            for (int attempt = 1; attempt <= 4; attempt++) {
                assertThat(attempts.failsNow(id)).isEqualTo(plan.fails(id, attempt));
            }
        }
    }

    @Test
    void refusesWhatIsNoPlan() {
        assertThatThrownBy(() -> new FailurePlan(1, 0.9, 0.2, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.9, 0.2, 0.0");
        assertThatThrownBy(() -> FailurePlan.parse("seed=1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("permanent_share");
        assertThatThrownBy(() -> FailurePlan.parse("seed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"seed\"");
    }
}

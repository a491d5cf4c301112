package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

final class AnswerClockTest {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private double fetches;
    private double connections = 1;
    private final AnswerClock clock = new AnswerClock(
            new Answers(() -> Map.of(
                    name("fetch-total", "consumer-fetch-manager-metrics"),
                    metric(() -> fetches),
                    name("connection-count", "consumer-metrics"),
                    metric(() -> connections),
                    name("bytes-consumed-total", "consumer-fetch-manager-metrics"),
                    metric(() -> 0))),
            ANSWERS_WITHIN,
            0);

    @Test
    void countsTheTimeInWhichBrokersAnsweredThatThereIsNothing() {
        firstAnswer(1_000);
        assertThat(answered(1_500)).isEqualTo(500);
        assertThat(answered(4_000)).isEqualTo(3_000);
    }

    @Test
    void timeWithoutAnAnswerIsQuietOnlyWhenOneComesSoonEnough() {
        firstAnswer(1_000);
        assertThat(silent(3_000)).isZero();
        assertThat(answered(5_000)).isEqualTo(4_000);
        assertThat(silent(9_000)).isEqualTo(4_000);
        assertThat(answered(11_000)).as("after an outage").isEqualTo(4_000);
        assertThat(answered(11_500)).isEqualTo(4_500);
    }

    /** Else a run that waits three or four seconds for a dead member would end before it has read anything. */
    @Test
    void theTimeUntilAGroupHasTakenItInIsNotQuiet() {
        assertThat(millis(clock.quiet(nanos(4_000), false, false))).isZero();

        assertThat(answered(4_500)).isZero();
        assertThat(answered(5_000)).isZero();
        assertThat(answered(5_500)).isEqualTo(500);
    }

    @Test
    void theTimeUntilTheFirstFetchIsAnsweredIsNotQuiet() {
        assertThat(silent(1_000)).isZero();
        assertThat(silent(2_000)).isZero();
        assertThat(silent(5_000)).isZero();
        assertThat(answered(5_500)).isZero();
        assertThat(answered(6_000)).isEqualTo(500);
    }

    @Test
    void theTimeWithoutPartitionsIsNotThatOfThoseThatCome() {
        assertThat(unassigned(1_000)).isZero();
        assertThat(unassigned(2_000)).isEqualTo(1_000);
        assertThat(unassigned(5_000)).isEqualTo(4_000);

        assertThat(answered(6_000)).isZero();
        assertThat(answered(7_000)).isZero();
        assertThat(answered(8_000)).isEqualTo(1_000);
    }

    @Test
    void withoutAConnectionNothingIsQuiet() {
        assertThat(unassigned(1_000)).isZero();
        connections = 0;
        assertThat(unassigned(2_000)).isZero();
        assertThat(unassigned(3_000)).isZero();
    }

    @Test
    void recordsStartItAnew() {
        firstAnswer(1_000);
        assertThat(answered(3_000)).isEqualTo(2_000);
        clock.heard(nanos(4_000));
        assertThat(answered(4_500)).isEqualTo(500);
    }

    @Test
    void recordsThatComeAtOnceAreAnAnswer() {
        clock.heard(nanos(1_000));
        assertThat(answered(1_500)).isEqualTo(500);
    }

    private void firstAnswer(long nowMillis) {
        assertThat(silent(nowMillis - 500)).isZero();
        assertThat(answered(nowMillis)).isZero();
    }

    /** A look after a fetch was answered. */
    private long answered(long nowMillis) {
        fetches++;
        return silent(nowMillis);
    }

    private long silent(long nowMillis) {
        return millis(clock.quiet(nanos(nowMillis), true, true));
    }

    private long unassigned(long nowMillis) {
        return millis(clock.quiet(nanos(nowMillis), true, false));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    private static MetricName name(String name, String group) {
        return new MetricName(name, group, "", Map.of());
    }

    private static Metric metric(DoubleSupplier value) {
        return new Metric() {
            @Override
            public MetricName metricName() {
                return name("any", "any");
            }

            @Override
            public Object metricValue() {
                return value.getAsDouble();
            }
        };
    }
}

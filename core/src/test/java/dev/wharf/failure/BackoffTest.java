package dev.wharf.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** How long to wait. */
final class BackoffTest {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void growsByItsFactorUpToItsLimit() {
        Backoff backoff = new Backoff(seconds(1), 2, seconds(10), 0);
        RandomGenerator random = new SplittableRandom(1);

        assertThat(List.of(1, 2, 3, 4, 5, 1000))
                .extracting(attempt -> backoff.delay(attempt, random).toSeconds())
                .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
        assertThat(backoff.delay(0, random)).isEqualTo(seconds(1));
        assertThat(backoff.delay(Integer.MIN_VALUE, random)).isEqualTo(seconds(1));
    }

    @Test
    void aFixedDelayStaysWithinATenthOfItself() {
        RandomGenerator random = new SplittableRandom(1);
        for (int attempt = 1; attempt < 1000; attempt++) {
            assertThat(Backoff.fixed(seconds(5)).delay(attempt, random)).isBetween(Duration.ofMillis(4500), seconds(5));
        }
        assertThat(Backoff.fixed(Duration.ZERO).delay(7, random)).isZero();
    }

    @Test
    void neverOverflowsAndNeverIsNegative() {
        RandomGenerator random = new SplittableRandom(1);
        for (Duration first : List.of(Duration.ZERO, Duration.ofNanos(1), seconds(1), FOREVER)) {
            for (double factor : new double[] {1, 1.0001, 2, 1e300, Double.MAX_VALUE}) {
                for (int attempt : new int[] {1, 2, 63, 64, 65, 10_000, Integer.MAX_VALUE}) {
                    for (double jitter : new double[] {0, 0.5, 1}) {
                        Duration delay = new Backoff(first, factor, FOREVER, jitter).delay(attempt, random);
                        assertThat(delay).isBetween(Duration.ZERO, FOREVER);
                        assertThat(delay.isZero() && jitter == 0).isEqualTo(first.isZero() && jitter == 0);
                    }
                }
            }
        }
    }

    @Test
    void staysWithinItsJitterAndIsSpreadOverIt() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            long firstMs = random.nextLong(1, 10_000);
            long maxMs = firstMs + random.nextLong(100_000);
            double factor = 1 + 3 * random.nextDouble();
            double jitter = 0.01 + 0.98 * random.nextDouble();
            int attempt = random.nextInt(1, 40);
            Backoff backoff = new Backoff(Duration.ofMillis(firstMs), factor, Duration.ofMillis(maxMs), jitter);
            double plain = Math.min(firstMs * Math.pow(factor, attempt - 1), (double) maxMs);
            double from = plain * (1 - jitter);
            double to = Math.min(plain * (1 + jitter), (double) maxMs);
            double sum = 0;
            for (int i = 0; i < 1000; i++) {
                double delay = backoff.delay(attempt, random).toNanos() / 1e6;
                assertThat(delay).as("seed %d", seed).isBetween(from - 1e-3, to + 1e-3);
                sum += delay;
            }
            assertThat(sum / 1000).as("seed %d", seed).isBetween(from + 0.4 * (to - from), from + 0.6 * (to - from));
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> new Backoff(seconds(-1), 2, seconds(10), 0))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("first delay PT-1S is negative");
        assertThatThrownBy(() -> new Backoff(seconds(2), 2, seconds(1), 0)).hasMessageContaining("shorter");
        for (double factor : new double[] {0.99, -2, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Backoff(seconds(1), factor, seconds(1), 0))
                    .hasMessageContaining("factor");
        }
        for (double jitter : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new Backoff(seconds(1), 2, seconds(1), jitter))
                    .hasMessageContaining("jitter");
        }
    }
}

package dev.wharf.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.failure.Breaker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When the source is to pause. */
final class BreakerTest {
    private static final long SECOND = 1_000_000_000L;
    /** Near the end of the clock's range, which wraps around. */
    private static final long START = Math.subtractExact(Long.MAX_VALUE, 5 * SECOND);

    private static final Breaker.Settings SETTINGS = new Breaker.Settings(
            Duration.ofSeconds(10), 20, 0.5, new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0));

    private static Breaker breaker() {
        return new Breaker(SETTINGS, new SplittableRandom(1));
    }

    private static Breaker opened(long now) {
        Breaker breaker = breaker();
        for (int i = 0; i < 20; i++) {
            breaker.failure(now);
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        return breaker;
    }

    @Test
    void aFewPoisonousRecordsDoNotOpenIt() {
        Breaker breaker = breaker();
        for (int i = 0; i < 100_000; i++) {
            long now = START + i * (SECOND / 1000);
            if (i % 3 == 0) {
                breaker.failure(now);
            } else {
                breaker.success(now);
            }
            assertThat(breaker.allows(now)).isTrue();
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void opensWhenTheShareIsReachedAndSaysSo() {
        Breaker breaker = breaker();
        for (int i = 0; i < 17; i++) {
            breaker.success(START + i);
        }
        for (int i = 0; i < 16; i++) {
            breaker.failure(START + SECOND);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        breaker.failure(START + SECOND);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.describe()).isEqualTo("17 of the last 34 attempts failed within 10 s");
        assertThat(breaker.allows(START + 2 * SECOND - 1)).isFalse();
    }

    @Test
    void failuresLongAgoAreForgotten() {
        Breaker breaker = breaker();
        for (int i = 0; i < 1000; i++) {
            breaker.failure(START + i * SECOND);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.describe()).isEqualTo("10 of the last 10 attempts failed within 10 s");
    }

    @Test
    void letsOneAttemptThroughAtATimeAndClosesWhenItSucceeds() {
        Breaker breaker = opened(START);

        assertThat(breaker.allows(START + SECOND)).isTrue();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.allows(START + SECOND)).isFalse();
        breaker.success(START + 2 * SECOND);

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.allows(START + 2 * SECOND)).isTrue();
        assertThat(breaker.describe()).isEqualTo("0 of the last 0 attempts failed within 10 s");
    }

    @Test
    void staysOpenLongerEachTimeUpToALimitAndStartsAnewOnceClosed() {
        Breaker breaker = opened(START);
        long now = START;
        for (long pause : new long[] {1, 2, 4, 8, 16, 30, 30}) {
            assertThat(breaker.allows(now + pause * SECOND - 1)).isFalse();
            now += pause * SECOND;
            assertThat(breaker.allows(now)).isTrue();
            breaker.failure(now);
        }
        now += 30 * SECOND;
        assertThat(breaker.allows(now)).isTrue();
        breaker.success(now);
        for (int i = 0; i < 20; i++) {
            breaker.failure(now);
        }
        assertThat(breaker.allows(now + SECOND - 1)).isFalse();
        assertThat(breaker.allows(now + SECOND)).isTrue();
    }

    @Test
    void leavesOutAttemptsThatStartedBeforeItOpened() {
        Breaker breaker = opened(START);
        breaker.success(START + 1);
        breaker.failure(START + SECOND / 2);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.allows(START + SECOND)).isTrue();
    }

    @Test
    void anAttemptThatIsNeverReportedDoesNotHoldItForever() {
        Breaker breaker = opened(START);

        assertThat(breaker.allows(START + SECOND)).isTrue();
        assertThat(breaker.allows(START + 2 * SECOND - 1)).isFalse();
        assertThat(breaker.allows(START + 2 * SECOND)).isTrue();
        assertThat(breaker.allows(START + 2 * SECOND)).isFalse();
    }

    @Test
    void whatWasTriedWithoutAskingHasToDoWhereNobodyAsks() {
        Breaker breaker = opened(START);

        assertThat(breaker.lacksAttempts(START + SECOND - 1)).isFalse();
        assertThat(breaker.lacksAttempts(START + SECOND)).isFalse();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.lacksAttempts(START + 2 * SECOND - 1)).isFalse();
        assertThat(breaker.lacksAttempts(START + 2 * SECOND)).isTrue();

        assertThat(breaker.allows(START + 2 * SECOND)).isTrue();
        assertThat(breaker.lacksAttempts(START + 3 * SECOND - 1)).isFalse();
        assertThat(breaker.lacksAttempts(START + 3 * SECOND)).isTrue();
    }

    @Test
    void aSuccessAfterThePauseNeedNotHaveAsked() {
        Breaker breaker = opened(START);
        breaker.success(START + SECOND);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void refusesSettingsOutOfRange() {
        Backoff pause = Backoff.DEFAULT;
        for (double share : new double[] {0, -1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new Breaker.Settings(Duration.ofSeconds(1), 1, share, pause))
                    .hasMessageContaining("share");
        }
        assertThatThrownBy(() -> new Breaker.Settings(Duration.ZERO, 1, 1, pause))
                .hasMessageContaining("window");
        assertThatThrownBy(() -> new Breaker.Settings(Duration.ofDays(1), 0, 1, pause))
                .hasMessageContaining("least 1");
        Breaker forever = new Breaker(
                new Breaker.Settings(Duration.ofSeconds(Long.MAX_VALUE), 1, 1, pause), new SplittableRandom(1));
        forever.failure(START);
        assertThat(forever.state()).isEqualTo(State.OPEN);
    }

    /** Keeps every report, and works everything out anew each time. */
    private static final class Model {
        private final Breaker.Settings settings;
        private final List<long[]> reports = new ArrayList<>();
        private final long start;
        private State state = State.CLOSED;
        private int openings;
        private long opened;
        private long probe = Long.MIN_VALUE;

        Model(Breaker.Settings settings, long start) {
            this.settings = settings;
            this.start = start;
        }

        long pause() {
            return settings.pause().delay(openings, new SplittableRandom(1)).toNanos();
        }

        void look(long now) {
            if (state == State.OPEN && now >= opened + pause()) {
                state = State.HALF_OPEN;
                probe = Long.MIN_VALUE;
            }
        }

        boolean allows(long now) {
            look(now);
            boolean free = probe == Long.MIN_VALUE || now >= probe + pause();
            if (state == State.HALF_OPEN && free) {
                probe = now;
                return true;
            }
            return state == State.CLOSED;
        }

        void report(long now, boolean failed) {
            if (!failed) {
                look(now);
            }
            if (state == State.HALF_OPEN) {
                state = failed ? State.OPEN : State.CLOSED;
                reports.clear();
                openings = failed ? openings + 1 : 0;
                opened = now;
            } else if (state == State.CLOSED) {
                reports.add(new long[] {part(now), failed ? 1 : 0});
                long attempts = attempts(now);
                if (failed && attempts >= settings.minAttempts() && failures(now) >= settings.share() * attempts) {
                    state = State.OPEN;
                    openings++;
                    opened = now;
                }
            }
        }

        long part(long now) {
            return (now - start) / (settings.window().toNanos() / Breaker.BUCKETS);
        }

        long attempts(long now) {
            return reports.stream()
                    .filter(report -> report[0] > part(now) - Breaker.BUCKETS)
                    .count();
        }

        long failures(long now) {
            return reports.stream()
                    .filter(report -> report[0] > part(now) - Breaker.BUCKETS)
                    .mapToLong(report -> report[1])
                    .sum();
        }
    }

    @Test
    void doesWhatANaiveModelDoesOverRandomSchedules() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int openings = 0;
        for (int schedule = 0; schedule < 2_000; schedule++) {
            Breaker.Settings settings = new Breaker.Settings(
                    Duration.ofMillis(random.nextInt(100, 20_000)),
                    random.nextInt(1, 40),
                    0.05 + 0.95 * random.nextDouble(),
                    new Backoff(
                            Duration.ofMillis(random.nextInt(1, 1000)),
                            2,
                            Duration.ofMillis(random.nextInt(1000, 9000)),
                            0));
            long base = 3 * SECOND;
            long offset = random.nextBoolean() ? 0 : Long.MAX_VALUE - 10 * SECOND;
            Breaker breaker = new Breaker(settings, random.split());
            Model model = new Model(settings, base);
            long now = base;
            boolean first = true;
            int badness = random.nextInt(1, 100);
            long step = SECOND / random.nextInt(1, 200);
            for (int i = 0; i < 300; i++) {
                now += first ? 0 : random.nextLong(2 * step);
                badness = random.nextInt(40) == 0 ? random.nextInt(1, 100) : badness;
                String at = "seed " + seed + ", schedule " + schedule + ", step " + i;
                boolean report = first || random.nextInt(3) > 0;
                if (report) {
                    boolean failed = random.nextInt(100) < badness;
                    model.report(now, failed);
                    if (failed) {
                        breaker.failure(now + offset);
                    } else {
                        breaker.success(now + offset);
                    }
                    first = false;
                } else {
                    assertThat(breaker.allows(now + offset)).as(at).isEqualTo(model.allows(now));
                }
                assertThat(breaker.state()).as(at).isEqualTo(model.state);
                if (report && breaker.state() == State.CLOSED) {
                    String expected = model.failures(now) + " of the last " + model.attempts(now) + " attempts";
                    assertThat(breaker.describe()).as(at).startsWith(expected);
                }
                openings += breaker.state() == State.OPEN ? 1 : 0;
            }
        }
        assertThat(openings).isGreaterThan(1000);
    }
}

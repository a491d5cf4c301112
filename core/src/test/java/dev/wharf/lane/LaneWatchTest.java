package dev.wharf.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlines, reports and interrupts. Time passes by what the owner tells {@link Lanes#tick}. */
@ParameterizedClass
@EnumSource(LaneThreads.class)
final class LaneWatchTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Parameter
    LaneThreads kind = LaneThreads.VIRTUAL;

    private Rig rig(Duration deadline, Duration reportAfter) {
        return new Rig(kind, new LaneSettings(Order.NONE, 1, deadline, reportAfter), Rig.WIDE);
    }

    @Test
    void interruptsACallPastItsDeadlineAndSaysSo() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (Rig rig = rig(HOUR, Duration.ZERO)) {
            Call call = rig.submit(0, it -> Rig.hang(started));
            rig.flush();
            Rig.await(started);

            rig.lanes.tick(System.nanoTime() + 2 * Rig.HOUR);

            assertThat(rig.next()).isEqualTo(call);
            assertThat(call.failure())
                    .isInstanceOf(DeadlineExceeded.class)
                    .hasMessage("deadline of 3600000 ms exceeded")
                    .satisfies(it -> assertThat(it.getSuppressed()).hasOnlyElementsOfType(InterruptedException.class));
        }
    }

    @Test
    void countsACallThatEndsWellPastItsDeadline() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (Rig rig = rig(HOUR, Duration.ZERO)) {
            rig.submit(0, it -> {
                try {
                    Rig.hang(started);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Call behind = rig.submit(
                    0, it -> assertThat(Thread.currentThread().isInterrupted()).isFalse());
            rig.flush();
            Rig.await(started);

            rig.lanes.tick(System.nanoTime() + 2 * Rig.HOUR);

            assertThat(rig.next().failure()).isNull();
            assertThat(rig.next()).isEqualTo(behind);
            assertThat(behind.failure()).isNull();
        }
    }

    @Test
    void givesARetriedCallANewDeadline() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch startedAgain = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (Rig rig = rig(HOUR, Duration.ZERO)) {
            Call call = rig.submit(0, it -> {
                if (it.attempts() == 1) {
                    Rig.hang(started);
                }
                startedAgain.countDown();
                Rig.await(gate);
                throw new IOException("refused");
            });
            rig.flush();
            Rig.await(started);
            rig.lanes.tick(System.nanoTime() + 2 * Rig.HOUR);
            rig.lanes.retry(rig.next(), 0);
            Rig.await(startedAgain);

            gate.countDown();

            assertThat(rig.next()).isEqualTo(call);
            assertThat(call.failure()).isInstanceOf(IOException.class);
            assertThat(rig.slow).hasSize(1);
        }
    }

    @Test
    void keepsAnErrorThatFollowsAnInterrupt() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (Rig rig = rig(HOUR, Duration.ZERO)) {
            rig.submit(0, it -> {
                try {
                    Rig.hang(started);
                } catch (InterruptedException e) {
                    throw new LinkageError("broken", e);
                }
            });
            rig.flush();
            Rig.await(started);

            rig.lanes.tick(System.nanoTime() + 2 * Rig.HOUR);

            assertThat(rig.next().failure()).isInstanceOf(LinkageError.class);
        }
    }

    @Test
    void reportsACallThatTakesTooLongAndAgainAfterEachDoubling() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (Rig rig = rig(Duration.ZERO, HOUR)) {
            Call call = rig.submit(3, it -> {
                started.countDown();
                Rig.await(gate);
            });
            rig.flush();
            Rig.await(started);
            long now = System.nanoTime();

            int[] reports = new int[9];
            for (int hours = 0; hours < reports.length; hours++) {
                rig.lanes.tick(now + hours * Rig.HOUR + 1);
                reports[hours] = rig.slow.size();
            }

            assertThat(reports).containsExactly(0, 1, 2, 2, 3, 3, 3, 3, 4);
            SlowCall report = rig.slow.get(0);
            assertThat(report.record()).isEqualTo(call.record());
            assertThat(report.record().position()).isEqualTo("t-3@0");
            assertThat(report.age()).isGreaterThanOrEqualTo(HOUR);
            assertThat(report.thread()).startsWith("wharf-lane-test-");
            assertThat(report.stack()).anyMatch(frame -> frame.getClassName().equals(LaneWatchTest.class.getName()));
            gate.countDown();
            assertThat(rig.next().failure()).isNull();
        }
    }

    @Test
    void goesOnReportingADisownedCallThatDoesNotEnd() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (Rig rig = rig(Duration.ZERO, HOUR)) {
            rig.submit(0, it -> {
                started.countDown();
                awaitDeafly(gate);
            });
            rig.flush();
            Rig.await(started);
            assertThat(rig.lanes.interrupt(Rig::all)).hasSize(1);

            rig.lanes.tick(System.nanoTime() + 2 * Rig.HOUR);

            assertThat(rig.slow).hasSize(1);
            gate.countDown();
        }
    }

    /** Waits whatever happens. */
    static void awaitDeafly(CountDownLatch latch) {
        boolean over = false;
        while (!over) {
            try {
                latch.await();
                over = true;
            } catch (InterruptedException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    /** The owner interrupts calls that are about to end; the one behind must not feel it. */
    @Test
    void noInterruptEverHitsAnotherCall() throws Exception {
        int interrupted = 0;
        Set<Call> hit = ConcurrentHashMap.newKeySet();
        SplittableRandom random = new SplittableRandom();
        try (Rig rig = rig(HOUR, Duration.ZERO)) {
            for (int round = 0; round < 5_000; round++) {
                CountDownLatch started = new CountDownLatch(1);
                long busyNanos = random.nextLong(200_000);
                Call meant = rig.submit(0, call -> {
                    started.countDown();
                    spin(busyNanos);
                });
                rig.submit(0, call -> noteInterrupt(call, hit));
                rig.flush();
                Rig.await(started);
                meant.interruptOverdue();
                rig.next(2);
                interrupted += meant.overdue() ? 1 : 0;
            }
        }

        assertThat(hit).isEmpty();
        assertThat(interrupted).isPositive();
    }

    private static void noteInterrupt(Call call, Set<Call> hit) {
        spin(5_000);
        if (Thread.interrupted()) {
            hit.add(call);
        }
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}

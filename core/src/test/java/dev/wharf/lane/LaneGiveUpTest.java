package dev.wharf.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Giving partitions up, and closing. */
@ParameterizedClass
@EnumSource(LaneThreads.class)
final class LaneGiveUpTest {
    private static final Rig.Work NOTHING = call -> {};

    @Parameter
    LaneThreads kind = LaneThreads.VIRTUAL;

    @Test
    void dropsQueuedCallsAndLetsTheRunningOneGoOn() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicBoolean ran = new AtomicBoolean();
        try (Rig rig = new Rig(kind, Order.PARTITION, 2)) {
            Call running = rig.submit(0, call -> {
                started.countDown();
                Rig.await(gate);
            });
            Call queued = rig.submit(0, call -> ran.set(true));
            rig.flush();
            Rig.await(started);
            Call submitted = rig.submit(0, call -> ran.set(true));

            assertThat(rig.lanes.giveUp(Rig::all)).containsExactly(queued, submitted);

            gate.countDown();
            assertThat(rig.next()).isEqualTo(running);
            assertThat(rig.lanes.quiet()).isTrue();
            Call later = rig.submit(0, NOTHING);
            assertThat(rig.next()).isEqualTo(later);
            assertThat(ran).isFalse();
        }
    }

    /** What is given up comes again elsewhere; if a later record of its key had gone on, the order would be lost. */
    @Test
    void nothingRunsBehindACallThatWasGivenUpWhileTheLaneGoesOn() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch goneOn = new CountDownLatch(1);
        List<String> ran = new CopyOnWriteArrayList<>();
        try (Rig rig = new Rig(kind, Order.KEY, 2)) {
            CountDownLatch started = new CountDownLatch(1);
            Call running = rig.submit(0, "a", call -> {
                started.countDown();
                Rig.await(gate);
            });
            List<Call> queued = Stream.of("second", "third")
                    .<Call>map(name -> new Meddling(rig, gate, goneOn, () -> ran.add(name)))
                    .toList();
            queued.forEach(rig.lanes::submit);
            rig.flush();
            Rig.await(started);

            assertThat(rig.lanes.giveUp(Rig::all)).containsExactly(queued.get(1));

            assertThat(rig.next(2)).containsExactly(running, queued.get(0));
            assertThat(ran).containsExactly("second");
        }
    }

    /** The first one to be given up lets the lane go on, and waits until the next call has run. */
    private static final class Meddling extends Call {
        private final CountDownLatch gate;
        private final CountDownLatch goneOn;
        private final Runnable work;

        Meddling(Rig rig, CountDownLatch gate, CountDownLatch goneOn, Runnable work) {
            super(rig.nextRecord(0, "a"), 1);
            this.gate = gate;
            this.goneOn = goneOn;
            this.work = work;
        }

        @Override
        protected void run() {
            work.run();
            goneOn.countDown();
        }

        @Override
        boolean drop() {
            boolean dropped = super.drop();
            gate.countDown();
            try {
                Rig.await(goneOn);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return dropped;
        }
    }

    @Test
    void dropsOnlyWhatIsMeantAndKeepsTheOrderOfTheRest() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (Rig rig = new Rig(kind, Order.KEY, 2)) {
            Call running = rig.submit(0, "a", call -> {
                started.countDown();
                Rig.await(gate);
            });
            Call dropped = rig.submit(1, "a", NOTHING);
            Call kept = rig.submit(0, "a", NOTHING);
            rig.flush();
            Rig.await(started);

            assertThat(rig.lanes.giveUp(record -> record.slice().origin().partition() == 1))
                    .containsExactly(dropped);

            gate.countDown();
            assertThat(rig.next(2)).containsExactly(running, kept);
        }
    }

    @Test
    void dropsAParkedCallAndThoseBehindItBeforeAnyOfThemCanStart() {
        AtomicBoolean ran = new AtomicBoolean();
        try (Rig rig = new Rig(kind, Order.PARTITION, 2)) {
            Call parked = rig.submit(0, call -> {
                throw new IOException("refused");
            });
            Call behind = rig.submit(0, call -> ran.set(true));
            rig.lanes.retry(rig.next(), Rig.HOUR);

            assertThat(rig.lanes.giveUp(Rig::all)).containsExactly(parked, behind);

            assertThat(rig.lanes.quiet()).isTrue();
            rig.lanes.tick(System.nanoTime() + 2 * Rig.HOUR);
            Call later = rig.submit(0, NOTHING);
            assertThat(rig.next()).isEqualTo(later);
            assertThat(ran).isFalse();
            assertThat(parked.attempts()).isEqualTo(1);
        }
    }

    @Test
    void letsTheRestOfALaneGoOnWhenItsParkedCallIsDropped() {
        try (Rig rig = new Rig(kind, Order.KEY, 2)) {
            Call parked = rig.submit(0, "a", call -> {
                throw new IOException("refused");
            });
            Call behind = rig.submit(1, "a", NOTHING);
            rig.lanes.retry(rig.next(), Rig.HOUR);

            assertThat(rig.lanes.giveUp(record -> record.slice().origin().partition() == 0))
                    .containsExactly(parked);

            assertThat(rig.next()).isEqualTo(behind);
        }
    }

    @Test
    void leavesAFailureThatWasPolledToTheOwner() {
        try (Rig rig = new Rig(kind, Order.PARTITION, 2)) {
            rig.submit(0, call -> {
                throw new IOException("refused");
            });
            Call failed = rig.next();

            assertThat(rig.lanes.giveUp(Rig::all)).isEmpty();
            assertThat(rig.lanes.interrupt(Rig::all)).isEmpty();

            assertThat(rig.lanes.quiet()).isFalse();
            rig.lanes.release(failed);
            assertThat(rig.lanes.quiet()).isTrue();
        }
    }

    @Test
    void disownsWhatItInterrupts() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (Rig rig = new Rig(kind, Order.PARTITION, 1)) {
            Call running = rig.submit(0, call -> Rig.hang(started));
            Call behind = rig.submit(0, NOTHING);
            rig.flush();
            Rig.await(started);

            assertThat(rig.lanes.interrupt(Rig::all)).containsExactly(running);

            assertThat(rig.next()).isEqualTo(behind);
            assertThat(rig.lanes.poll()).isNull();
            assertThat(rig.lanes.quiet()).isTrue();
        }
    }

    @Test
    void keepsTheOrderBehindADisownedCallThatDoesNotEnd() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean overtaken = new AtomicBoolean();
        try (Rig rig = new Rig(kind, Order.PARTITION, 2)) {
            rig.submit(0, call -> {
                started.countDown();
                LaneWatchTest.awaitDeafly(gate);
                ended.set(true);
            });
            rig.flush();
            Rig.await(started);
            assertThat(rig.lanes.interrupt(Rig::all)).hasSize(1);
            assertThat(rig.lanes.quiet()).isTrue();

            Call later = rig.submit(0, call -> overtaken.set(!ended.get()));
            rig.submit(1, NOTHING);
            assertThat(rig.next()).isNotEqualTo(later);
            gate.countDown();

            assertThat(rig.next()).isEqualTo(later);
            assertThat(overtaken).isFalse();
        }
    }

    @Test
    void closingInterruptsWhatRunsAndForgetsTheRest() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Rig rig = new Rig(kind, Order.PARTITION, 2);
        rig.submit(0, call -> {
            try {
                Rig.hang(started);
            } finally {
                interrupted.countDown();
            }
        });
        rig.submit(0, NOTHING);
        rig.flush();
        Rig.await(started);

        rig.close();

        Rig.await(interrupted);
        assertThat(rig.lanes.quiet()).isTrue();
        assertThat(rig.lanes.poll()).isNull();
        assertThatThrownBy(() -> rig.submit(0, NOTHING)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingDoesNotWaitForeverForACallThatDoesNotEnd() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Rig rig = new Rig(kind, Order.PARTITION, 2);
        rig.submit(0, call -> {
            started.countDown();
            LaneWatchTest.awaitDeafly(gate);
        });
        rig.flush();
        Rig.await(started);

        rig.close();

        assertThat(rig.lanes.quiet()).isTrue();
        gate.countDown();
    }
}

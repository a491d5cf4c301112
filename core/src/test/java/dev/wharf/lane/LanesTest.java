package dev.wharf.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(LaneThreads.class)
final class LanesTest {
    private static final Rig.Work NOTHING = call -> {};

    @Parameter
    LaneThreads kind = LaneThreads.VIRTUAL;

    @Test
    void runsCallsOfOnePartitionInTheirOrder() {
        try (Rig rig = new Rig(kind, Order.PARTITION, 8)) {
            List<Call> calls = submitMany(rig, 200);

            assertThat(rig.next(200)).isEqualTo(calls);
            assertThat(rig.lanes.quiet()).isTrue();
        }
    }

    private static List<Call> submitMany(Rig rig, int count) {
        return IntStream.range(0, count).mapToObj(i -> rig.submit(0, NOTHING)).toList();
    }

    @Test
    void runsDifferentPartitionsAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        try (Rig rig = new Rig(kind, Order.PARTITION, 2)) {
            rig.submit(0, call -> both.await(1, TimeUnit.MINUTES));
            rig.submit(1, call -> both.await(1, TimeUnit.MINUTES));

            assertThat(rig.next(2)).allMatch(call -> call.failure() == null);
        }
    }

    @Test
    void runsEqualKeysInTheirOrderAndOthersAtTheSameTime() throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        try (Rig rig = new Rig(kind, Order.KEY, 4)) {
            Call first = rig.submit(0, "a", call -> Rig.await(other));
            Call second = rig.submit(0, "a", NOTHING);
            Call aside = rig.submit(0, "b", call -> other.countDown());

            assertThat(rig.next(3)).containsSubsequence(first, second).contains(aside);
            assertThat(first.failure()).isNull();
        }
    }

    @Test
    void runsRecordsWithoutKeyInTheOrderOfTheirPartition() {
        CountDownLatch other = new CountDownLatch(1);
        try (Rig rig = new Rig(kind, Order.KEY, 4)) {
            Call first = rig.submit(0, call -> Rig.await(other));
            Call second = rig.submit(0, NOTHING);
            rig.submit(1, call -> other.countDown());

            assertThat(rig.next(3)).containsSubsequence(first, second);
            assertThat(first.failure()).isNull();
        }
    }

    @Test
    void runsCallsWithoutOrderAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        try (Rig rig = new Rig(kind, Order.NONE, 2)) {
            rig.submit(0, "a", call -> both.await(1, TimeUnit.MINUTES));
            rig.submit(0, "a", call -> both.await(1, TimeUnit.MINUTES));

            assertThat(rig.next(2)).allMatch(call -> call.failure() == null);
        }
    }

    @Test
    void stopsTheLaneOfAFailedCallUntilItIsReleased() {
        IOException refused = new IOException("refused");
        AtomicBoolean ran = new AtomicBoolean();
        try (Rig rig = new Rig(kind, Order.PARTITION, 4)) {
            Call failing = rig.submit(0, call -> {
                throw refused;
            });
            Call behind = rig.submit(0, call -> ran.set(true));
            assertThat(rig.next()).isEqualTo(failing);
            assertThat(failing.failure()).isEqualTo(refused);
            rig.submit(1, NOTHING);
            rig.next();
            assertThat(ran).isFalse();
            assertThat(rig.lanes.quiet()).isFalse();

            rig.lanes.release(failing);

            assertThat(rig.next()).isEqualTo(behind);
            assertThat(rig.lanes.quiet()).isTrue();
        }
    }

    @Test
    void runsAFailedCallAgainBeforeThoseBehindIt() {
        try (Rig rig = new Rig(kind, Order.PARTITION, 4)) {
            Call flaky = rig.submit(0, call -> {
                if (call.attempts() < 3) {
                    throw new IOException("not yet");
                }
            });
            Call behind = rig.submit(0, NOTHING);

            for (int attempt = 1; attempt < 3; attempt++) {
                assertThat(rig.next()).isEqualTo(flaky);
                assertThat(flaky.failure()).hasMessage("not yet");
                rig.lanes.retry(flaky, attempt == 1 ? 0 : 1000);
            }

            assertThat(rig.next(2)).containsExactly(flaky, behind);
            assertThat(flaky.failure()).isNull();
            assertThat(flaky.attempts()).isEqualTo(3);
        }
    }

    @Test
    void handsErrorsBackAsFailures() {
        OutOfMemoryError error = new OutOfMemoryError("not really");
        try (Rig rig = new Rig(kind, Order.PARTITION, 1)) {
            rig.submit(0, call -> {
                throw error;
            });

            assertThat(rig.next().failure()).isEqualTo(error);
        }
    }

    @Test
    void aParkedLaneNeitherBlocksOthersNorIsLoad() {
        LaneSettings settings = new LaneSettings(Order.PARTITION, 1, Duration.ZERO, Duration.ZERO);
        try (Rig rig = new Rig(kind, settings, new LaneLimits(3, 100, 5, 100))) {
            Call parked = rig.submit(0, call -> {
                if (call.attempts() == 1) {
                    throw new IOException("not yet");
                }
            });
            Call behind = rig.submit(0, NOTHING);
            rig.submit(0, NOTHING);
            assertThat(rig.lanes.ready()).isFalse();

            rig.lanes.retry(rig.next(), Rig.HOUR);

            assertThat(rig.lanes.ready()).isTrue();
            Call other = rig.submit(1, NOTHING);
            assertThat(rig.next()).isEqualTo(other);
            rig.submit(0, NOTHING);
            assertThat(rig.lanes.ready()).as("four of five held").isTrue();
            rig.submit(0, NOTHING);
            assertThat(rig.lanes.ready()).as("five of five held").isFalse();

            rig.lanes.tick(System.nanoTime() + 2 * Rig.HOUR);
            assertThat(rig.next(5)).startsWith(parked, behind);
            assertThat(rig.lanes.ready()).isTrue();
            assertThat(rig.lanes.quiet()).isTrue();
        }
    }

    @Test
    void isNotReadyWhileBytesAreAtTheLimit() {
        LaneSettings settings = new LaneSettings(Order.PARTITION, 1, Duration.ZERO, Duration.ZERO);
        try (Rig rig = new Rig(kind, settings, new LaneLimits(100, 2, 100, 100))) {
            rig.submit(0, NOTHING);
            assertThat(rig.lanes.ready()).isTrue();

            rig.submit(0, NOTHING);

            assertThat(rig.lanes.ready()).isFalse();
            rig.next();
            assertThat(rig.lanes.ready()).isTrue();
        }
    }

    @Test
    void holdsNoSlotForALaneThatStandsStill() {
        try (Rig rig = new Rig(kind, Order.PARTITION, 1)) {
            rig.submit(0, call -> {
                throw new IOException("refused");
            });
            Call failed = rig.next();

            Call other = rig.submit(1, NOTHING);

            assertThat(rig.next()).isEqualTo(other);
            rig.lanes.release(failed);
        }
    }

    @Test
    void letsOtherLanesRunBetweenTheCallsOfALongOne() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Rig rig = new Rig(kind, Order.PARTITION, 1)) {
            rig.submit(0, call -> Rig.await(gate));
            List<Call> many = submitMany(rig, 3 * Carrier.MOST_CALLS);
            Call other = rig.submit(1, NOTHING);
            rig.flush();
            gate.countDown();

            List<Call> ended = rig.next(many.size() + 2);

            assertThat(ended.indexOf(other)).isLessThan(ended.indexOf(many.get(2 * Carrier.MOST_CALLS)));
        }
    }

    @Test
    void refusesACallSubmittedTwice() {
        try (Rig rig = new Rig(kind, Order.PARTITION, 1)) {
            Call call = rig.submit(0, NOTHING);

            assertThatThrownBy(() -> rig.lanes.submit(call)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesToRetryOrReleaseWhatDidNotFail() {
        try (Rig rig = new Rig(kind, Order.PARTITION, 1)) {
            Call call = rig.submit(0, NOTHING);
            rig.next();

            assertThatThrownBy(() -> rig.lanes.retry(call, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> rig.lanes.release(call)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void waitsForACompletionThatComesLater() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (Rig rig = new Rig(kind, Order.PARTITION, 1)) {
            Call call = rig.submit(0, it -> {
                started.countDown();
                Rig.await(gate);
            });
            rig.flush();
            Rig.await(started);
            rig.lanes.await(1000);
            assertThat(rig.lanes.poll()).isNull();

            gate.countDown();

            assertThat(rig.next()).isEqualTo(call);
        }
    }

    @Test
    void doesNotWaitBeyondTheNextRetry() {
        try (Rig rig = new Rig(kind, Order.PARTITION, 1)) {
            rig.submit(0, call -> {
                throw new IOException("refused");
            });
            rig.lanes.retry(rig.next(), 1000);

            long start = System.nanoTime();
            rig.lanes.await(Rig.HOUR);

            assertThat(System.nanoTime() - start).isLessThan(Rig.HOUR / 2);
        }
    }
}

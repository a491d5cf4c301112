package dev.wharf.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.record.WharfRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random schedules against a naive model: for each lane, the calls in the order of their submission, each as often as
 * it failed and was retried. Whatever the threads do, this is what each lane must have seen, at most so many at a time,
 * and each call must have come to exactly one end.
 */
final class LanesModelTest {
    private static final int SCHEDULES = 300;
    private static final int CALLS = 700;
    private static final int PARTITIONS = 3;
    private static final int MOST_ATTEMPTS = 3;

    /** One lane as the calls see it. */
    private static final class Seen {
        final AtomicInteger running = new AtomicInteger();
        final List<Planned> runs = new ArrayList<>();
        final List<Planned> submitted = new ArrayList<>();
    }

    /** A call with its fate: how often it fails, and what it does meanwhile. */
    private static final class Planned extends Call {
        private final Schedule schedule;
        private final Seen seen;
        private final int failures;
        private final int spins;
        int ends;
        boolean cutShort;

        Planned(Schedule schedule, WharfRecord record, Seen seen, int failures, int spins) {
            super(record, 1);
            this.schedule = schedule;
            this.seen = seen;
            this.failures = failures;
            this.spins = spins;
        }

        /** A place to be interrupted at. */
        private static void giveUpTheProcessor() throws InterruptedException {
            LockSupport.parkNanos(1_000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        @Override
        protected void run() throws Exception {
            if (schedule.running.incrementAndGet() > schedule.most) {
                schedule.broken = "more calls than lanes";
            }
            if (seen.running.incrementAndGet() > 1) {
                schedule.broken = "two calls of one lane";
            }
            seen.runs.add(this);
            try {
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
                if (spins % 16 == 1) {
                    giveUpTheProcessor();
                }
            } finally {
                seen.running.decrementAndGet();
                schedule.running.decrementAndGet();
            }
            if (attempts() <= failures) {
                throw new IOException("planned");
            }
        }
    }

    /** One run with one owner. */
    private static final class Schedule {
        private final SplittableRandom random;
        private final Order order;
        private final int most;
        private final Lanes lanes;
        private final boolean givesUp;
        private final AtomicInteger running = new AtomicInteger();
        private final Map<String, Seen> seen = new HashMap<>();
        private final List<Planned> calls = new ArrayList<>();
        private volatile @Nullable String broken;

        Schedule(long seed, LaneThreads kind) {
            random = new SplittableRandom(seed);
            order = List.of(Order.PARTITION, Order.KEY, Order.NONE).get(random.nextInt(3));
            most = 1 + random.nextInt(6);
            givesUp = random.nextBoolean();
            lanes = new Lanes(
                    "model", new LaneSettings(order, most, Duration.ZERO, Duration.ZERO), Rig.WIDE, slow -> {}, kind);
        }

        void run() {
            try (lanes) {
                while (calls.size() < CALLS) {
                    step(random.nextInt(100));
                }
                while (!lanes.quiet()) {
                    drain();
                }
            }
            assertThat(broken).isNull();
            calls.forEach(call -> assertThat(call.ends).as("ends of a call").isEqualTo(1));
            seen.values().forEach(Schedule::check);
        }

        private void step(int what) {
            if (what < 70) {
                submit(1 + random.nextInt(4));
            } else if (what < 90) {
                take(random.nextInt(5));
            } else if (what < 98 || !givesUp) {
                drain();
            } else {
                cut();
            }
        }

        private void submit(int count) {
            for (int i = 0; i < count; i++) {
                int partition = random.nextInt(PARTITIONS);
                String key = random.nextInt(8) == 0 ? null : "k" + random.nextInt(10);
                WharfRecord record = Rig.record(partition, calls.size(), key);
                int failures = random.nextInt(10) == 0 ? 1 + random.nextInt(MOST_ATTEMPTS) : 0;
                Seen lane = seen.computeIfAbsent(laneOf(partition, key), it -> new Seen());
                Planned call = new Planned(this, record, lane, failures, random.nextInt(200));
                calls.add(call);
                lane.submitted.add(call);
                lanes.submit(call);
            }
        }

        private String laneOf(int partition, @Nullable String key) {
            return switch (order) {
                case PARTITION -> "p" + partition;
                case KEY -> key == null ? "p" + partition : key;
                case NONE -> "c" + calls.size();
            };
        }

        private void drain() {
            lanes.await(Duration.ofMillis(10).toNanos());
            lanes.tick(System.nanoTime());
            take(Integer.MAX_VALUE);
        }

        private void take(int atMost) {
            for (int i = 0; i < atMost; i++) {
                Planned call = (Planned) lanes.poll();
                if (call == null) {
                    return;
                }
                if (call.failure() == null) {
                    call.ends++;
                } else {
                    decide(call);
                }
            }
        }

        private void decide(Planned call) {
            assertThat(call.failure()).hasMessage("planned");
            if (call.attempts() < MOST_ATTEMPTS) {
                lanes.retry(call, random.nextInt(3) * 20_000L);
            } else {
                call.ends++;
                lanes.release(call);
            }
        }

        /** Some records are wanted no more. */
        private void cut() {
            int partition = random.nextInt(PARTITIONS);
            Predicate<WharfRecord> which = record -> record.slice().origin().partition() == partition;
            lanes.giveUp(which).forEach(Schedule::cutShort);
            if (random.nextBoolean()) {
                lanes.interrupt(which).forEach(Schedule::cutShort);
            }
        }

        private static void cutShort(Call call) {
            Planned planned = (Planned) call;
            planned.cutShort = true;
            planned.ends++;
        }

        private static void check(Seen lane) {
            List<Planned> expected = new ArrayList<>();
            for (Planned call : lane.submitted) {
                int planned = Math.min(call.failures + 1, MOST_ATTEMPTS);
                int attempts = call.attempts();
                assertThat(attempts).isBetween(call.cutShort ? 0 : planned, planned);
                for (int i = 0; i < attempts; i++) {
                    expected.add(call);
                }
            }
            assertThat(lane.runs).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithANaiveModelOverRandomSchedules(LaneThreads kind) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SCHEDULES; i++) {
            long scheduleSeed = random.nextLong();
            try {
                new Schedule(scheduleSeed, kind).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("schedule seed " + scheduleSeed + " of seed " + seed, e);
            }
        }
    }
}

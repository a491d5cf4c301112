package dev.wharf.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.codec.Codec;
import dev.wharf.json.JsonCodec;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The settle code (Slice, Progress) against a naive model that notes the state of every single record, over random
 * schedules of delivering, accepting, settling, cutting and looking.
 */
final class SettleModelTest {
    private static final int SCHEDULES = 1_000_000;
    private static final int STEPS = 24;
    private static final Codec JSON = JsonCodec.JSON;
    private static final Decoding DECODING = new Decoding(JSON, new Fields(), true);

    /** What the model knows of one record. */
    private static final class Noted {
        private final long offset;
        private boolean handedOut;
        private boolean cut;
        private int open;

        Noted(long offset) {
            this.offset = offset;
        }

        boolean settled() {
            return handedOut && open == 0;
        }
    }

    /** A slice and the model's view of it. */
    private static final class Both {
        private final Slice slice;
        private final List<Noted> records;
        private final long end;
        private int next;

        Both(Slice slice, List<Noted> records, long end) {
            this.slice = slice;
            this.records = records;
            this.end = end;
        }

        boolean done() {
            return next == records.size();
        }
    }

    private final List<Both> slices = new ArrayList<>();
    private final List<Both> waiting = new ArrayList<>();
    private Progress progress = new Progress();
    private long nextOffset;

    @Test
    void agreesWithANaiveModelOverAMillionRandomSchedules() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SCHEDULES; i++) {
            long scheduleSeed = random.nextLong();
            try {
                runSchedule(new SplittableRandom(scheduleSeed));
            } catch (AssertionError e) {
                throw new AssertionError("schedule seed " + scheduleSeed + " of seed " + seed, e);
            }
        }
    }

    private void runSchedule(SplittableRandom random) {
        slices.clear();
        waiting.clear();
        progress = new Progress();
        nextOffset = random.nextInt(5);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0 -> deliver(random);
                case 1, 2, 3 -> handOut(random);
                case 4, 5, 6 -> settle(random);
                default -> cutSometimes(random);
            }
            if (random.nextInt(3) == 0) {
                look();
            }
        }
        look();
    }

    /** Offsets have gaps, as transaction markers and compaction leave them; the end may lie behind the last record. */
    private void deliver(SplittableRandom random) {
        List<Noted> records = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            records.add(new Noted(nextOffset));
            nextOffset += 1 + (random.nextInt(4) == 0 ? random.nextInt(3) : 0);
        }
        Both both = new Both(new Slice(new Origin("t", 0), DECODING, nextOffset), records, nextOffset);
        progress.add(both.slice);
        slices.add(both);
        waiting.add(both);
    }

    /** Slices are handed out in order, record by record, to no branch (filtered) or up to three. */
    private void handOut(SplittableRandom random) {
        if (waiting.isEmpty()) {
            return;
        }
        Both first = waiting.get(0);
        Noted record = first.records.get(first.next++);
        record.handedOut = true;
        record.open = random.nextInt(4);
        for (int i = 0; i < record.open; i++) {
            first.slice.accept();
        }
        if (first.done()) {
            first.slice.handedOut();
            waiting.remove(0);
        }
    }

    private void settle(SplittableRandom random) {
        if (slices.isEmpty()) {
            return;
        }
        Both both = slices.get(random.nextInt(slices.size()));
        Noted record = both.records.get(random.nextInt(both.records.size()));
        if (record.open > 0) {
            int count = 1 + random.nextInt(record.open);
            record.open -= count;
            both.slice.settle(count);
        }
    }

    /** A partition is given up in the middle of a slice: only possible where one is being handed out. */
    private void cutSometimes(SplittableRandom random) {
        if (waiting.isEmpty() || random.nextInt(4) != 0) {
            return;
        }
        Both first = waiting.remove(0);
        first.slice.cutAt(first.records.get(first.next).offset);
        first.records.subList(first.next, first.records.size()).forEach(record -> record.cut = true);
        // Behind a cut nothing of the partition is ours any more.
        waiting.clear();
    }

    private void look() {
        assertThat(progress.advance()).isEqualTo(expected());
    }

    /**
     * The end of the longest run of slices, from the first, in which every record is settled; a cut one ends at its
     * cut.
     */
    private long expected() {
        long settled = Progress.NONE;
        for (Both both : slices) {
            long end = both.end;
            boolean cut = false;
            for (Noted record : both.records) {
                if (record.cut) {
                    cut = true;
                    end = Math.min(end, record.offset);
                } else if (!record.settled()) {
                    return settled;
                }
            }
            settled = end;
            if (cut) {
                // What lies behind has to be read again, whatever became of it.
                return settled;
            }
        }
        return settled;
    }

    @Test
    void countsSettlementsFromManyThreads() throws Exception {
        int threads = 4;
        int records = 20_000;
        Slice slice = new Slice(new Origin("t", 0), DECODING, records);
        Progress lone = new Progress();
        lone.add(slice);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                done.add(pool.submit(() -> {
                    go.await();
                    for (int n = 0; n < records; n++) {
                        slice.settle(1);
                    }
                    return null;
                }));
            }
            go.countDown();
            for (int n = 0; n < threads * records; n++) {
                slice.accept();
                assertThat(lone.advance()).isEqualTo(Progress.NONE);
            }
            slice.handedOut();
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(lone.advance()).isEqualTo(records);
    }
}

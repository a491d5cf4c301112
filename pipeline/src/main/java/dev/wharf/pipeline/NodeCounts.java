package dev.wharf.pipeline;

import dev.wharf.status.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What one stage counts in one worker. */
final class NodeCounts {
    final Counter in = new Counter();
    final Counter passed = new Counter();
    final Counter filtered = new Counter();
    final Counter absent = new Counter();
    final Counter skipped = new Counter();
    final Counter returned = new Counter();
    final Counter emitted = new Counter();
    /** How long calls took, where the stage waits for something. */
    final Durations took = new Durations();
    /** Records that came from each input. */
    final Map<String, Counter> inFrom = new TreeMap<>();
    /** Records sent to each stage behind. */
    final Map<String, Counter> emittedTo = new TreeMap<>();
    /** What became of the records that a sink took from this worker. */
    final Fate fate = new Fate();
    /** What became of the records that were sent to the dead letters. */
    final Fate dead = new Fate();

    /** What was counted so far is final. */
    void mark() {
        all().forEach(Counter::mark);
        fate.mark();
        dead.mark();
    }

    /** Forgets what was counted since the last mark. */
    void rollBack() {
        all().forEach(Counter::rollBack);
        fate.rollBack();
        dead.rollBack();
    }

    private List<Counter> all() {
        List<Counter> all = new ArrayList<>(List.of(in, passed, filtered, absent, skipped, returned, emitted));
        all.addAll(inFrom.values());
        all.addAll(emittedTo.values());
        return all;
    }

    /** What became of records that were taken; any thread counts, the worker's marks. */
    static final class Fate {
        final AtomicLong settled = new AtomicLong();
        final AtomicLong returned = new AtomicLong();
        private long settledMark;
        private long returnedMark;

        private void mark() {
            settledMark = settled.get();
            returnedMark = returned.get();
        }

        private void rollBack() {
            settled.set(settledMark);
            returned.set(returnedMark);
        }
    }
}

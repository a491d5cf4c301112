package dev.wharf.handler;

import dev.wharf.status.Durations;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What one worker counts. Any thread adds and looks; {@link #mark} and {@link #rollBack} are the worker's. */
final class Counts {
    /** What is counted; of the fates of a record that was sent for several times, the last one here counts. */
    enum What {
        IN,
        SENT,
        HANDLED,
        SKIPPED,
        DEAD_LETTERED,
        RETURNED
    }

    /** How long calls took; the worker adds. */
    final Durations took = new Durations();

    private final Map<What, Count> counts = new EnumMap<>(What.class);

    private static final class Count {
        private final AtomicLong now = new AtomicLong();
        private long mark;
    }

    Counts() {
        for (What what : What.values()) {
            counts.put(what, new Count());
        }
    }

    private AtomicLong of(What what) {
        Count count = counts.get(what);
        return count == null ? new AtomicLong() : count.now;
    }

    void add(What what, long more) {
        of(what).getAndAdd(more);
    }

    long get(What what) {
        return of(what).get();
    }

    /** What was counted so far is final. */
    void mark() {
        counts.values().forEach(count -> count.mark = count.now.get());
    }

    /** Forgets what was counted since the mark. */
    void rollBack() {
        counts.values().forEach(count -> count.now.set(count.mark));
    }
}

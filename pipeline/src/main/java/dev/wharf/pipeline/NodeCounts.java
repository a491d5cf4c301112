package dev.wharf.pipeline;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What one stage counts in one worker; a sink's fate counts come from other threads and are shared by all workers. */
final class NodeCounts {
    final Counter in = new Counter();
    final Counter passed = new Counter();
    final Counter filtered = new Counter();
    final Counter absent = new Counter();
    final Counter returned = new Counter();
    final Counter emitted = new Counter();
    /** Records that came from each input. */
    final Map<String, Counter> inFrom = new TreeMap<>();
    /** Records sent to each stage behind. */
    final Map<String, Counter> emittedTo = new TreeMap<>();

    /** What became of the records that a sink took; any thread. */
    static final class Fate {
        final AtomicLong settled = new AtomicLong();
        final AtomicLong returned = new AtomicLong();
    }
}

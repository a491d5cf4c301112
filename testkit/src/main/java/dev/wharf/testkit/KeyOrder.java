package dev.wharf.testkit;

import java.util.HashMap;
import java.util.Map;

/** The order of first deliveries of each key. One thread. */
final class KeyOrder {
    private final Map<String, Last> lastOfKey = new HashMap<>();

    private record Last(int partition, long seq) {}

    /** Takes the next first delivery; false if it comes after a later record of its key, or in another partition. */
    boolean follows(Sent record, int partition) {
        Last last = lastOfKey.get(record.key());
        long latest = last == null ? record.seq() : Math.max(last.seq(), record.seq());
        lastOfKey.put(record.key(), new Last(partition, latest));
        return last == null || (last.partition() == partition && last.seq() <= record.seq());
    }
}

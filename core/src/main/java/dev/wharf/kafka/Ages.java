package dev.wharf.kafka;

import dev.wharf.status.PartitionStatus;
import java.util.ArrayDeque;

/** How old the first record of a partition is that is not done, to about one poll. For one thread. */
final class Ages {
    /** Where files hold everything back until the end, they would be without number. */
    private static final int MOST = 128;

    private final ArrayDeque<Mark> marks = new ArrayDeque<>();

    private record Mark(long offset, long timestampMs) {}

    /** A poll brought records, this one first. */
    void fetched(long offset, long timestampMs) {
        if (timestampMs >= 0 && marks.size() < MOST) {
            marks.addLast(new Mark(offset, timestampMs));
        }
    }

    /** Milliseconds, or {@link PartitionStatus#UNKNOWN} while nothing has come. */
    long ageMs(long settled, long nowMs) {
        Mark first = marks.pollFirst();
        if (first == null) {
            return PartitionStatus.UNKNOWN;
        }
        while (!marks.isEmpty() && marks.getFirst().offset <= settled) {
            first = marks.removeFirst();
        }
        marks.addFirst(first);
        return Math.max(0, nowMs - first.timestampMs);
    }
}

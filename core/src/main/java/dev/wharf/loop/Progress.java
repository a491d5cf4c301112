package dev.wharf.loop;

import dev.wharf.record.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What may be committed of one partition: the end of the last slice before which everything is settled. Worker's thread
 * only; the slices themselves are settled by any thread. Behind a slice that was cut nothing counts any more: the next
 * record is to be read again.
 */
public final class Progress {
    /** Nothing has settled yet. */
    public static final long NONE = -1;

    private final ArrayDeque<Slice> open = new ArrayDeque<>();
    private long settledOffset = NONE;
    private boolean cut;

    /** A slice was fetched. Slices come in the order of their offsets. */
    public void add(Slice slice) {
        open.addLast(slice);
    }

    /** The offset up to which everything is settled, as of now, or {@link #NONE}. */
    public long advance() {
        Slice first = open.peekFirst();
        while (first != null && !cut && first.isSettled()) {
            settledOffset = first.nextOffset();
            cut = first.isCut();
            open.removeFirst();
            first = open.peekFirst();
        }
        return settledOffset;
    }

    /** Whether this slice is the next to settle, and everything handed out of it until now has. */
    public boolean settledSoFar(Slice slice) {
        advance();
        return !cut && slice.equals(open.peekFirst()) && !slice.isCut() && slice.isSettledSoFar();
    }

    /**
     * The same as {@link #advance}; where nothing has settled yet, the offset of the first record, or {@link #NONE}
     * without one.
     */
    public long prefixEnd() {
        long settled = advance();
        Slice first = open.peekFirst();
        return settled == NONE && first != null ? first.firstOffset() : settled;
    }

    /**
     * What is settled behind that, in order: ranges of offsets that need not be read again.
     *
     * @param earlier ranges that were settled before the records came, and so were left out of them, in order
     */
    public List<OffsetRange> settledBeyond(List<OffsetRange> earlier) {
        advance();
        List<OffsetRange> ranges = new ArrayList<>(earlier);
        for (Slice slice : open) {
            if (cut || slice.isCut()) {
                break;
            }
            if (slice.isSettled() && slice.firstOffset() < slice.nextOffset()) {
                ranges.add(new OffsetRange(slice.firstOffset(), slice.nextOffset()));
            }
        }
        return merged(ranges);
    }

    /** The same offsets in ranges that are in order and apart. */
    private static List<OffsetRange> merged(List<OffsetRange> ranges) {
        ranges.sort(Comparator.comparingLong(OffsetRange::start));
        List<OffsetRange> merged = new ArrayList<>();
        for (OffsetRange next : ranges) {
            OffsetRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && next.start() <= last.end()) {
                merged.set(merged.size() - 1, new OffsetRange(last.start(), Math.max(last.end(), next.end())));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    /** Slices fetched and not yet settled, or not yet looked at. */
    public int openSlices() {
        return open.size();
    }

    /** Whether everything that was handed out has settled, or was given up; behind a cut nothing is handed out. */
    public boolean allSettled() {
        advance();
        if (cut) {
            return true;
        }
        for (Slice slice : open) {
            if (!slice.isSettled() && !slice.isAbandoned()) {
                return false;
            }
            if (slice.isCut()) {
                return true;
            }
        }
        return true;
    }
}

package dev.wharf.loop;

import dev.wharf.record.Slice;
import java.util.ArrayDeque;

/**
 * What may be committed of one partition: the end of the last slice before which everything is settled. Worker's thread
 * only; the slices themselves are settled by any thread.
 */
public final class Progress {
    /** Nothing has settled yet. */
    public static final long NONE = -1;

    private final ArrayDeque<Slice> open = new ArrayDeque<>();
    private long settledOffset = NONE;

    /** A slice was fetched. Slices come in the order of their offsets. */
    public void add(Slice slice) {
        open.addLast(slice);
    }

    /** The offset up to which everything is settled, as of now, or {@link #NONE}. */
    public long advance() {
        Slice first = open.peekFirst();
        while (first != null && first.isSettled()) {
            settledOffset = first.nextOffset();
            open.removeFirst();
            first = open.peekFirst();
        }
        return settledOffset;
    }

    /** Slices fetched and not yet settled, or not yet looked at. */
    public int openSlices() {
        return open.size();
    }

    /** Whether everything that was fetched has settled. */
    public boolean allSettled() {
        advance();
        return open.isEmpty();
    }
}

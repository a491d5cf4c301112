package dev.wharf.loop;

import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;

/** The records of one slice, handed out one by one on the worker's thread, in their order. */
public interface Batch {
    /** Many of them can be added. */
    long UNKNOWN_BYTES = 1L << 40;

    /** The slice of its records; where each record has its own, that of the record that came last. */
    Slice slice();

    boolean hasNext();

    WharfRecord next();

    /** Where its records come from. */
    default Origin origin() {
        return slice().origin();
    }

    /** Whether the next record can be decoded; false while its schema is being asked for. */
    default boolean ready() {
        return true;
    }

    /** Why it cannot, in words; empty while that is only a matter of a moment. */
    default String inTheWay() {
        return "";
    }

    /** The record that came last was taken by all stages. */
    default void handedOut() {
        if (!hasNext()) {
            slice().handedOut();
        }
    }

    /** The records from this offset on go back: they were not handed out, or not by all stages. */
    default void cutAt(long offset) {
        slice().cutAt(offset);
    }

    /** Records not yet handed out. */
    int remaining();

    /** Bytes of their keys and values, about; where that is not known, more than anybody wants to hold. */
    default long remainingBytes() {
        return hasNext() ? UNKNOWN_BYTES : 0;
    }

    /** Whether the partition was given up: nobody may hand out the rest. */
    boolean revoked();
}

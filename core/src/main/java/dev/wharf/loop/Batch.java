package dev.wharf.loop;

import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;

/** The records of one slice, handed out one by one on the worker's thread, in their order. */
public interface Batch {
    Slice slice();

    boolean hasNext();

    WharfRecord next();

    /** Records not yet handed out. */
    int remaining();

    /** Whether the partition was given up: nobody may hand out the rest. */
    boolean revoked();
}

package dev.wharf.lane;

import org.jspecify.annotations.Nullable;

/** Calls that run one after another. */
final class Lane {
    enum Status {
        /** Nothing is queued. */
        IDLE,
        /** Waits for a carrier. */
        READY,
        /** A carrier has it, and with it a few calls off its head. */
        RUNNING,
        /** Stands still until the owner has dealt with the call that failed. */
        STOPPED
    }

    /** Where the owner finds the lane again, or null if it is for one call alone. */
    final @Nullable Object key;

    // The owner's.
    /** Calls that are not through, and their memory. */
    int calls;

    long bytes;
    /** Calls that still run and of which the owner wants to hear no more. */
    int disowned;
    /** Whether the owner knows of a failed call that holds up the others. */
    boolean stopped;

    // Guarded by the lock of Carriers.
    Status status = Status.IDLE;
    final Chain queue = new Chain();

    Lane(@Nullable Object key) {
        this.key = key;
    }

    /** Whether nothing more will ever run here, unless the owner submits it. */
    boolean over() {
        return calls == 0 && disowned == 0;
    }
}

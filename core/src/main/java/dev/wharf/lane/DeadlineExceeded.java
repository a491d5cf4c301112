package dev.wharf.lane;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import org.jspecify.annotations.Nullable;

/** A call ran past its deadline, was interrupted and failed. What it threw then is suppressed. */
public final class DeadlineExceeded extends WharfException {
    private static final long serialVersionUID = 1L;

    private DeadlineExceeded(long deadlineMs) {
        super(ErrorCode.UNAVAILABLE, "deadline of " + deadlineMs + " ms exceeded");
    }

    /** The true name of a failure that followed an interrupt of ours. An Error stays what it is. */
    static Throwable of(@Nullable Throwable failure, long deadlineMs) {
        if (failure instanceof Error error) {
            return error;
        }
        DeadlineExceeded exceeded = new DeadlineExceeded(deadlineMs);
        if (failure != null) {
            exceeded.addSuppressed(failure);
        }
        return exceeded;
    }
}

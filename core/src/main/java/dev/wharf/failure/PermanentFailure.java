package dev.wharf.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure that no other try can mend: the record is to blame. Handlers throw it, or a subclass of it, to have a
 * failure treated as {@link FailureKind#PERMANENT}.
 */
public class PermanentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public PermanentFailure(String text) {
        this(text, null);
    }

    /** Says what failed, and why. */
    public PermanentFailure(String text, @Nullable Throwable cause) {
        super(text, cause);
    }
}

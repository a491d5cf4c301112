package dev.wharf.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure that may pass: another try may succeed. Handlers throw it, or a subclass of it, to have a
 * failure treated as {@link FailureKind#TRANSIENT}.
 */
public class TransientFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public TransientFailure(String text) {
        this(text, null);
    }

    /** Says what failed, and why. */
    public TransientFailure(String text, @Nullable Throwable cause) {
        super(text, cause);
    }
}

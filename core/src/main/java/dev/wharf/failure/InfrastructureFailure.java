package dev.wharf.failure;

import org.jspecify.annotations.Nullable;

/**
 * Something that processing needs is away: no record is to blame. Handlers throw it, or a subclass of it, to have a
 * failure treated as {@link FailureKind#INFRASTRUCTURE}.
 */
public class InfrastructureFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what failed. */
    public InfrastructureFailure(String text) {
        this(text, null);
    }

    /** Says what failed, and why. */
    public InfrastructureFailure(String text, @Nullable Throwable cause) {
        super(text, cause);
    }
}

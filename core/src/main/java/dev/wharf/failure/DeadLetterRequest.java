package dev.wharf.failure;

import org.jspecify.annotations.Nullable;

/**
 * A handler asks that its record be put among the dead letters, without another try. Where there are none, the record
 * is skipped if the policy is {@link OnError#SKIP}, and otherwise the run stops.
 */
public final class DeadLetterRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Asks for it.
     *
     * @param reason written beside the record
     */
    public DeadLetterRequest(String reason) {
        this(reason, null);
    }

    /**
     * Asks for it, because of another failure.
     *
     * @param reason written beside the record
     */
    public DeadLetterRequest(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}

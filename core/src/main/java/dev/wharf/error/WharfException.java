package dev.wharf.error;

import org.jspecify.annotations.Nullable;

/**
 * The one unchecked root of all errors that Wharf throws. The text says what failed, on what, the value seen where it
 * is not secret and not from a record, and what to do.
 */
public class WharfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public WharfException(ErrorCode code, String text) {
        this(code, text, null);
    }

    public WharfException(ErrorCode code, String text, @Nullable Throwable cause) {
        super(text, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public boolean retryable() {
        return code.retryable();
    }
}

package dev.wharf.store;

import dev.wharf.error.WharfException;
import org.jspecify.annotations.Nullable;

/** A store did not do what it was asked to. The text names the store, the key, and what to do. */
public final class StoreException extends WharfException {
    private static final long serialVersionUID = 1L;

    private final StoreFailure failure;

    public StoreException(StoreFailure failure, String text) {
        this(failure, text, null);
    }

    public StoreException(StoreFailure failure, String text, @Nullable Throwable cause) {
        super(failure.code(), text, cause);
        this.failure = failure;
    }

    public StoreFailure failure() {
        return failure;
    }
}

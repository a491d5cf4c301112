package dev.wharf.devstack;

import org.jspecify.annotations.Nullable;

/** A broker on this machine could not be started, reached or shared; the text says why and what to do. */
public final class DevstackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DevstackException(String text) {
        super(text);
    }

    public DevstackException(String text, @Nullable Throwable cause) {
        super(text, cause);
    }
}

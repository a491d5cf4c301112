package dev.wharf.bind;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import org.jspecify.annotations.Nullable;

/** What does not fit, while we climb out of it and learn where it stood. Never leaves this package. */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** From the outermost class, or what is known of it so far, such as {@code .lines[3].amount}. */
    private final String path;

    private Misfit(String path, String text, @Nullable Throwable cause) {
        super(text, cause, false, false);
        this.path = path;
    }

    static Misfit of(String text) {
        return new Misfit("", text, null);
    }

    static Misfit of(String text, Throwable cause) {
        return new Misfit("", text, cause);
    }

    /** The same, one step further out. */
    static Misfit within(String step, RuntimeException e) {
        return e instanceof Misfit inner
                ? new Misfit(step + inner.path, inner.text(), inner.getCause())
                : new Misfit(step, String.valueOf(e.getMessage()), e.getCause());
    }

    /** As what the caller of a binder sees. */
    WharfException outside(ErrorCode code, Class<?> type) {
        return new WharfException(code, type.getSimpleName() + path + ": " + text(), getCause());
    }

    private String text() {
        return String.valueOf(getMessage());
    }
}

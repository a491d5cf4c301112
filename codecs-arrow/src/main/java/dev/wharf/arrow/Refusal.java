package dev.wharf.arrow;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;

/** A value that does not fit, and where it stands: {@code [3].price: text does not fit a double}. */
final class Refusal extends WharfException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    private Refusal(String path, String reason) {
        super(ErrorCode.RECORD_REFUSED, path + ": " + reason);
        this.path = path;
        this.reason = reason;
    }

    /** The refusal as seen from a step farther out: a name, or an index in brackets. */
    static Refusal at(String step, WharfException cause) {
        if (cause instanceof Refusal inner) {
            return new Refusal(step + (inner.path.startsWith("[") ? "" : ".") + inner.path, inner.reason);
        }
        return new Refusal(step, String.valueOf(cause.getMessage()));
    }

    static Refusal at(int index, WharfException cause) {
        return at("[" + index + "]", cause);
    }

    /** Something that does not fit where it stands. */
    static WharfException of(String reason) {
        return new WharfException(ErrorCode.RECORD_REFUSED, reason);
    }
}

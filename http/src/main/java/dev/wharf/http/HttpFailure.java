package dev.wharf.http;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import org.jspecify.annotations.Nullable;

/** No answer, or one that cannot be used. Its text names the URL and shows no secret. */
public final class HttpFailure extends WharfException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What was in the way. */
    public enum Kind {
        /** No connection came about, so nothing was sent. */
        UNREACHABLE(ErrorCode.UNAVAILABLE),
        /** No answer in time. */
        TIMEOUT(ErrorCode.UNAVAILABLE),
        /** The connection broke before the answer was whole. */
        BROKEN(ErrorCode.UNAVAILABLE),
        /** The calling thread was interrupted; its flag is set. */
        INTERRUPTED(ErrorCode.UNAVAILABLE),
        /** The other side's certificate is not trusted, or ours is not. */
        TLS(ErrorCode.ENVIRONMENT),
        /** The answer is longer than allowed. */
        TOO_LONG(ErrorCode.ENVIRONMENT),
        /** The answer leads to another host. */
        REDIRECTED(ErrorCode.ENVIRONMENT),
        /** The token server gives no token. */
        LOGIN(ErrorCode.ENVIRONMENT),
        /** The caller was closed. */
        CLOSED(ErrorCode.ENVIRONMENT);

        private final ErrorCode code;

        Kind(ErrorCode code) {
            this.code = code;
        }
    }

    HttpFailure(Kind kind, String text, @Nullable Throwable cause) {
        super(kind.code, text, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

package dev.wharf.store;

import dev.wharf.error.ErrorCode;

/** Why a store did not do what it was asked to. */
public enum StoreFailure {
    /** There is no such object. */
    MISSING(ErrorCode.MALFORMED),
    /** There is an object of that key already. */
    EXISTS(ErrorCode.INTERNAL),
    /** The store does not let us. */
    FORBIDDEN(ErrorCode.ENVIRONMENT),
    /** There are fewer bytes, or more, than the reference says. */
    TRUNCATED(ErrorCode.MALFORMED),
    /** The bytes are not those that were stored. */
    ALTERED(ErrorCode.MALFORMED),
    /** There is no room. */
    FULL(ErrorCode.SINK_FAILED),
    /** It cannot do that, or not with this configuration. */
    REFUSED(ErrorCode.ENVIRONMENT),
    /** It does not answer, or says that it is busy. */
    UNAVAILABLE(ErrorCode.UNAVAILABLE);

    private final ErrorCode code;

    StoreFailure(ErrorCode code) {
        this.code = code;
    }

    /** The code of such an exception. */
    public ErrorCode code() {
        return code;
    }
}

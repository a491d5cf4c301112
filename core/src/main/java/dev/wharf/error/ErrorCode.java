package dev.wharf.error;

/** What kind of thing went wrong. The code decides the exit status of a command and whether a second try can help. */
public enum ErrorCode {
    /** The configuration or the input file is wrong; nothing was started. */
    CONFIGURATION(false),
    /** Something around us is missing or refuses us: no broker, no topic, a wrong password. */
    ENVIRONMENT(false),
    /** A record cannot be read as what it should be. */
    MALFORMED(false),
    /** A record is larger than a limit allows. */
    TOO_LARGE(false),
    /** A stage refuses a record. */
    RECORD_REFUSED(false),
    /** The place that records go to refuses them or cannot be written: disk full, topic not authorized. */
    SINK_FAILED(false),
    /** The place that records come from cannot be read. */
    SOURCE_FAILED(false),
    /** The other side did not answer in time, or is away for now. */
    UNAVAILABLE(true),
    /** The ledger does not add up, or another invariant of ours is broken: a defect of Wharf. */
    INTERNAL(false);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same call may succeed later with nothing changed. */
    public boolean retryable() {
        return retryable;
    }
}

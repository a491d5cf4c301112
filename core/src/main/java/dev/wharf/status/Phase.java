package dev.wharf.status;

/** Where a run, or one of its workers, stands. */
public enum Phase {
    /** Opens what it needs. */
    STARTING,
    /** Takes records, if there are some. */
    RUNNING,
    /** Takes no more; what is on its way is awaited. */
    DRAINING,
    /** Is over. */
    ENDED
}

package dev.wharf.failure;

/** Whose fault a failure is, and so whether another try can help. */
public enum FailureKind {
    /** It may pass: the same record may well succeed in a moment. */
    TRANSIENT,
    /** The record will fail however often it is tried. */
    PERMANENT,
    /** What records go to, or what processing them needs, is away: no record is to blame, so none is given up. */
    INFRASTRUCTURE
}

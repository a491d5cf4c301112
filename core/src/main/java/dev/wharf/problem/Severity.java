package dev.wharf.problem;

/** How bad a problem is. */
public enum Severity {
    /** It cannot be run so. */
    ERROR,
    /** It can be run, and is probably not what was meant. */
    WARNING
}

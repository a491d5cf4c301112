package dev.wharf.file;

/** What to do when the file to be written is there already. */
public enum IfExists {
    /** Refuse. */
    FAIL,
    /** Take the next free name: {@code out.json}, {@code out-1.json}, {@code out-2.json}. */
    NUMBER,
    /** Put the new file in its place, in one step. */
    REPLACE,
    /** Put a file in its place, in one step, that begins with what the old one holds. */
    APPEND
}

package dev.wharf.arrow;

/** The two forms in which Arrow data travels. Both are read; which it is shows in the first bytes. */
public enum ArrowFormat {
    /** Schema, dictionaries and batches, one after the other. */
    STREAM,
    /** A stream with a magic word before it, and behind it a footer that says where the batches are. */
    FILE
}

package dev.wharf.loop;

/** When what a source has handed out is durable. */
public enum Settling {
    /** In its order, soon, by itself. */
    IN_ORDER,
    /** By itself, but not in its order, because stages wait for some records longer than for others. */
    OUT_OF_ORDER,
    /** With the transaction that it is part of: offsets are committed there, and nowhere else. */
    IN_TRANSACTION,
    /** Only at the end of the run, so that waiting for it makes no sense before. */
    AT_THE_END
}

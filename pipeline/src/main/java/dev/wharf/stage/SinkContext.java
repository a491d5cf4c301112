package dev.wharf.stage;

import java.io.OutputStream;

/** What a sink may know of its run, and whom it tells what became of its records. Safe for use by many threads. */
public interface SinkContext extends OutsideContext {
    /** Whether records come from a source that commits offsets: a later run does not bring them again. */
    boolean inputCommitsOffsets();

    /** The command's standard output; the sink flushes it. */
    OutputStream standardOutput();

    /** Something that whoever started the run wants to know at its end, such as the name of a file written. */
    void announce(String line);

    /** So many records became durable. */
    void settled(long count);

    /** So many records will not become durable in this run. */
    void returned(long count);
}

package dev.wharf.stage.internal;

import dev.wharf.error.WharfException;
import dev.wharf.file.Continued;
import dev.wharf.value.Document;

/**
 * How the rows of one file are written.
 *
 * @param <R> a row on its way into the file
 */
interface RowsFormat<R> extends AutoCloseable {

    /** Where the bytes go. Taking them cannot fail, but they are in memory until room is made. */
    interface Target {
        void write(byte[] bytes, int offset, int length);
    }

    /** What the file has to be, if there is one already and the rows go behind what it holds. */
    default Continued continued() {
        return Continued.ANY;
    }

    /**
     * Whatever can be done before it is the row's turn. Called by several threads.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it can be no row of this format
     */
    R prepare(Document row);

    /**
     * Makes room for a row, where the format itself keeps rows.
     *
     * @throws WharfException with {@code SINK_FAILED}, and can be called again
     */
    default void makeRoom() {}

    /**
     * Appends a row. One call at a time.
     *
     * @throws WharfException with {@code RECORD_REFUSED}, and nothing is written
     */
    void append(R row, Target target);

    /**
     * Appends what ends the file, also one without a row; called until it is all there, with room made in between.
     *
     * @return whether that was all
     * @throws WharfException with {@code SINK_FAILED}, and can be called again
     */
    boolean end(Target target);

    /** Lets go of what it keeps elsewhere. */
    @Override
    default void close() {}
}

package dev.wharf.stage.internal;

import dev.wharf.error.WharfException;
import dev.wharf.value.Document;

/**
 * How the rows of one file are written.
 *
 * @param <R> a row on its way into the file
 */
interface RowsFormat<R> {

    /** Where the bytes go. */
    interface Target {
        void write(byte[] bytes, int offset, int length);
    }

    /**
     * Whatever can be done before it is the row's turn. Called by several threads.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it can be no row of this format
     */
    R prepare(Document row);

    /**
     * Appends a row. One call at a time.
     *
     * @throws WharfException with {@code RECORD_REFUSED}, and nothing is written
     */
    void append(R row, Target target);

    /** Ends the file, also one without a row. */
    void end(Target target);
}

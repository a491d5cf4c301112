package dev.wharf.file;

import dev.wharf.error.WharfException;
import java.io.IOException;
import java.io.InputStream;

/** What a file of rows has to be, so that others can stand behind them. */
public interface Continued {
    /** Rows can stand behind any others. */
    Continued ANY = new Continued() {
        @Override
        public byte[] head() {
            return new byte[0];
        }

        @Override
        public void check(InputStream content) {}
    };

    /** What stands in front of the first row; put into a file that is new or empty. */
    byte[] head();

    /**
     * Looks at what is there.
     *
     * @param content what the file holds, not compressed any more; at least one byte
     * @throws WharfException with {@code SINK_FAILED} if rows must not go behind it
     */
    void check(InputStream content) throws IOException;
}

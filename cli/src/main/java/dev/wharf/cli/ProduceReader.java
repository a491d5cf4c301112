package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the records of one input. For one thread. */
interface ProduceReader extends AutoCloseable {
    /**
     * The next record, or null at the end.
     *
     * @throws WharfException if there is something else
     */
    @Nullable
    Draft next() throws IOException;

    /** The line of the record read last, or of what was none; 0 where the whole input is one record. */
    long line();

    @Override
    void close() throws IOException;

    /** The error of a record that no request can hold. */
    static WharfException tooLarge(long maxBytes) {
        return new WharfException(
                ErrorCode.TOO_LARGE,
                "the record has more than " + Progress.number(maxBytes) + " bytes (max.request.size). If it is one"
                        + " record, and not several with another delimiter, raise that with --client"
                        + " max.request.size=BYTES, and max.message.bytes of the topic");
    }
}

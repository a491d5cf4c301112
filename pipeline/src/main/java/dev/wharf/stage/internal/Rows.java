package dev.wharf.stage.internal;

import dev.wharf.error.WharfException;
import dev.wharf.json.JsonDocument;
import dev.wharf.value.Fields;
import org.jspecify.annotations.Nullable;

/** The rows of one file, one after another. For one thread. */
interface Rows extends AutoCloseable {
    /**
     * The next row, or null at the end.
     *
     * @throws WharfException if it cannot be read; the message begins with the place in the file, where that is known,
     *     as in {@code 12:7: ...}
     */
    @Nullable
    JsonDocument next(Fields fields);

    @Override
    void close();
}

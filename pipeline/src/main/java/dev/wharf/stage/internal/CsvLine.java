package dev.wharf.stage.internal;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a CSV file, which may be several lines of text.
 *
 * @param number of its first line, from 1
 * @param fields null for one that is empty, an empty text for one that is empty in quotes
 */
record CsvLine(long number, List<@Nullable String> fields) {

    CsvLine {
        fields = Collections.unmodifiableList(fields);
    }

    /** In characters. */
    long length() {
        return fields.stream()
                .mapToLong(field -> field == null ? 0 : field.length())
                .sum();
    }

    /** Collects the fields that the parser finds. */
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvLine> {
        private List<@Nullable String> fields = new ArrayList<>();
        private long started = 1;

        /** Of the line that was begun last. */
        long started() {
            return started;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            started = startingLineNumber;
            fields = new ArrayList<>(fields.size());
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            fields.add(length == 0 && !quoted ? null : new String(buffer, offset, length));
        }

        @Override
        protected CsvLine buildRecord() {
            return new CsvLine(started, fields);
        }
    }
}

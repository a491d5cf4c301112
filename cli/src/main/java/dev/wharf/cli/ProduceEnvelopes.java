package dev.wharf.cli;

import dev.wharf.json.JsonDocument;
import dev.wharf.json.JsonStream;
import dev.wharf.value.Fields;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One record a line in JSON, as {@code wharf consume --format json} writes it; blank lines are skipped. */
final class ProduceEnvelopes implements ProduceReader {
    private static final Fields NO_FIELDS = new Fields();
    /** A control character of one byte is six in JSON. */
    private static final int TIMES = 6;
    /** For topic, offset and the other members. */
    private static final int MEMBERS_BYTES = 64 << 10;

    private final JsonStream lines;

    /**
     * Reads nothing yet.
     *
     * @param maxBytes of one record
     */
    ProduceEnvelopes(InputStream in, long maxBytes) {
        int maxLine = (int) Math.min(Integer.MAX_VALUE - 16, TIMES * maxBytes + MEMBERS_BYTES);
        this.lines = new JsonStream(in, JsonStream.Mode.LINES, maxLine);
    }

    @Override
    public @Nullable Draft next() {
        JsonDocument line = lines.next(NO_FIELDS);
        return line == null ? null : Envelope.read(line.value());
    }

    @Override
    public long line() {
        return lines.position().line();
    }

    @Override
    public void close() {
        lines.close();
    }
}

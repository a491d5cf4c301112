package dev.wharf.stage.internal;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.file.Continued;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows as JSON: one array, or one row a line. */
final class JsonRows implements RowsFormat<Payload> {
    private static final byte[] BETWEEN = ",\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OPEN = "[\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLOSE = "\n]\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] EMPTY = "[]\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEWLINE = "\n".getBytes(StandardCharsets.UTF_8);

    private final boolean lines;
    private final boolean pretty;
    private boolean any;

    /** @param pretty whether rows of an array are indented */
    JsonRows(boolean lines, boolean pretty) {
        this.lines = lines;
        this.pretty = pretty;
    }

    @Override
    public Payload prepare(Document row) {
        Payload encoded = JsonCodec.JSON.encoded(row);
        if (!pretty || !(encoded instanceof Payload.Inline bytes)) {
            return encoded;
        }
        ByteSink indented = new ByteSink(bytes.size() * 2);
        JsonWriter.indent(bytes.buffer(), bytes.offset(), bytes.offset() + bytes.size(), indented);
        return Payload.of(indented.buffer(), 0, indented.length());
    }

    @Override
    public void append(Payload row, Target target) {
        if (!(row instanceof Payload.Inline bytes)) {
            return;
        }
        if (lines) {
            OneLine.write(bytes.buffer(), bytes.offset(), bytes.size(), target);
            write(NEWLINE, target);
        } else {
            write(any ? BETWEEN : OPEN, target);
            target.write(bytes.buffer(), bytes.offset(), bytes.size());
        }
        any = true;
    }

    @Override
    public boolean end(Target target) {
        if (!lines) {
            write(any ? CLOSE : EMPTY, target);
        }
        return true;
    }

    @Override
    public Continued continued() {
        return new Lines();
    }

    /**
     * Any lines; but the array that this stage writes has its first bracket alone on one, and nothing can follow it.
     */
    private static final class Lines implements Continued {
        @Override
        public byte[] head() {
            return new byte[0];
        }

        @Override
        public void check(InputStream content) throws IOException {
            byte[] first = content.readNBytes(OPEN.length);
            if (Arrays.equals(first, OPEN)) {
                throw new WharfException(
                        ErrorCode.SINK_FAILED,
                        "the file holds an array, and lines cannot go behind it; name another file, or set if_exists to"
                                + " number or replace");
            }
        }
    }

    private static void write(byte[] bytes, Target target) {
        target.write(bytes, 0, bytes.length);
    }
}

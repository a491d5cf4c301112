package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record a line, or between other delimiters; the key may stand in front of the value. */
final class ProduceLines implements ProduceReader {
    private final DelimitedInput pieces;
    private final byte @Nullable [] keyDelimiter;
    private final byte @Nullable [] nullText;

    /**
     * Reads nothing yet.
     *
     * @param maxBytes of one line
     */
    ProduceLines(InputStream in, ProduceForm form, long maxBytes) {
        this.pieces = new DelimitedInput(in, form.delimiter(), maxBytes);
        this.keyDelimiter = form.keyDelimiter().orElse(null);
        this.nullText = form.nullText().orElse(null);
    }

    @Override
    public @Nullable Draft next() throws IOException {
        byte[] piece = pieces.next();
        if (piece == null) {
            return null;
        }
        if (keyDelimiter == null) {
            return draft(Payload.NULL, part(piece, 0, piece.length));
        }
        int at = find(piece, keyDelimiter)
                .orElseThrow(() -> new WharfException(
                        ErrorCode.MALFORMED, "the delimiter between key and value is not there; mend the line"));
        return draft(part(piece, 0, at), part(piece, at + keyDelimiter.length, piece.length));
    }

    private static Draft draft(Payload key, Payload value) {
        return new Draft(key, value, null, null, WharfRecord.NO_TIMESTAMP);
    }

    private Payload part(byte[] piece, int from, int to) {
        boolean isNull = nullText != null && Arrays.equals(piece, from, to, nullText, 0, nullText.length);
        return isNull ? Payload.NULL : Payload.of(piece, from, to - from);
    }

    private static Optional<Integer> find(byte[] piece, byte[] wanted) {
        for (int at = 0; at <= piece.length - wanted.length; at++) {
            if (Arrays.equals(piece, at, at + wanted.length, wanted, 0, wanted.length)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    @Override
    public long line() {
        return pieces.number();
    }

    @Override
    public void close() throws IOException {
        pieces.close();
    }
}

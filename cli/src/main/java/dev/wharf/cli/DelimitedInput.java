package dev.wharf.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream where a delimiter stands. What is between may be any bytes; what is behind the last one counts, unless
 * it is empty. Holds no more of the stream than the piece it is at. For one thread.
 */
final class DelimitedInput implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

    private final InputStream in;
    private final byte[] delimiter;
    private final int maxBytes;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;
    private long number;

    /**
     * Reads nothing yet.
     *
     * @param in closed with this
     * @param maxBytes of one piece
     */
    DelimitedInput(InputStream in, byte[] delimiter, long maxBytes) {
        this.in = in;
        this.delimiter = delimiter.clone();
        this.maxBytes = (int) Math.min(MOST_BYTES - delimiter.length, maxBytes);
    }

    /** Of the piece read last, or that could not be, from 1. */
    long number() {
        return number;
    }

    /**
     * The next piece, or null at the end.
     *
     * @throws dev.wharf.error.WharfException with {@code TOO_LARGE} if it is longer than allowed
     */
    byte @Nullable [] next() throws IOException {
        number++;
        int searched = 0;
        int at = find(searched);
        while (at < 0) {
            if (end - start > maxBytes + delimiter.length) {
                throw ProduceReader.tooLarge(maxBytes);
            }
            searched = Math.max(0, end - start - delimiter.length + 1);
            if (!fill()) {
                return rest();
            }
            at = find(searched);
        }
        return take(at, at + delimiter.length);
    }

    private byte @Nullable [] rest() {
        return start == end ? null : take(end, end);
    }

    private byte[] take(int to, int next) {
        if (to - start > maxBytes) {
            throw ProduceReader.tooLarge(maxBytes);
        }
        byte[] piece = Arrays.copyOfRange(buffer, start, to);
        start = next;
        return piece;
    }

    /** Where the delimiter stands, or -1. */
    private int find(int searched) {
        int last = end - delimiter.length;
        for (int at = start + searched; at <= last; at++) {
            if (buffer[at] == delimiter[0]
                    && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether there was more. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            long most = (long) maxBytes + delimiter.length + 1;
            buffer = Arrays.copyOf(buffer, (int) Math.max(end + 1L, Math.min(2L * end, most)));
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, read);
        return read >= 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

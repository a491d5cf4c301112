package dev.wharf.json;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A window on a stream of bytes that moves forward and counts lines. For one thread. */
final class JsonInput {
    private static final int FIRST_CAPACITY = 64 * 1024;

    private final InputStream in;
    private final int maxCapacity;
    private byte[] buf;
    private int start;
    private int end;
    private boolean ended;

    /** Offset in the stream of the first byte of the array. */
    private long arrayOffset;

    private long line = 1;
    private long lineOffset;

    JsonInput(InputStream in, int maxCapacity) {
        this.in = in;
        this.maxCapacity = maxCapacity;
        this.buf = new byte[Math.min(FIRST_CAPACITY, maxCapacity)];
    }

    /** The bytes in view, from {@link #start} to {@link #end}; another array after the next {@link #fill}. */
    byte[] buf() {
        return buf;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int length() {
        return end - start;
    }

    /** Whether no more bytes will come into view. */
    boolean ended() {
        return ended;
    }

    /** Whether the view is as large as it can be. */
    boolean full() {
        return length() == maxCapacity;
    }

    /** Brings at least one more byte into view, unless the stream has ended; the view must not be full. */
    void fill() {
        if (ended) {
            return;
        }
        if (end == buf.length) {
            makeRoom();
        }
        try {
            int count = in.read(buf, end, buf.length - end);
            ended = count < 0;
            end += Math.max(count, 0);
        } catch (IOException e) {
            throw new WharfException(
                    ErrorCode.SOURCE_FAILED, "reading failed behind byte " + (arrayOffset + end) + ": " + e, e);
        }
    }

    /** Brings so many bytes into view, or all there are, or as many as it can hold. */
    void fillTo(int length) {
        while (length() < length && !ended && !full()) {
            fill();
        }
    }

    /** Moves the start of the view forward to the position. */
    void advance(int position) {
        int feed = Words.lineFeed(buf, start, position);
        while (feed < position) {
            line++;
            lineOffset = arrayOffset + feed + 1;
            feed = Words.lineFeed(buf, feed + 1, position);
        }
        start = position;
    }

    /** Moves the start of the view forward, over bytes that no column counts. */
    void advanceUncounted(int position) {
        advance(position);
        lineOffset = arrayOffset + position;
    }

    /** Where the byte stands that is at the position in view; there is no line feed between the start and it. */
    JsonStream.Position position(int position) {
        long offset = arrayOffset + position;
        return new JsonStream.Position(line, offset - lineOffset + 1, offset);
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buf, start, buf, 0, length());
            arrayOffset += start;
            end -= start;
            start = 0;
        }
        if (end > buf.length / 2) {
            buf = Arrays.copyOf(buf, (int) Math.min(2L * buf.length, maxCapacity));
        }
    }
}

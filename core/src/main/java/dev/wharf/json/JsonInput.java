package dev.wharf.json;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Fields.NameTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A window on a stream of bytes that moves forward and counts lines. For one thread. */
final class JsonInput {
    private static final int FIRST_CAPACITY = 64 * 1024;
    private static final int EAGER_BYTES = 4096;

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
        this(in, FIRST_CAPACITY, maxCapacity);
    }

    JsonInput(InputStream in, int firstCapacity, int maxCapacity) {
        this.in = in;
        this.maxCapacity = maxCapacity;
        this.buf = new byte[Math.min(firstCapacity, maxCapacity)];
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

    /** The next byte that is not whitespace, or -1 at the end. */
    int peek() {
        while (true) {
            advance(JsonScanner.skipSpace(buf, start, end));
            if (length() > 0) {
                return buf[start] & 0xFF;
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    /**
     * Scans the value at the start of the view, with more and more bytes in view until it is whole. A short one is
     * tried again whenever bytes arrive; a long one only once they have doubled, so that the work stays proportional to
     * its length.
     */
    long scanValue(NameTable wanted, int[] index) {
        while (true) {
            long result = JsonScanner.value(buf, start, end, wanted, index);
            boolean reachesEnd =
                    ScanResult.truncated(result) || (ScanResult.ok(result) && ScanResult.position(result) == end);
            if (!reachesEnd || ended || full()) {
                return result;
            }
            int scanned = length();
            fillTo(scanned < EAGER_BYTES ? scanned + 1 : (int) Math.min(2L * scanned, Integer.MAX_VALUE));
        }
    }

    /** Only at the start of the stream; no column counts it. */
    void skipByteOrderMark() {
        fillTo(3);
        if (length() >= 3 && buf[0] == (byte) 0xEF && buf[1] == (byte) 0xBB && buf[2] == (byte) 0xBF) {
            advanceUncounted(3);
        }
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

package dev.wharf.foreign;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a stream and nothing of what is behind it, found by the lengths that stand in the frame: those who
 * decompress know its end only when they have read beyond it. For one thread.
 */
final class FirstFrame extends InputStream {
    private final InputStream in;
    private final Form form;
    private byte[] head = new byte[0];
    private int headPassed;
    private long bodyLeft;
    private boolean over;

    /** How a frame is put together. */
    interface Form {
        /** Reads as far as it must to know how long the next piece is; null if there is no other. */
        @Nullable
        Piece next(InputStream in) throws IOException;
    }

    /**
     * A part of a frame.
     *
     * @param head what was read of it
     * @param bodyBytes how many bytes follow
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Piece(byte[] head, long bodyBytes) {}

    FirstFrame(InputStream in, Form form) {
        this.in = in;
        this.form = form;
    }

    /** So many bytes, which must be there. */
    static byte[] bytes(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("it is cut off");
        }
        return bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!over && headPassed == head.length && bodyLeft == 0) {
            advance();
        }
        if (over || length == 0) {
            return over ? -1 : 0;
        }
        return headPassed < head.length ? readHead(buffer, offset, length) : readBody(buffer, offset, length);
    }

    private void advance() throws IOException {
        Piece next = form.next(in);
        over = next == null;
        head = next == null ? new byte[0] : next.head();
        bodyLeft = next == null ? 0 : next.bodyBytes();
        headPassed = 0;
    }

    private int readHead(byte[] buffer, int offset, int length) {
        int count = Math.min(length, head.length - headPassed);
        System.arraycopy(head, headPassed, buffer, offset, count);
        headPassed += count;
        return count;
    }

    private int readBody(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, (int) Math.min(length, bodyLeft));
        if (count < 0) {
            throw new EOFException("it is cut off");
        }
        bodyLeft -= count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

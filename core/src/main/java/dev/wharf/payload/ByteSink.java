package dev.wharf.payload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growable buffer that encoders write into. Not safe for use by several threads. Reuse one by {@link #clear()}; what
 * was written before stays valid only in copies.
 */
public final class ByteSink {
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private byte[] buffer;
    private int length;

    public ByteSink() {
        this(256);
    }

    public ByteSink(int capacity) {
        buffer = new byte[capacity];
    }

    public void write(int oneByte) {
        if (length == buffer.length) {
            grow(1);
        }
        buffer[length++] = (byte) oneByte;
    }

    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    public void write(byte[] bytes, int offset, int count) {
        if (count > buffer.length - length) {
            grow(count);
        }
        System.arraycopy(bytes, offset, buffer, length, count);
        length += count;
    }

    /** Writes text whose characters are all below U+0080; others come out as question marks. */
    public void writeAscii(String text) {
        write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Bytes written since the last {@link #clear()}. */
    public int length() {
        return length;
    }

    /** Drops what was written beyond {@code newLength}. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IndexOutOfBoundsException("length " + newLength + " of " + length);
        }
        length = newLength;
    }

    public void clear() {
        length = 0;
    }

    /** The buffer itself, valid up to {@link #length()} until the next write. */
    public byte[] buffer() {
        return buffer;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    private void grow(int count) {
        long wanted = Math.max((long) length + count, Math.min(2L * buffer.length, MAX_LENGTH));
        if (wanted > MAX_LENGTH) {
            throw new OutOfMemoryError("a buffer of " + wanted + " bytes is larger than an array can be");
        }
        buffer = Arrays.copyOf(buffer, (int) wanted);
    }
}

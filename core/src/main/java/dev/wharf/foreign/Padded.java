package dev.wharf.foreign;

import dev.wharf.compress.Counted;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What was compressed; at its end looks what is behind: nothing, or zeros up to the length of the payload, as
 * kafka-large-message-serde leaves them by uploading all of its buffer. Most of what has no checksum and was cut off is
 * noticed so. For one thread.
 */
final class Padded extends FilterInputStream {
    private static final int BUFFER_BYTES = 8 << 10;
    /** Kafka's buffer grows by one part in so many. */
    private static final int GROWTH = 10;

    private final InputStream compressed;
    private final Counted object;
    private long expandedBytes;
    private boolean over;

    /**
     * Around a stream that expands.
     *
     * @param compressed what it reads from
     * @param object where that comes from, read to its end at the end
     */
    Padded(InputStream expanded, InputStream compressed, Counted object) {
        super(expanded);
        this.compressed = compressed;
        this.object = object;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = over ? -1 : in.read(buffer, offset, length);
        expandedBytes += Math.max(0, count);
        if (count < 0 && !over) {
            checkPadding(zeros());
            over = true;
        }
        return count;
    }

    /** How many zeros are behind. */
    private long zeros() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long zeros = 0;
        int count = compressed.read(buffer);
        while (count >= 0) {
            zeros += count;
            for (int i = 0; i < count; i++) {
                if (buffer[i] != 0) {
                    throw new IOException("there is something behind the compressed bytes");
                }
            }
            count = compressed.read(buffer);
        }
        return zeros;
    }

    /** The buffer was as long as the payload, or, where compressing made that longer, has grown by a tenth too much. */
    private void checkPadding(long zeros) throws IOException {
        long compressedBytes = object.count() - zeros;
        boolean right = expandedBytes > compressedBytes
                ? expandedBytes == object.count()
                : zeros <= compressedBytes / GROWTH + 1;
        if (zeros > 0 && !right) {
            throw new IOException("it becomes " + expandedBytes + " bytes, which does not go with the " + zeros
                    + " zeros behind it: it was cut off");
        }
    }

    @Override
    public long skip(long wanted) throws IOException {
        byte[] passed = new byte[(int) Math.min(BUFFER_BYTES, Math.max(0, wanted))];
        return Math.max(0, read(passed, 0, passed.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

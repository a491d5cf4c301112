package dev.wharf.file;

import dev.wharf.payload.ByteSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Bytes that were taken for a file and are not in it yet. Taking them cannot fail; writing them out can, and goes on
 * where it stopped when it is tried again. So whoever writes rows, and compresses them, never stops in the middle of
 * one. For one thread.
 */
final class Staging extends OutputStream {
    /** For each array that is written the JDK keeps as much memory outside the heap. */
    private static final int MOST_AT_ONCE = 256 << 10;

    private ByteSink bytes = new ByteSink();
    private int written;

    /** Bytes that wait. */
    int length() {
        return bytes.length() - written;
    }

    @Override
    public void write(int oneByte) {
        bytes.write(oneByte);
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        bytes.write(from, offset, count);
    }

    /** Writes out everything, or throws and keeps what is left. */
    void drainTo(Part part) throws IOException {
        while (length() > 0) {
            int count = Math.min(length(), MOST_AT_ONCE);
            written += part.append(ByteBuffer.wrap(bytes.buffer(), written, count));
        }
        clear();
    }

    /** A single large row must not make the buffer large for good. */
    private void clear() {
        written = 0;
        bytes.clear();
        if (bytes.buffer().length > 2 * MOST_AT_ONCE) {
            bytes = new ByteSink();
        }
    }
}

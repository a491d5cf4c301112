package dev.wharf.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** Bytes on their way to the server. One thread writes; then others read, as often as it takes; then it is closed. */
abstract class Part implements AutoCloseable {
    private final long size;
    private final CRC32 crc = new CRC32();
    private long length;

    /** @param size bytes that it can take */
    Part(long size) {
        this.size = size;
    }

    final long length() {
        return length;
    }

    final boolean full() {
        return length == size;
    }

    /** Of what is in it. */
    final int crc32() {
        return (int) crc.getValue();
    }

    /**
     * Takes as many of the bytes as there is room for.
     *
     * @return how many
     */
    final int write(byte[] bytes, int offset, int count) throws IOException {
        int taken = (int) Math.min(count, size - length);
        append(bytes, offset, taken);
        crc.update(bytes, offset, taken);
        length += taken;
        return taken;
    }

    abstract void append(byte[] bytes, int offset, int count) throws IOException;

    /** All that is in it, from the beginning. */
    abstract InputStream open();

    /** Gives back what it holds; nothing if that has been done. Any thread. */
    @Override
    public abstract void close();
}

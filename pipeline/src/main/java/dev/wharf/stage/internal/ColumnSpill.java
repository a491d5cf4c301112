package dev.wharf.stage.internal;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hidden file beside the one that is written, in which the values of columns wait: one for all columns, each a chain
 * of chunks, so that memory does not grow with their number. What cannot be written leaves everything as it was. For
 * one thread.
 *
 * <pre>
 *   chunk: place of the next (8 bytes), length (4 bytes), values
 * </pre>
 */
final class ColumnSpill implements AutoCloseable {
    private static final long NONE = -1;
    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;

    private final Path target;
    private @Nullable Path path;
    private @Nullable FileChannel channel;
    private long end;

    /** Nothing is made before it is needed. */
    ColumnSpill(Path target) {
        this.target = target;
    }

    /** The chunks of one column. */
    static final class Chain {
        private long first = NONE;
        private long last = NONE;
    }

    /** Adds a chunk; may fail, and then be tried again. */
    void add(Chain chain, ByteSink values) {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).putLong(NONE).putInt(values.length());
        try {
            FileChannel file = opened();
            write(file, head.flip(), end);
            write(file, ByteBuffer.wrap(values.buffer(), 0, values.length()), end + HEAD_BYTES);
            if (chain.last != NONE) {
                write(file, ByteBuffer.allocate(Long.BYTES).putLong(end).flip(), chain.last);
            }
        } catch (IOException e) {
            throw failed("written", e);
        }
        chain.first = chain.first == NONE ? end : chain.first;
        chain.last = end;
        end += HEAD_BYTES + values.length();
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path hidden = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
            open = FileChannel.open(
                    hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = open;
            path = hidden;
        }
        return open;
    }

    private static void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    /** How far a chain has been read: a window on its bytes. */
    static final class Reading {
        private static final int WINDOW_BYTES = 64 << 10;

        private byte[] bytes = {};
        private int start;
        private int end;
        private boolean begun;
        private long nextChunk = NONE;
        private long position;
        private int left;
        private int fromMemory;

        byte[] bytes() {
            return bytes;
        }

        int start() {
            return start;
        }

        int end() {
            return end;
        }

        void advance(int to) {
            start = to;
        }

        private void makeRoom() {
            if (bytes.length == 0) {
                bytes = new byte[WINDOW_BYTES];
            }
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }

        private int room() {
            return bytes.length - end;
        }
    }

    /**
     * Brings more of a chain, and of what is in memory behind it, into view; may fail, and then be tried again.
     *
     * @return whether anything is in view
     */
    boolean read(Chain chain, Reading reading, ByteSink memory) {
        reading.makeRoom();
        if (!reading.begun) {
            reading.begun = true;
            reading.nextChunk = chain.first;
        }
        try {
            while (reading.room() > 0 && (reading.left > 0 || reading.nextChunk != NONE)) {
                readOn(reading);
            }
        } catch (IOException e) {
            throw failed("read", e);
        }
        int count = Math.min(reading.room(), memory.length() - reading.fromMemory);
        System.arraycopy(memory.buffer(), reading.fromMemory, reading.bytes, reading.end, count);
        reading.fromMemory += count;
        reading.end += count;
        return reading.end > reading.start;
    }

    private void readOn(Reading reading) throws IOException {
        if (reading.left == 0) {
            ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
            readFully(head, reading.nextChunk);
            reading.position = reading.nextChunk + HEAD_BYTES;
            reading.nextChunk = head.flip().getLong();
            reading.left = head.getInt();
            return;
        }
        int count = Math.min(reading.left, reading.room());
        readFully(ByteBuffer.wrap(reading.bytes, reading.end, count), reading.position);
        reading.position += count;
        reading.left -= count;
        reading.end += count;
    }

    private void readFully(ByteBuffer bytes, long position) throws IOException {
        FileChannel file = opened();
        long at = position;
        while (bytes.hasRemaining()) {
            int count = file.read(bytes, at);
            if (count < 0) {
                throw new IOException("it ends at byte " + at);
            }
            at += count;
        }
    }

    private WharfException failed(String what, IOException e) {
        return new WharfException(
                ErrorCode.SINK_FAILED,
                "the columns of " + target + ", which wait in a hidden file beside it, cannot be " + what + ": "
                        + e.getMessage() + "; make room there",
                e);
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw failed("removed", e);
        }
    }
}

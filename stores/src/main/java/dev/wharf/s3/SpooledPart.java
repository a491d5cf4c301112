package dev.wharf.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part that is too large for memory, in a temporary file. Where the system allows it the file has no name any more,
 * so that it is gone with the process. Not a channel, which an interrupt would close.
 */
final class SpooledPart extends Part {
    private final Path path;
    private final RandomAccessFile file;

    private SpooledPart(long size, Path path, RandomAccessFile file) {
        super(size);
        this.path = path;
        this.file = file;
    }

    static SpooledPart in(Path folder, long size) throws IOException {
        Path path = Files.createTempFile(folder, "wharf-", ".part");
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        deleteQuietly(path);
        return new SpooledPart(size, path, file);
    }

    @Override
    synchronized void append(byte[] bytes, int offset, int count) throws IOException {
        file.seek(length());
        file.write(bytes, offset, count);
    }

    private synchronized int read(long position, byte[] bytes, int offset, int count) throws IOException {
        file.seek(position);
        return file.read(bytes, offset, count);
    }

    @Override
    InputStream open() {
        return new Reading();
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file " + path + " cannot be closed", e);
        }
        deleteQuietly(path);
    }

    /** Some systems do not delete what is open; then it is done once more at the end. */
    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }

    private final class Reading extends InputStream {
        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int wanted = (int) Math.min(count, length() - position);
            if (wanted == 0) {
                return count == 0 ? 0 : -1;
            }
            int found = SpooledPart.this.read(position, bytes, offset, wanted);
            position += Math.max(found, 0);
            return found;
        }
    }
}

package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonColumns;
import dev.wharf.json.JsonDocument;
import dev.wharf.value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The rows of a JSON file of columns. A compressed one is expanded into a temporary file first. */
final class ColumnRows implements Rows {
    private final InputFile file;
    private final boolean compressed;
    private @Nullable JsonColumns columns;

    private ColumnRows(InputFile file, boolean compressed) {
        this.file = file;
        this.compressed = compressed;
    }

    /** Looks whether the file is there; it is read when the first row is asked for. */
    static Rows open(InputFile file) {
        boolean compressed = Compression.of(file.path()) != Compression.NONE;
        if (Files.exists(file.path()) && !Files.isRegularFile(file.path())) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    file.path() + " is no regular file, and format = \"dataframe\" reads a file at many places at once;"
                            + " copy it into one");
        }
        close(file.open(), file.path());
        return new ColumnRows(file, compressed);
    }

    @Override
    public @Nullable JsonDocument next(Fields fields) {
        JsonColumns open = columns;
        if (open == null) {
            open = new JsonColumns(source(), JsonCodec.DEFAULT_MAX_BYTES);
            columns = open;
        }
        return open.next(fields);
    }

    private JsonColumns.Source source() {
        try {
            if (!compressed) {
                return new Anywhere(FileChannel.open(file.path(), StandardOpenOption.READ));
            }
            Path expanded = Files.createTempFile("wharf-columns-", ".json");
            try (InputStream in = file.open()) {
                Files.copy(in, expanded, StandardCopyOption.REPLACE_EXISTING);
                return new Anywhere(
                        FileChannel.open(expanded, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(expanded);
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "the file is gone: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new WharfException(
                    ErrorCode.SOURCE_FAILED,
                    compressed
                            ? "the file cannot be expanded into " + System.getProperty("java.io.tmpdir") + ": " + e
                                    + "; make room there, or name another folder with JAVA_OPTS=-Djava.io.tmpdir=..."
                            : "reading failed: " + e,
                    e);
        }
    }

    @Override
    public void close() {
        if (columns != null) {
            columns.close();
        }
    }

    private static void close(InputStream in, Path path) {
        try {
            in.close();
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "closing " + path + " failed: " + e, e);
        }
    }

    /** A file that is read at several places. */
    private record Anywhere(FileChannel channel) implements JsonColumns.Source {
        @Override
        public InputStream from(long offset) {
            return new Reading(channel, offset);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new WharfException(ErrorCode.SOURCE_FAILED, "closing the input failed: " + e, e);
            }
        }
    }

    private static final class Reading extends InputStream {
        private final FileChannel channel;
        private long position;

        Reading(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = channel.read(ByteBuffer.wrap(buffer, offset, length), position);
            position += Math.max(0, count);
            return count;
        }
    }
}

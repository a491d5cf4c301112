package dev.wharf.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A part on the disk. */
final class FilePart implements Part {
    private final Path path;
    private @Nullable FileChannel channel;
    private long length;
    /** Some file systems tell only when a handle is closed that they could not write. */
    private @Nullable IOException closingFailed;

    private FilePart(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static FilePart create(Path target) throws IOException {
        Path path = Folders.of(target).resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        return new FilePart(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int append(ByteBuffer bytes) throws IOException {
        int count = opened().write(bytes);
        length += count;
        return count;
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(path, StandardOpenOption.WRITE).position(length);
            channel = open;
        }
        return open;
    }

    /** A handle that is opened again forces what was written by the earlier ones, too. */
    @Override
    public void force() throws IOException {
        if (closingFailed != null) {
            throw closingFailed;
        }
        FileChannel open = opened();
        open.force(true);
        open.close();
        channel = null;
    }

    @Override
    public void suspend() {
        try {
            close();
        } catch (IOException e) {
            closingFailed = e;
        }
    }

    private void close() throws IOException {
        if (channel != null) {
            FileChannel open = channel;
            channel = null;
            open.close();
        }
    }

    @Override
    public void remove() throws IOException {
        try {
            close();
        } finally {
            Files.deleteIfExists(path);
        }
    }
}

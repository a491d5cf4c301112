package dev.wharf.file;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/**
 * Puts the rows of a part behind those that a file holds. A file cannot grow in one step, so a copy of it with both
 * takes its place: whoever reads it sees all of the rows or none, and a crash leaves the old one. Whoever else appends
 * waits.
 */
final class Appending {
    private static final int BUFFER_BYTES = 64 << 10;
    /** Nothing of it is kept. */
    private static final ExpansionLimit NO_LIMIT = new ExpansionLimit(Long.MAX_VALUE, 1);

    private final Path target;
    private final Compression compression;
    private final Continued continued;

    Appending(Path target, Compression compression, Continued continued) {
        this.target = target;
        this.compression = compression;
        this.continued = continued;
    }

    /** Whether the file, if it is there, can be gone on with. */
    void check() throws IOException {
        if (holdsBytes()) {
            try (InputStream content = content()) {
                content.mark(1);
                if (content.read() >= 0) {
                    content.reset();
                    continued.check(content);
                }
            }
        }
    }

    private boolean holdsBytes() throws IOException {
        return Files.exists(target) && Files.size(target) > 0;
    }

    private BufferedInputStream content() throws IOException {
        InputStream bytes = Files.newInputStream(target);
        try {
            return new BufferedInputStream(compression.decompress(bytes, NO_LIMIT), BUFFER_BYTES);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * Does it; what fails can be tried again.
     *
     * @param rows whether there is any row in the part
     */
    Path append(Path part, boolean rows) throws IOException {
        FileTurn turn = FileTurn.at(lockOf(target));
        try {
            check();
            if (rows || !Files.exists(target)) {
                replace(part);
            }
        } finally {
            turn.close();
        }
        Files.deleteIfExists(part);
        return target;
    }

    private static Path lockOf(Path target) {
        return Folders.of(target).resolve("." + target.getFileName() + ".lock");
    }

    private void replace(Path part) throws IOException {
        Path both = Folders.of(target).resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel out = FileChannel.open(both, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                boolean old = holdsBytes();
                if (old) {
                    copy(target, out);
                }
                writeAll(out, compressed(old ? lineEnd() : continued.head()));
                copy(part, out);
                out.force(true);
            }
            keepPermissions(both);
            Files.move(both, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(both);
        }
    }

    private void keepPermissions(Path both) throws IOException {
        boolean known = Files.getFileStore(both).supportsFileAttributeView(PosixFileAttributeView.class);
        if (known && Files.exists(target)) {
            Files.setPosixFilePermissions(both, Files.getPosixFilePermissions(target));
        }
    }

    /** Somebody's editor may have left it out. */
    private byte[] lineEnd() throws IOException {
        return lastByte() == '\n' ? new byte[0] : new byte[] {'\n'};
    }

    /** The line end where there is no content at all, so that none is added. */
    private int lastByte() throws IOException {
        if (compression == Compression.NONE) {
            try (FileChannel file = FileChannel.open(target, StandardOpenOption.READ)) {
                ByteBuffer last = ByteBuffer.allocate(1);
                file.read(last, file.size() - 1);
                return last.get(0);
            }
        }
        int last = '\n';
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream content = content()) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                last = count > 0 ? buffer[count - 1] : last;
            }
        }
        return last;
    }

    private byte[] compressed(byte[] bytes) throws IOException {
        if (compression == Compression.NONE || bytes.length == 0) {
            return bytes;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = compression.compress(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static void copy(Path from, FileChannel to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
            long size = in.size();
            for (long done = 0; done < size; ) {
                long count = in.transferTo(done, size - done, to);
                if (count <= 0) {
                    throw new IOException(from + " has become shorter while it was copied");
                }
                done += count;
            }
        }
    }

    private static void writeAll(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
    }
}

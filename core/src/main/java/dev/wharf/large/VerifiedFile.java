package dev.wharf.large;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.file.Folders;
import dev.wharf.payload.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes payloads to files, which get their names once the end of the payload has been read. Any thread. */
final class VerifiedFile {
    private static final int BUFFER_BYTES = 64 << 10;

    private VerifiedFile() {}

    /** The file takes the place of one that is there. */
    static void write(Payload.Large payload, Path file) {
        Path folder = Folders.of(file);
        Path part = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Folders.create(folder);
            copy(payload, part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Folders.force(folder);
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SINK_FAILED, "file " + file + " cannot be written: " + e, e);
        } finally {
            deleteQuietly(part);
        }
    }

    private static void copy(Payload.Large payload, Path part) throws IOException {
        try (InputStream in = payload.open();
                FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            OutputStream out = Channels.newOutputStream(channel);
            byte[] buffer = new byte[BUFFER_BYTES];
            int count = in.read(buffer);
            while (count >= 0) {
                out.write(buffer, 0, count);
                count = in.read(buffer);
            }
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It has the name of a part, and nobody takes it for more.
        }
    }
}

package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file to read, compressed or not, as the end of its name says.
 *
 * @param maxExpansion how many times its size it may expand to
 * @param read counts what is read of it
 */
record InputFile(Path path, long maxExpansion, ReadBytes read) {
    private static final long UNKNOWN = -1;

    /** On the disk, or -1: a pipe does not tell. */
    long size() {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** What to say when it is not there. */
    String absence() {
        return "there is no file " + path + " (looked for at " + path.toAbsolutePath() + ")";
    }

    /**
     * Opens it.
     *
     * @throws WharfException with {@code CONFIGURATION} if it is not there, or not what its name says
     */
    InputStream open() {
        InputStream bytes = openBytes();
        try {
            return Compression.of(path).decompress(bytes, ExpansionLimit.times(maxExpansion));
        } catch (IOException e) {
            closeQuietly(bytes, e);
            String suffix = Compression.of(path).suffix();
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "file " + path + " is not compressed as " + suffix + " says (" + e.getMessage()
                            + "); give it the name that fits what it holds",
                    e);
        }
    }

    private InputStream openBytes() {
        try {
            return read.counting(Files.newInputStream(path));
        } catch (NoSuchFileException e) {
            throw new WharfException(ErrorCode.CONFIGURATION, absence(), e);
        } catch (IOException e) {
            throw new WharfException(ErrorCode.CONFIGURATION, "file " + path + " cannot be read: " + e, e);
        }
    }

    private static void closeQuietly(InputStream bytes, IOException reason) {
        try {
            bytes.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}

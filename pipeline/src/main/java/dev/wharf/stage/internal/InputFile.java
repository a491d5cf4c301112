package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.StageConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file to read, compressed or not, as the end of its name says.
 *
 * @param maxExpansion how many times its size it may expand to
 */
record InputFile(Path path, long maxExpansion) {
    private static final String MAX_EXPANSION = "max_expansion";

    /** For all stages that read files. */
    static Parameter maxExpansionParameter() {
        return Parameter.optional(
                MAX_EXPANSION,
                Parameter.Type.INTEGER,
                String.valueOf(ExpansionLimit.DEFAULT_TIMES),
                "How many times its size a compressed file (" + Compression.suffixes()
                        + ") may become; the first 64 MiB are free.");
    }

    static InputFile of(StageConfig config) {
        long times = config.integer(MAX_EXPANSION);
        if (times < 1) {
            config.problem(MAX_EXPANSION, MAX_EXPANSION + " = " + times + " must be at least 1");
        }
        return new InputFile(config.path("path"), Math.max(1, times));
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
            if (Files.isDirectory(path)) {
                throw new WharfException(ErrorCode.CONFIGURATION, path + " is a folder; name a file in it");
            }
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "there is no file " + path + " (looked for at " + path.toAbsolutePath() + ")",
                    e);
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

package dev.wharf.large;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file, and the length that it had. */
record FileSource(Path file, OptionalLong length) implements PayloadSource {
    static FileSource of(Path file) throws IOException {
        return new FileSource(
                file, Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty());
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}

package dev.wharf.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The checksums beside a file, tried as somebody does who has downloaded both. */
final class Checksums {
    private Checksums() {}

    /** {@code sha256sum -c}, or that of another algorithm. */
    static Command.Result check(Path file, String algorithm) {
        return Command.of(Path.of("/bin/sh"), folder(file))
                .with("PATH", "/usr/bin:/bin")
                .run("-c", algorithm + "sum -c " + file.getFileName() + "." + algorithm);
    }

    /** What is printed when nothing is wrong. */
    static Command.Result right(Path file) {
        return new Command.Result(0, file.getFileName() + ": OK\n", "");
    }

    private static Path folder(Path file) {
        try {
            return file.resolveSibling(".").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

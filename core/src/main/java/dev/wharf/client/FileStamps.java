package dev.wharf.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of files without reading them. It differs once a file was written, replaced by a rename, or lies
 * behind a symbolic link that leads elsewhere now, on whichever part of its path.
 */
record FileStamps(Map<Path, Optional<Stamp>> stamps) {

    /**
     * That of one file.
     *
     * @param real where it is with all links followed
     * @param key device and number of the file, where the file system has such
     */
    private record Stamp(
            Path real,
            FileTime modified,
            long size,
            @Nullable Object key) {}

    static FileStamps of(List<Path> files) {
        return new FileStamps(
                files.stream().distinct().collect(Collectors.toMap(Function.identity(), FileStamps::stampOf)));
    }

    /** The files that are not there, or may not be looked at. */
    List<Path> missing() {
        return stamps.keySet().stream()
                .filter(file -> stamps.getOrDefault(file, Optional.empty()).isEmpty())
                .sorted()
                .toList();
    }

    private static Optional<Stamp> stampOf(Path file) {
        try {
            Path real = file.toRealPath();
            BasicFileAttributes seen = Files.readAttributes(real, BasicFileAttributes.class);
            return Optional.of(new Stamp(real, seen.lastModifiedTime(), seen.size(), seen.fileKey()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

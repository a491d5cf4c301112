package dev.wharf.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this repository, as far as they are written by people: nothing that a build or an editor has left. */
final class Repository {

    private static final Set<String> NOT_OURS = Set.of("target", "output", "node_modules");
    private static final Set<String> HIDDEN_AND_OURS = Set.of(".ci", ".github", ".mvn");
    private static final int BYTES_TO_JUDGE = 8192;

    private final Path root;
    private final List<Path> paths;

    /** What fuzzers begin with: bytes, whatever they look like. */
    private static final String SEEDS = "FuzzTestInputs";

    Repository(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.paths = walk(this.root);
    }

    /** The repository that this build belongs to. */
    static Repository ours() {
        return new Repository(Path.of(System.getProperty("wharf.project", "..")));
    }

    Path root() {
        return root;
    }

    List<Path> paths() {
        return paths;
    }

    List<SourceFile> texts() {
        return paths.stream().filter(path -> !binary(path)).map(this::read).toList();
    }

    List<SourceFile> java() {
        return paths.stream()
                .filter(path -> path.toString().endsWith(".java"))
                .map(this::read)
                .toList();
    }

    /** The folders of the Maven modules that exist. */
    List<String> modules() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    static boolean binary(Path path) {
        if (path.toString().contains(SEEDS)) {
            return true;
        }
        try (var in = Files.newInputStream(path)) {
            for (byte b : in.readNBytes(BYTES_TO_JUDGE)) {
                if (b == 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SourceFile read(Path path) {
        try {
            return new SourceFile(name(path), Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " as UTF-8", e);
        }
    }

    private static List<Path> walk(Path root) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Walk(root, found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> found;

        Walk(Path root, List<Path> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean hidden = name.startsWith(".") && !HIDDEN_AND_OURS.contains(name);
            boolean skipped = !folder.equals(root) && (hidden || NOT_OURS.contains(name));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}

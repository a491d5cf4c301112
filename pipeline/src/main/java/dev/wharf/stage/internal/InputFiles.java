package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.StageConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a stage: one, those of a folder, or those that a pattern such as {@code data/*.json} matches.
 *
 * @param path as it was written
 * @param maxExpansion how many times its size a compressed one may expand to
 */
record InputFiles(String path, long maxExpansion) {
    private static final String PATH = "path";
    private static final String MAX_EXPANSION = "max_expansion";
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");

    /** For all stages that read files. */
    static List<Parameter> parameters() {
        return List.of(
                Parameter.required(
                        PATH,
                        Parameter.Type.TEXT,
                        "A file, a folder, or a pattern such as `data/*.json`; compressed where a name ends with "
                                + Compression.suffixes() + "."),
                Parameter.optional(
                        MAX_EXPANSION,
                        Parameter.Type.INTEGER,
                        String.valueOf(ExpansionLimit.DEFAULT_TIMES),
                        "How many times its size a compressed file may become; the first 64 MiB are free."));
    }

    static InputFiles of(StageConfig config) {
        long times = config.integer(MAX_EXPANSION);
        if (times < 1) {
            config.problem(MAX_EXPANSION, MAX_EXPANSION + " = " + times + "; it must be at least 1");
        }
        String path = config.text(PATH);
        if (path.isBlank() || !WILD.matcher(path).find()) {
            config.path(PATH);
        }
        return new InputFiles(path, Math.max(1, times));
    }

    /**
     * The files that are there now, in the order of their names. Those whose names begin with a dot or an underscore
     * are left out of folders and patterns: programs keep there what is not ready yet.
     *
     * @throws WharfException with {@code CONFIGURATION} if there is none
     */
    List<InputFile> list() {
        List<Path> found = find();
        if (found.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, "there is no file in " + path + " to read");
        }
        ReadBytes read = new ReadBytes();
        return found.stream()
                .map(file -> new InputFile(file, maxExpansion, read))
                .toList();
    }

    private List<Path> find() {
        // A file may have any name, that of a pattern, too.
        boolean pattern = WILD.matcher(path).find() && !Files.exists(Path.of(path));
        try {
            if (pattern) {
                return matching();
            }
            Path one = Path.of(path);
            return Files.isDirectory(one) ? in(one, 1, file -> true) : List.of(one);
        } catch (IOException | UncheckedIOException e) {
            throw new WharfException(ErrorCode.CONFIGURATION, path + " cannot be looked at: " + e, e);
        }
    }

    private List<Path> matching() throws IOException {
        Path base = Path.of(path.substring(0, literalLength()));
        PathMatcher matcher = base.getFileSystem().getPathMatcher("glob:" + path);
        if (!Files.isDirectory(base.toString().isEmpty() ? Path.of(".") : base)) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "there is no folder " + base + " (looked for at " + base.toAbsolutePath() + ") for " + path);
        }
        return in(base, Integer.MAX_VALUE, matcher::matches);
    }

    /** Of the folders that the pattern names without wild cards. */
    private int literalLength() {
        var wild = WILD.matcher(path);
        return wild.find() ? path.lastIndexOf('/', wild.start()) + 1 : path.length();
    }

    private static List<Path> in(Path folder, int depth, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            return all.filter(file -> wanted.test(file) && !isHidden(file) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isHidden(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") || name.startsWith("_");
    }
}

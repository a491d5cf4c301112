package dev.wharf.cli;

import dev.wharf.compress.Compression;
import dev.wharf.compress.ExpansionLimit;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An input of records: a file, or standard input.
 *
 * @param name for people
 */
record ProduceSource(String name, Opening opening) {
    /** How many bytes the files have, or 0 where nobody knows. */
    static long size(List<ProduceSource> sources, long skip) {
        long size = 0;
        for (ProduceSource source : sources.subList((int) Math.min(skip, sources.size()), sources.size())) {
            try {
                size += Files.size(Path.of(source.name));
            } catch (IOException | InvalidPathException e) {
                return 0; // standard input, say
            }
        }
        return size;
    }

    private static final String STANDARD_INPUT = "-";

    /** Opens the bytes. */
    interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * The inputs that are named on a command line; standard input where none is.
     *
     * @param expand how many times its size a compressed file may become, or 0 to read it as it is
     * @throws WharfException with {@code CONFIGURATION} that names every one that is not there
     */
    static List<ProduceSource> of(List<String> names, InputStream standardInput, long expand) {
        List<String> problems = new ArrayList<>();
        List<ProduceSource> sources = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of(STANDARD_INPUT) : names) {
            if (name.equals(STANDARD_INPUT)) {
                sources.add(new ProduceSource("standard input", () -> standardInput));
            } else {
                file(name, expand, problems, sources);
            }
        }
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return sources;
    }

    private static void file(String name, long expand, List<String> problems, List<ProduceSource> sources) {
        try {
            Path path = Path.of(name);
            if (!Files.exists(path)) {
                problems.add("there is no file " + name + " (looked for at " + path.toAbsolutePath() + ")");
            } else if (Files.isDirectory(path)) {
                problems.add(name + " is a folder; name the files in it, " + name + "/* say");
            } else if (!Files.isReadable(path)) {
                problems.add("there is no permission to read " + name);
            }
            sources.add(new ProduceSource(name, () -> opened(path, expand)));
        } catch (InvalidPathException e) {
            problems.add(name + " is no path: " + e.getReason());
        }
    }

    private static InputStream opened(Path path, long expand) throws IOException {
        InputStream bytes = Files.newInputStream(path);
        if (expand == 0) {
            return bytes;
        }
        try {
            return Compression.of(path).decompress(bytes, ExpansionLimit.times(expand));
        } catch (IOException e) {
            bytes.close();
            throw new IOException(
                    "it is not compressed as its name says (" + e.getMessage() + "); --no-expand takes it as it is", e);
        }
    }

    /** Opens it as records. */
    ProduceReader open(ProduceForm form, long maxBytes) {
        try {
            InputStream in = opening.open();
            return switch (form.format()) {
                case LINES -> new ProduceLines(in, form, maxBytes);
                case FILE -> new ProduceWhole(in, maxBytes);
                case JSON -> new ProduceEnvelopes(in, maxBytes);
            };
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, name + " cannot be read: " + e.getMessage(), e);
        }
    }
}

package dev.wharf.pipeline;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.plan.PlanException;
import dev.wharf.problem.Location;
import dev.wharf.problem.Nearest;
import dev.wharf.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets the text of a pipeline file, or another one in TOML, from a file or a pipe. */
final class PipelineFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final int NAMES_SHOWN = 10;
    private static final String SUFFIX = ".toml";

    private final Path file;
    private final String kind;

    private PipelineFile(Path file, String kind) {
        this.file = file;
        this.kind = kind;
    }

    /** The text of a pipeline file. */
    static String read(Path file) {
        return read(file, "pipeline file");
    }

    /**
     * The text, without a byte order mark.
     *
     * @param kind what errors call such a file
     * @throws WharfException with {@code CONFIGURATION} when it cannot be had
     */
    static String read(Path file, String kind) {
        return new PipelineFile(file, kind).read();
    }

    private String read() {
        if (Files.isDirectory(file)) {
            throw refused(file + " is a folder; name a " + kind + " in it", null);
        }
        byte[] bytes = bytes();
        if (bytes.length > MAX_BYTES) {
            throw refused(file + " is larger than 1 MiB, which no " + kind + " is", null);
        }
        String text = decode(bytes);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private byte[] bytes() {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw refused("there is no file " + file + " (looked for at " + file.toAbsolutePath() + ")" + nearest(), e);
        } catch (IOException e) {
            throw refused(file + " cannot be read: " + e, e);
        }
    }

    private String decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
            int column = text.length() - text.lastIndexOf('\n');
            throw new PlanException(List.of(new Problem(
                    new Location(file.toString(), line, column), "not UTF-8 from here on; save the file as UTF-8")));
        }
        return text;
    }

    private String nearest() {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "; there is no folder " + folder + " either";
        }
        try (var entries = Files.list(folder)) {
            return nearest(
                    String.valueOf(file.getFileName()),
                    entries.map(entry -> String.valueOf(entry.getFileName()))
                            .filter(entry -> entry.endsWith(SUFFIX))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            return "";
        }
    }

    /** The ending counts for nothing: all have it, or it was forgotten. */
    private String nearest(String typed, List<String> names) {
        List<String> stems = names.stream().map(PipelineFile::stem).toList();
        return Nearest.to(stem(typed), stems)
                .map(stem -> "; did you mean " + stem + SUFFIX + "?")
                .orElse(
                        names.isEmpty()
                                ? "; no " + kind + " is there, they end in " + SUFFIX
                                : "; " + kind + "s there: " + shortened(names));
    }

    private static String stem(String name) {
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private static String shortened(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)));
        return names.size() > NAMES_SHOWN ? first + " and " + (names.size() - NAMES_SHOWN) + " more" : first;
    }

    private static WharfException refused(String text, @Nullable IOException cause) {
        return new WharfException(ErrorCode.CONFIGURATION, text, cause);
    }
}

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

/** Gets the text of a pipeline file, from a file or a pipe. */
final class PipelineFile {
    private static final int MAX_BYTES = 1 << 20;

    private PipelineFile() {}

    /**
     * The text, without a byte order mark.
     *
     * @throws WharfException with {@code CONFIGURATION} when it cannot be had
     */
    static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw refused(file + " is a folder; name a pipeline file in it", null);
        }
        byte[] bytes = bytes(file);
        if (bytes.length > MAX_BYTES) {
            throw refused(file + " is larger than 1 MiB, which no pipeline file is", null);
        }
        String text = decode(file, bytes);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw refused("there is no file " + file + nearest(file), e);
        } catch (IOException e) {
            throw refused(file + " cannot be read: " + e, e);
        }
    }

    private static String decode(Path file, byte[] bytes) {
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

    private static String nearest(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "; there is no folder " + folder + " either";
        }
        try (var entries = Files.list(folder)) {
            List<String> names = entries.map(entry -> entry.getFileName().toString())
                    .filter(entry -> entry.endsWith(".toml"))
                    .toList();
            return Nearest.hint(file.getFileName().toString(), names);
        } catch (IOException e) {
            return "";
        }
    }

    private static WharfException refused(String text, @Nullable IOException cause) {
        return new WharfException(ErrorCode.CONFIGURATION, text, cause);
    }
}

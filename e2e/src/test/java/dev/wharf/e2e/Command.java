package dev.wharf.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program as a child process, with an environment that holds only what the test puts in. Immutable: each
 * {@code with} returns another command.
 */
final class Command {

    private static final long LIMIT_MINUTES = 5;

    private final List<String> line;
    private final Map<String, String> environment;
    private final Path folder;

    private Command(List<String> line, Map<String, String> environment, Path folder) {
        this.line = List.copyOf(line);
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    static Command of(Path program, Path folder) {
        return new Command(List.of(program.toString()), Map.of(), folder);
    }

    Command with(String variable, Object value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value.toString());
        return new Command(line, more, folder);
    }

    /** The same by another path. */
    Command at(Path program) {
        return new Command(List.of(program.toString()), environment, folder);
    }

    /** Runs to the end. */
    Result run(String... arguments) {
        return start(arguments).result();
    }

    Running start(String... arguments) {
        List<String> whole = new ArrayList<>(line);
        whole.addAll(List.of(arguments));
        try {
            File out = Files.createTempFile("wharf", ".out").toFile();
            File err = Files.createTempFile("wharf", ".err").toFile();
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(out)
                    .redirectError(err);
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Running(builder.start(), out.toPath(), err.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process has left: its exit code and all that it printed. */
    record Result(int exit, String out, String err) {}

    /** A process that may still run. */
    record Running(Process process, Path out, Path err) {

        Result result() {
            try {
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError("no end after " + LIMIT_MINUTES + " minutes: " + process.info());
                }
                Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
                Files.delete(out);
                Files.delete(err);
                return result;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

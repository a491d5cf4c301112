package dev.wharf.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that a test has started, with its output in files, and the signals that the test sends it. Closing it kills
 * it if it still runs. Any thread.
 */
public final class ChildProcess implements AutoCloseable {
    private static final int TAIL_LINES = 40;

    private final String name;
    private final Process process;
    private final Path out;
    private final Path err;

    private ChildProcess(String name, Process process, Path out, Path err) {
        this.name = name;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What can be sent to a process. */
    public enum Signal {
        TERM,
        INT,
        KILL,
        STOP,
        CONT
    }

    /**
     * Starts the command in the folder, which also gets its output, as {@code NAME.out} and {@code NAME.err}.
     *
     * @param environment all that the process finds in its environment
     */
    static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path folder) {
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    public String out() {
        return read(out);
    }

    /** What it has printed on standard error so far. */
    public String err() {
        return read(err);
    }

    /** Sends a signal to the process if it still runs. */
    public void send(Signal signal) {
        if (!alive()) {
            return;
        }
        try {
            // The shell's own kill: a small machine has no other.
            int exit = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0 && alive()) {
                throw new AssertionError("signal " + signal + " could not be sent to " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Kills it, as with kill -9, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Await.LIMIT);
    }

    /** Waits for a line of its output, or error output, that contains the text. */
    public String awaitLine(String text, Duration limit) {
        return Await.answer("\"" + text + "\" of " + name, limit, () -> {
            var line = (out() + "\n" + err())
                    .lines()
                    .filter(candidate -> candidate.contains(text))
                    .findFirst();
            if (line.isEmpty() && !alive()) {
                throw new AssertionError(name + " has ended without \"" + text + "\"\n" + tail());
            }
            return line;
        });
    }

    /** Waits for its end; gives its exit code, which is 128 + the signal's number if a signal ended it. */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " has not ended within " + limit.toSeconds() + " s\n" + tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The last lines that it printed, for the description of a failure. */
    public String tail() {
        return "--- " + name + (alive() ? ", running" : ", exit " + process.exitValue()) + "\n" + last(out())
                + last(err());
    }

    private static String last(String text) {
        List<String> lines = text.lines().toList();
        List<String> kept = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        return String.join("\n", kept) + "\n";
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}

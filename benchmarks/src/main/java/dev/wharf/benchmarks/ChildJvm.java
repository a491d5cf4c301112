package dev.wharf.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM on this one's class path, its output in two files. */
final class ChildJvm implements AutoCloseable {
    static final String LOG_SETTING = "logback.configurationFile";
    static final String LOG_FILE = "load-comparison-logback.xml";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int TAIL_LINES = 30;

    private final String name;
    private final Process process;
    private final Path out;
    private final Path err;

    private ChildJvm(String name, Process process, Path out, Path err) {
        this.name = name;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts it.
     *
     * @param name for errors and its two output files
     * @param heap initial and largest heap, such as {@code 512m}
     * @param folder where its output goes
     */
    static ChildJvm start(String name, String heap, Path folder, Class<?> mainClass, String... args)
            throws IOException {
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        List<String> command = new ArrayList<>(flags(heap));
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(mainClass.getName());
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new ChildJvm(name, process, out, err);
    }

    private static List<String> flags(String heap) {
        List<String> flags = new ArrayList<>();
        flags.add("-Xms" + heap);
        flags.add("-Xmx" + heap);
        flags.add("-XX:+UseG1GC");
        flags.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        flags.add("-D" + LOG_SETTING + "=" + LOG_FILE);
        flags.add("-cp");
        flags.add(System.getProperty("java.class.path"));
        return flags;
    }

    /** Waits for its end and returns what it wrote to standard output. */
    List<String> outputAtEnd(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name + " still runs after " + limit + tails());
        }
        if (process.exitValue() != 0) {
            throw new IOException(name + " ended with code " + process.exitValue() + tails());
        }
        return output();
    }

    /** What it has written to standard output so far. */
    List<String> output() throws IOException {
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }

    boolean running() {
        return process.isAlive();
    }

    /** CPU time used so far; zero where the system does not tell, or the process has ended. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The ends of its two outputs, to be put into an error. */
    String tails() throws IOException {
        return "\n--- its output ends with\n" + tail(out) + "\n--- its error output ends with\n" + tail(err);
    }

    private static String tail(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /** Closes its standard input, which the broker takes as its sign to stop, and ends it if that is not enough. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

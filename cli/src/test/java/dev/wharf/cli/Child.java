package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command in a JVM of its own, with a working folder, pipes and limits of its own. */
final class Child {
    /** Generous: the machine may be ten times slower than usual. */
    private static final int LIMIT_SECONDS = 240;

    private final Path folder;
    private final List<String> jvmFlags;
    private final Map<String, String> environment;

    private Child(Path folder, List<String> jvmFlags, Map<String, String> environment) {
        this.folder = folder;
        this.jvmFlags = jvmFlags;
        this.environment = environment;
    }

    static Child in(Path folder) {
        return new Child(folder, List.of(), Map.of());
    }

    Child withFlags(String... flags) {
        return new Child(folder, List.of(flags), environment);
    }

    Child withEnvironment(Map<String, String> more) {
        return new Child(folder, jvmFlags, more);
    }

    /** Runs one command. */
    Ran run(String... words) throws IOException, InterruptedException {
        return shell("exec \"$@\"", words);
    }

    /** Runs a shell script in which {@code "$@"} stands for the command. */
    Ran shell(String script, String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile("wharf-child", ".out");
        Path err = Files.createTempFile("wharf-child", ".err");
        ProcessBuilder builder =
                builder(script, words).redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("the command ended by itself")
                    .isTrue();
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Starts one command and leaves it to the caller, who writes its standard input; what it prints is lost. */
    Process start(String... words) throws IOException {
        return startShell("exec \"$@\"", words);
    }

    /** The same with a shell script in which {@code "$@"} stands for the command, and which may keep what it prints. */
    Process startShell(String script, String... words) throws IOException {
        return builder(script, words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts one command and leaves it to the caller, who reads what it prints. */
    Process startTo(Path out, Path err, String... words) throws IOException {
        return builder("exec \"$@\"", words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    private ProcessBuilder builder(String script, String... words) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(jvmFlags);
        command.add(Main.class.getName());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder;
    }
}

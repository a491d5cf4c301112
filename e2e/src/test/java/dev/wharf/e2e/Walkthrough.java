package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader who does what a document says, in a folder of their own that holds the examples and {@code ./wharf}. */
final class Walkthrough {

    /** Lines that differ from one machine or run to the next. */
    private static final Pattern VARIES = Pattern.compile("(building wharf|embedded Kafka at) .*");

    private static final Pattern TIMESTAMP = Pattern.compile("(\"_kafka_timestamp\":)\\d+");
    private static final Pattern BROKER = Pattern.compile("pid=(\\d+)");
    private static final String OTHERS = "...";
    private static final int STOP_LIMIT_MINUTES = 2;

    private final Path folder;
    private final Command shell;

    Walkthrough(Path distribution, Path folder) {
        this.folder = folder;
        Folders.copy(distribution.resolve("examples"), folder.resolve("examples"));
        Path wharf = distribution.resolve("bin/wharf").toAbsolutePath().normalize();
        Folders.script(folder.resolve("wharf"), "exec '" + wharf + "' \"$@\"\n");
        this.shell = Command.of(Path.of("/bin/sh"), folder)
                .with("PATH", folder + ":/usr/bin:/bin")
                .with("HOME", folder)
                .with("WHARF_JAVA_HOME", System.getProperty("java.home"))
                .with("XDG_CACHE_HOME", StartupCache.of(distribution));
    }

    /** Writes the files and runs the commands, from top to bottom; gives the number of commands run. */
    int follow(List<Fence> fences) {
        int run = 0;
        for (Fence fence : fences) {
            if (fence.directive().equals("file")) {
                Folders.write(folder.resolve(fence.argument()), fence.text());
            } else if (fence.hasCommand() && !fence.directive().equals("not run")) {
                fence.steps().forEach(step -> type(step, fence));
                run += fence.steps().size();
            }
        }
        return run;
    }

    private void type(Fence.Step step, Fence fence) {
        Command.Result result = shell.run("-ec", "exec 2>&1\n" + step.command());
        String what = fence.place() + ": " + step.command() + "\n" + result.out();
        assertThat(result.exit()).as(what).isEqualTo(fence.exit());
        List<String> expected = comparable(step.output());
        List<String> actual = comparable(result.out().lines().toList());
        if (step.output().contains(OTHERS)) {
            assertThat(actual).as(what).containsAll(expected);
        } else if (!step.output().isEmpty()) {
            assertThat(actual).as(what).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<String> comparable(List<String> lines) {
        return lines.stream()
                .filter(line -> !VARIES.matcher(line).matches() && !line.equals(OTHERS))
                .map(line -> TIMESTAMP.matcher(line).replaceAll("$10"))
                .toList();
    }

    /** Ends the embedded Kafka that the commands have left behind, so that its folder can be deleted. */
    void leave() {
        Path address = folder.resolve(".wharf/address");
        try {
            Matcher broker = BROKER.matcher(Files.exists(address) ? Files.readString(address) : "");
            if (broker.find()) {
                ProcessHandle.of(Long.parseLong(broker.group(1))).ifPresent(Walkthrough::end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(ProcessHandle broker) {
        broker.destroyForcibly(); // its data is deleted with the folder
        broker.onExit().orTimeout(STOP_LIMIT_MINUTES, TimeUnit.MINUTES).join();
    }
}

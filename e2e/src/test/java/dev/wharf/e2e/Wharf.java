package dev.wharf.e2e;

import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shipped {@code bin/wharf} as child processes of one test, in one folder. */
final class Wharf {
    private final KillHarness harness;
    private final Path home;
    private final Path folder;
    private final Map<String, String> environment;
    /** Of a file that it writes, in blocks of the shell; 0 for none. */
    private int fileLimit;

    private Wharf(KillHarness harness, Path home, Path folder, Map<String, String> environment) {
        this.harness = harness;
        this.home = home;
        this.folder = folder;
        this.environment = environment;
    }

    static Wharf in(Path folder, KillHarness harness) {
        Path shipped = Path.of(System.getProperty("wharf.distribution", "?"));
        return new Wharf(
                harness,
                shipped.toAbsolutePath().normalize(),
                folder,
                Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "HOME",
                        folder.toString(),
                        "WHARF_JAVA_HOME",
                        System.getProperty("java.home"),
                        // Several run at a time, beside a broker.
                        "JAVA_OPTS",
                        "-Xmx256m -XX:TieredStopAtLevel=1"));
    }

    Wharf with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Wharf(harness, home, folder, more);
    }

    /** The distribution in another folder. */
    Wharf at(Path otherHome) {
        return new Wharf(harness, otherHome, folder, environment);
    }

    /** No file may become larger than so many blocks, until the limit is raised from outside. */
    Wharf limited(int blocks) {
        Wharf limited = new Wharf(harness, home, folder, environment);
        limited.fileLimit = blocks;
        return limited;
    }

    ChildProcess start(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (fileLimit > 0) {
            command.addAll(List.of("sh", "-c", "ulimit -S -f " + fileLimit + "; exec \"$@\"", "sh"));
        }
        // Some shells start what runs in the background with the signal ignored, and it would stay so.
        command.addAll(List.of("/usr/bin/env", "--default-signal=INT"));
        command.add(home.resolve("bin/wharf").toString());
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(environment);
        all.put("XDG_CACHE_HOME", StartupCache.of(home).toString());
        return harness.start(name, command, all);
    }

    /** {@code wharf run} of the pipeline. */
    ChildProcess run(Pipeline pipeline) {
        return start(pipeline.name(), "run", pipeline.writeTo(folder).toString());
    }

    /** How long this machine takes just now to start and end a command that does nothing else. */
    Duration startUp() {
        long start = System.nanoTime();
        int exit = start("version", "version").awaitExit(Await.LIMIT);
        if (exit != 0) {
            throw new AssertionError("wharf version fails: " + harness.tails());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

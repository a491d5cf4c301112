package dev.wharf.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The distribution that this build has assembled, in a copy far from the sources, on a machine as bare as can be. */
final class Distribution {

    /** What `bin/wharf` needs besides a Java. */
    static final List<String> PROGRAMS = List.of(
            "sh", "cat", "cksum", "dirname", "find", "ls", "mkdir", "mv", "nice", "readlink", "rm", "rmdir", "sed");

    private final Path home;
    private final Path sandbox;

    private Distribution(Path home, Path sandbox) {
        this.home = home;
        this.sandbox = sandbox;
    }

    static Distribution copyTo(Path sandbox) {
        Path home = sandbox.resolve("a wharf");
        Folders.copy(Path.of(System.getProperty("wharf.distribution")), home);
        Folders.script(sandbox.resolve("java-17/bin/java"), "echo 'the wrong Java was started' >&2; exit 99\n");
        Folders.write(sandbox.resolve("java-17/release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"17.0.15\"\n");
        Folders.programs(sandbox.resolve("programs"), PROGRAMS);
        Folders.write(sandbox.resolve("work/.keep"), "");
        return new Distribution(home, sandbox);
    }

    Path home() {
        return home;
    }

    Path caches() {
        return sandbox.resolve("cache/wharf");
    }

    /** Too old for Wharf, and first on the path. */
    Path oldJava() {
        return sandbox.resolve("java-17");
    }

    /** {@code bin/wharf} without a start-up cache; the only fitting Java is in a usual folder. */
    Command wharf() {
        Path javas = Path.of(System.getProperty("java.home")).getParent();
        return Command.of(home.resolve("bin/wharf"), sandbox.resolve("work"))
                .with("PATH", oldJava().resolve("bin") + ":" + sandbox.resolve("programs"))
                .with("HOME", sandbox)
                .with("XDG_CACHE_HOME", sandbox.resolve("cache"))
                .with("WHARF_JVM_FOLDERS", sandbox.resolve("nowhere") + ":" + javas)
                .with("WHARF_CACHE", "off");
    }

    Command wharfWithCache() {
        return wharf().with("WHARF_CACHE", "on");
    }

    /** The caches that are whole; none while one is being made. */
    List<Path> finishedCaches() {
        List<Path> files = Folders.files(caches());
        boolean busy = !Files.isDirectory(caches())
                || files.stream().anyMatch(file -> file.toString().endsWith(".new"));
        return busy || locked()
                ? List.of()
                : files.stream()
                        .filter(file -> file.toString().endsWith(".jsa"))
                        .toList();
    }

    private boolean locked() {
        try (var paths = Files.walk(caches())) {
            return paths.anyMatch(path -> path.toString().endsWith(".lock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

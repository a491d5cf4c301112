package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The start-up cache that a distribution makes at its first short command: commands start as they do for users. */
final class StartupCache {
    private static final Map<Path, Path> MADE = new ConcurrentHashMap<>();

    private StartupCache() {}

    /** The folder for {@code XDG_CACHE_HOME}, with the cache of this distribution in it. Any thread. */
    static Path of(Path home) {
        return MADE.computeIfAbsent(home.toAbsolutePath().normalize(), StartupCache::make);
    }

    private static Path make(Path home) {
        Path folder = home.resolveSibling(home.getFileName() + "-cache");
        Folders.create(folder);
        Command.Result first = Command.of(home.resolve("bin/wharf"), folder)
                .with("PATH", "/usr/bin:/bin")
                .with("WHARF_JAVA_HOME", System.getProperty("java.home"))
                .with("XDG_CACHE_HOME", folder)
                .run("version");
        assertThat(first.exit()).as(first.err()).isZero();
        // With the lock, which goes last: whoever deletes the folder of the test meets nobody who writes.
        Await.until("the start-up cache in " + folder, Await.LIMIT, () -> has(folder, ".jsa") && !has(folder, ".lock"));
        return folder;
    }

    private static boolean has(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(ending));
        } catch (UncheckedIOException | IOException e) {
            return false; // something in it has just been renamed
        }
    }
}

package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The distribution runs without the source tree; its start-up cache helps when it can and is never heard of. Each test
 * has a copy of its own.
 */
final class DistributionIT {

    private static final String VERSION = System.getProperty("wharf.version", "?");
    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir
    private Path sandbox = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Distribution distribution;

    @BeforeEach
    void copy() {
        distribution = Distribution.copyTo(sandbox);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void runsOnANewerJavaThanTheOneOnThePath() {
        saysItsVersion(distribution.wharf().run("version"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void holdsWhatItShould() {
        Path home = distribution.home();
        assertThat(home.resolve("bin/wharf")).isExecutable();
        assertThat(List.of("LICENSE", "conf/logback.xml", "plugins/README.txt", "lib/wharf-core-" + VERSION + ".jar"))
                .allSatisfy(name -> assertThat(home.resolve(name)).isNotEmptyFile());
        assertThat(Folders.files(home.resolve("lib")))
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .noneMatch(name -> name.contains("junit") || name.contains("testkit"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void archiveHoldsTheSame() throws IOException {
        Path unpacked = Files.createDirectory(sandbox.resolve("unpacked"));
        Command.Result tar = Command.of(Path.of("/bin/tar"), unpacked)
                .with("PATH", "/bin:/usr/bin")
                .run(
                        "xzf",
                        Path.of(System.getProperty("wharf.archive", ""))
                                .toRealPath()
                                .toString());
        assertThat(tar).isEqualTo(new Command.Result(0, "", ""));
        Path home = unpacked.resolve("wharf-" + VERSION);
        assertThat(names(home)).isEqualTo(names(distribution.home()));
        assertThat(home.resolve("bin/wharf")).isExecutable();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void makesACacheOnceAndUsesIt() throws IOException {
        Command wharf = distribution.wharfWithCache();
        saysItsVersion(wharf.run("version"));
        Path cache = awaitCache();
        FileTime made = Files.getLastModifiedTime(cache);

        Path log = sandbox.resolve("classes.log");
        saysItsVersion(wharf.with("JAVA_OPTS", "-Xlog:class+load:file=" + log).run("version"));

        assertThat(log).content().containsPattern("dev\\.wharf\\.cli\\.Main source: shared objects file \\(top\\)");
        assertThat(Files.getLastModifiedTime(cache)).isEqualTo(made);
        assertThat(distribution.finishedCaches()).containsExactly(cache);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void saysNothingOfACorruptCache() throws IOException {
        Command wharf = distribution.wharfWithCache();
        saysItsVersion(wharf.run("version"));
        Path cache = awaitCache();
        byte[] whole = Files.readAllBytes(cache);

        Files.write(cache, new byte[100_000]);
        saysItsVersion(wharf.run("version"));
        Files.write(cache, Arrays.copyOf(whole, whole.length / 2));
        saysItsVersion(wharf.run("version"));
        Files.write(cache, new byte[0]);
        saysItsVersion(wharf.run("version"));
        Files.write(cache, whole);
        try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
            file.seek(16);
            file.write(new byte[32]);
        }
        saysItsVersion(wharf.run("version"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void saysNothingOfACacheFolderThatCannotBe() throws IOException {
        Path file = Files.writeString(sandbox.resolve("file"), "a file");
        Command wharf = distribution.wharfWithCache();
        saysItsVersion(wharf.with("XDG_CACHE_HOME", file).run("version"));
        saysItsVersion(wharf.with("XDG_CACHE_HOME", "").with("HOME", file).run("version"));
        saysItsVersion(wharf.with("XDG_CACHE_HOME", "").with("HOME", "").run("version"));
        assertThat(distribution.caches()).doesNotExist();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void firstCommandsAtTheSameTimeMakeOneCache() {
        Command wharf = distribution.wharfWithCache();
        List<Command.Running> all =
                IntStream.range(0, 4).mapToObj(i -> wharf.start("version")).toList();
        all.forEach(running -> saysItsVersion(running.result()));
        Path cache = awaitCache();
        saysItsVersion(wharf.run("version"));
        assertThat(distribution.finishedCaches()).containsExactly(cache);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void replacesTheCacheOfAnotherContent() throws IOException {
        Command wharf = distribution.wharfWithCache();
        saysItsVersion(wharf.run("version"));
        Path old = awaitCache();
        Path gone = Folders.write(distribution.caches().resolve("1/home"), sandbox.resolve("gone") + "\n");
        Path plugin = distribution.home().resolve("plugins/plugin.jar");
        Files.copy(distribution.home().resolve("lib/jspecify-1.0.1.jar"), plugin);

        saysItsVersion(wharf.run("version"));
        await().atMost(LONG)
                .until(() -> !distribution.finishedCaches().isEmpty()
                        && !distribution.finishedCaches().contains(old));
        await().atMost(LONG).until(() -> Files.notExists(gone.getParent()));
        saysItsVersion(wharf.run("version"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void honoursJavaOpts() {
        Command.Result result = distribution
                .wharf()
                .with("JAVA_OPTS", "-Dwharf.test=yes -XshowSettings:properties")
                .run("version");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("wharf.test = yes");
        saysItsVersion(
                distribution.wharf().with("JAVA_OPTS", "-XX:+UseParallelGC").run("version"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void becomesTheJvmWithFlagsThatFit() {
        Command java21 = distribution.wharf().with("WHARF_JAVA_HOME", fakeJava("21.0.4"));
        Command java25 = distribution.wharf().with("WHARF_JAVA_HOME", fakeJava("25"));

        Command.Running running = java21.start("list", "--json", "a b");
        long process = running.process().pid();
        assertThat(running.result().out())
                .startsWith(process + " ")
                .contains(" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ")
                .doesNotContain("--enable-native-access", "--sun-misc-unsafe-memory-access")
                .endsWith(" dev.wharf.cli.Main list --json a b\n");
        assertThat(java25.run("--verbose", "run", "a.toml").out())
                .contains(" --enable-native-access=ALL-UNNAMED ", " --sun-misc-unsafe-memory-access=allow ")
                .doesNotContain("-XX:")
                .endsWith(" dev.wharf.cli.Main --verbose run a.toml\n");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void explicitChoicesOfAJavaComeFirst() {
        Path newJava = Path.of(System.getProperty("java.home"));
        Command wharf = distribution.wharf().with("WHARF_JVM_FOLDERS", sandbox);
        assertThat(wharf.run("version").exit()).isEqualTo(3);
        saysItsVersion(wharf.with("JAVA_HOME", newJava).run("version"));
        saysItsVersion(wharf.with("WHARF_JAVA_HOME", newJava).run("version"));
        saysItsVersion(
                distribution.wharf().with("JAVA_HOME", distribution.oldJava()).run("version"));

        Command.Result refused = distribution
                .wharf()
                .with("WHARF_JAVA_HOME", distribution.oldJava())
                .run("version");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("WHARF_JAVA_HOME is Java 17: " + distribution.oldJava());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void saysWhatIsMissingWithoutAFittingJava() {
        Command.Result result = distribution
                .wharf()
                .with("PATH", sandbox.resolve("programs"))
                .with("JAVA_HOME", distribution.oldJava())
                .with("WHARF_JVM_FOLDERS", sandbox.resolve("nowhere"))
                .run("version");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("Java 21 or newer is missing")
                .contains("JAVA_HOME is Java 17: " + distribution.oldJava())
                .contains("none in " + sandbox.resolve("nowhere"))
                .contains("apt install", "WHARF_JAVA_HOME");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void runsThroughASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(sandbox.resolve("work/link"), Path.of("../a wharf/bin/wharf"));
        saysItsVersion(distribution.wharf().at(link).run("version"));
    }

    /** Prints its process id and its arguments. */
    private Path fakeJava(String version) {
        Path home = sandbox.resolve("java-" + version);
        Folders.script(home.resolve("bin/java"), "echo $$ \"$@\"\n");
        Folders.write(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Path awaitCache() {
        return await().atMost(LONG)
                .until(distribution::finishedCaches, caches -> !caches.isEmpty())
                .getFirst();
    }

    private static void saysItsVersion(Command.Result result) {
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("wharf ").contains(VERSION);
        assertThat(result.exit()).isZero();
    }

    private static List<String> names(Path folder) {
        return Folders.files(folder).stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }
}

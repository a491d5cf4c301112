package dev.wharf.registry.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The archive that the build has unpacked, started as its authors mean it to be. It keeps everything in memory, and
 * takes free ports of this machine, both for its interface and for its management.
 */
final class ApicurioTarget implements Target {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final String url;

    private ApicurioTarget(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static ApicurioTarget start() throws IOException {
        Path folder = Path.of(System.getProperty("wharf.apicurio", "target/apicurio"));
        Path log = folder.resolveSibling("apicurio.log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-jar",
                        folder.resolve("quarkus-run.jar").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            String address = awaitAddress(process, log);
            return new ApicurioTarget(process, address + "/apis/ccompat/v7");
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String awaitAddress(Process process, Path log) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> LISTENING.matcher(read(log)).find() || !process.isAlive());
        Matcher listening = LISTENING.matcher(read(log));
        if (!listening.find()) {
            throw new IllegalStateException("Apicurio has ended; " + log + " says why");
        }
        return listening.group(1);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Kind kind() {
        return Kind.APICURIO;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}

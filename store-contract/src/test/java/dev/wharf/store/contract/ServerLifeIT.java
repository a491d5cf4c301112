package dev.wharf.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The servers of tests are there no longer than who has started them. */
final class ServerLifeIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    /** Starts a server, says so, and waits for its end. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] args) throws Exception {
            S3Server server = S3Server.start(S3Server.Kind.valueOf(args[0]), Path.of(args[1]));
            System.out.println(server.endpoint());
            Thread.currentThread().join();
        }
    }

    @ParameterizedTest
    @EnumSource(S3Server.Kind.class)
    void aServerEndsWithTheProcessThatHasStartedIt(S3Server.Kind kind) throws Exception {
        Process starter = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        kind.name(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(starter.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("http://127.0.0.1:");
        List<ProcessHandle> servers = starter.children().toList();
        assertThat(servers).hasSize(1).allMatch(ProcessHandle::isAlive);

        starter.destroyForcibly();

        Awaitility.await().atMost(LIMIT).until(() -> !servers.get(0).isAlive());
    }
}

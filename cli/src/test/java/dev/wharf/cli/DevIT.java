package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wharf dev} as a process, and how it ends. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the folder
final class DevIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void noticesThatItsBrokerHasDied() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process dev = Child.in(folder).startTo(out, err, "dev", "--json");
        try {
            await().atMost(LIMIT).until(() -> Files.readString(out).contains("}"));
            JsonNode told = new ObjectMapper().readTree(out.toFile());
            assertThat(told.get("bootstrap.servers").asText()).startsWith("127.0.0.1:");
            ProcessHandle.of(told.get("pid").asLong()).orElseThrow().destroyForcibly();

            assertThat(dev.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(dev.exitValue()).isEqualTo(1);
            assertThat(Files.readString(err)).contains("wharf: the embedded Kafka (process ", "has ended by itself");
        } finally {
            dev.destroyForcibly();
        }
    }

    @Test
    void endsWithoutAFailureWhenItIsStopped() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process dev = Child.in(folder).startTo(out, folder.resolve("err"), "dev");
        try {
            await().atMost(LIMIT).until(() -> Files.readString(out).startsWith("bootstrap.servers = 127.0.0.1:"));
            dev.destroy();
            assertThat(dev.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(dev.exitValue()).isZero();
            assertThat(Files.readString(folder.resolve("err"))).isEmpty();
        } finally {
            dev.destroyForcibly();
        }
    }
}

package dev.wharf.example.payloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.large.PayloadSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs both programs over a broker, and compares what they print with the page. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ExamplesIT {
    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void printWhatThePageSays() throws Exception {
        Path small = file("note.txt", 512);
        Path large = file("scan.dcm", 20_000_000);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            kafka.createTopic("large-messages-topic", 1);
            PayloadSettings settings = Settings.of(Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    kafka.bootstrapServers(),
                    "PAYLOAD_STORE",
                    "file:" + folder.resolve("s")));
            SendFile.send(settings, "large-messages-topic", small, out);
            SendFile.send(settings, "large-messages-topic", large, out);
            ReceiveFiles.receive(settings, "large-messages-topic", folder, 2, out);
        }

        assertThat(folder.resolve("large-messages-topic-0@0")).hasSameBinaryContentAs(small);
        assertThat(folder.resolve("large-messages-topic-0@1")).hasSameBinaryContentAs(large);
        String page = Files.readString(Path.of("README.md"));
        assertThat(page).contains("```text\n" + printed.toString(StandardCharsets.UTF_8) + "```\n");
    }
}

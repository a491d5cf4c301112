package dev.wharf.example.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.RuntimeVersion;
import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.registry.DevRegistry;
import dev.wharf.registry.DevRegistrySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs all examples, one after another, over a broker and a registry, and compares what they print with the page. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class ExamplesIT {
    private static final List<String> TOPICS = List.of(
            "actions",
            "transactions",
            "processed-transactions",
            "transactions-proto",
            "validated-users",
            "high-throughput",
            "msgpack-output",
            "transactions-json");

    @Test
    void printWhatThePageSays() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                DevRegistry registry = DevRegistry.start(
                        DevRegistrySettings.inMemory().withKafka(ClientSettings.of(kafka.bootstrapServers())));
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            TOPICS.forEach(topic -> kafka.createTopic(topic, 1));
            runAll(new Cluster(kafka.bootstrapServers(), registry.url()), out);
        }

        String page = Files.readString(Path.of("README.md"));
        assertThat(page).contains("```text\n" + printed.toString(StandardCharsets.UTF_8) + "```\n");
        assertThat(page).contains(TOPICS);
        assertThat(page)
                .contains("/protobuf-java/" + RuntimeVersion.OSS_MAJOR + "." + RuntimeVersion.OSS_MINOR + "."
                        + RuntimeVersion.OSS_PATCH + "/");
    }

    private static void runAll(Cluster cluster, PrintStream out) {
        WriteJson.run(cluster, out);
        ReadJson.run(cluster, out);
        AvroTransactions.run(cluster, out);
        ProtobufTransactions.run(cluster, out);
        ValidatedUsers.run(cluster, out);
        MsgpackCopy.run(cluster, out);
        AvroToJson.run(cluster, out);
    }
}

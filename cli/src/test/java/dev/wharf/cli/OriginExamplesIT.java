package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.devstack.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three example files of the origin, word for word, from a working folder of their own. */
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class OriginExamplesIT {
    private static final Path EXAMPLES =
            Path.of("..", "examples", "origin").toAbsolutePath().normalize();
    /** As many as the examples read by default, so that they need not wait for more. */
    private static final int RECORDS = 1000;

    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private void run(String example) throws IOException, InterruptedException {
        Ran ran = Child.in(folder)
                .run("run", EXAMPLES.resolve(example).toString(), "--brokers", kafka.bootstrapServers());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    @Test
    void theConsumerSavesATopicInAFile() throws IOException, InterruptedException, ExecutionException {
        Topic events = Topic.create(kafka, "events", 1);
        events.send(IntStream.range(0, RECORDS)
                .mapToObj(i -> i == 7 ? "plain text" : "{\"user_id\":" + i + "}")
                .toList());

        run("kafka-consumer-example.toml");

        JsonNode saved =
                new ObjectMapper().readTree(folder.resolve("output/events.json").toFile());
        assertThat(saved).hasSize(RECORDS);
        assertThat(saved.get(3).get("user_id").asInt()).isEqualTo(3);
        assertThat(saved.get(3).get("_kafka_partition").asInt()).isZero();
        assertThat(saved.get(3).get("_kafka_offset").asInt()).isEqualTo(3);
        assertThat(saved.get(3).get("_kafka_timestamp").asLong()).isPositive();
        assertThat(saved.get(3).has("_kafka_key")).isFalse();
        assertThat(saved.get(7).get("_kafka_payload").asText()).isEqualTo("plain text");
        assertThat(events.committed("conveyor-consumer")).isEqualTo(RECORDS);
    }

    @Test
    void theProducerSendsAFileWithKeys() throws IOException, InterruptedException {
        Topic output = Topic.create(kafka, "output-events", 3);
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(
                folder.resolve("data/events.json"),
                "[{\"event_id\": 17, \"a\": 1.50}, {\"event_id\": \"x\"}, {\"a\": 3}]");

        run("kafka-producer-example.toml");

        assertThat(output.records())
                .extracting(record -> Topic.text(record.key()) + " " + Topic.text(record.value()))
                .containsExactlyInAnyOrder(
                        "17 {\"event_id\": 17, \"a\": 1.50}", "x {\"event_id\": \"x\"}", "null {\"a\": 3}");
    }

    @Test
    void thePipelineFiltersANumberByATextAndKeysByANumber()
            throws IOException, InterruptedException, ExecutionException {
        Topic raw = Topic.create(kafka, "raw-events", 1);
        Topic processed = Topic.create(kafka, "processed-events", 3);
        List<String> rows = IntStream.range(0, RECORDS)
                .mapToObj(i -> i % 10 == 0 ? "{\"user_id\":1}" : "{\"user_id\":" + i + ", \"amount\":" + i / 5.0 + "}")
                .toList();
        raw.send(rows);

        run("kafka-etl-example.toml");

        List<String> expected = IntStream.range(500, RECORDS)
                .filter(i -> i % 10 != 0)
                .mapToObj(i -> i + " " + rows.get(i))
                .toList();
        assertThat(processed.records())
                .extracting(record -> Topic.text(record.key()) + " " + Topic.text(record.value()))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(raw.committed("etl-processor")).isEqualTo(RECORDS);
    }
}

package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.endpoint.HttpAddress;
import dev.wharf.pipeline.Ledger;
import dev.wharf.pipeline.PipelineLoader;
import dev.wharf.pipeline.PipelineRun;
import dev.wharf.pipeline.RunOptions;
import dev.wharf.pipeline.StageCatalog;
import dev.wharf.record.Origin;
import dev.wharf.registry.DevRegistry;
import dev.wharf.registry.DevRegistrySettings;
import dev.wharf.serde.WharfSerializer;
import dev.wharf.status.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry that goes away while a pipeline runs, and comes back. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class RegistryAwayIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String EARLY = """
        {"type":"record","name":"Order","fields":[{"name":"n","type":"long"}]}
        """;
    private static final String LATE = """
        {"type":"record","name":"Order","fields":[
          {"name":"n","type":"long"},{"name":"note","type":"string","default":""}]}
        """;

    private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)");

    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    private DevRegistry registry;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    /** Keeps its schemas in a topic, so that another one at the same address has them, too. */
    private void startRegistry(String name, int port) {
        registry = DevRegistry.start(DevRegistrySettings.inMemory()
                .withKafka(ClientSettings.of(kafka.bootstrapServers()))
                .withTopic(name + "-schemas")
                .withAddress(HttpAddress.loopback(port)));
    }

    private PipelineRun pipeline(String name, String delivery, int records) throws IOException {
        Path file = Files.writeString(folder.resolve("p.toml"), """
            [pipeline]
            name = "NAME"
            delivery = "DELIVERY"
            commit_interval_ms = 50
            [error_handling]
            strategy = "dead_letter"
            dead_letter_queue = "NAME-dlq"
            [[stages]]
            id = "in"
            function = "kafka"
            config = { topic = "NAME-in", group_id = "NAME", max_messages = COUNT, timeout_ms = 60000, \
            codec = "avro", registry = "REGISTRY" }
            [[stages]]
            id = "out"
            function = "kafka"
            inputs = ["in"]
            config = { topic = "NAME-out", codec = "json" }
            """.replace("NAME", name)
                .replace("DELIVERY", delivery)
                .replace("COUNT", String.valueOf(records))
                .replace("REGISTRY", registry.url()));
        PipelineLoader.Options options = new PipelineLoader.Options(Optional.of(kafka.bootstrapServers()), Map.of());
        return new PipelineRun(
                PipelineLoader.load(file, StageCatalog.load(), options),
                new RunOptions(Optional.empty(), InputStream.nullInputStream(), OutputStream.nullOutputStream()));
    }

    private static CompletableFuture<PipelineRun.Result> started(PipelineRun run) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Each with its number, which becomes its offset; encoded now, so that the registry knows their schema. */
    private List<ProducerRecord<byte[], byte[]>> records(Topic topic, int partition, String schema, int from, int to) {
        Map<String, String> settings = Map.of(
                "schema.registry.url",
                registry.url(),
                "value.codec",
                "avro",
                "value.codec.schema",
                schema,
                "value.codec.writer",
                "register");
        try (WharfSerializer<Map<String, Object>> serializer = new WharfSerializer<>()) {
            serializer.configure(settings, false);
            return IntStream.range(from, to)
                    .mapToObj(n -> new ProducerRecord<byte[], byte[]>(
                            topic.name(), partition, null, serializer.serialize(topic.name(), Map.of("n", n))))
                    .toList();
        }
    }

    /** The numbers in the order in which they are in a partition. */
    private static List<Integer> numbers(Topic topic, int partition) {
        return topic.records().stream()
                .filter(record -> record.partition() == partition)
                .map(record -> NUMBER.matcher(String.valueOf(Topic.text(record.value()))))
                .filter(Matcher::find)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .toList();
    }

    private static List<Integer> range(int to) {
        return IntStream.range(0, to).boxed().toList();
    }

    /**
     * The first of the records that wait is in the middle of what its partition has.
     *
     * @param least that is committed below it: whole batches, but where each record belongs to a transaction
     */
    @ParameterizedTest
    @CsvSource({"at_least_once, 5", "exactly_once, 8"})
    void recordsWhoseSchemaNobodyKnowsWaitUntilItIsBackAndOthersGoOn(String delivery, long least) throws Exception {
        String name = "away-" + delivery.replace('_', '-');
        Topic in = Topic.create(kafka, name + "-in", 2);
        Topic out = Topic.create(kafka, name + "-out", 2);
        Topic dead = Topic.create(kafka, name + "-dlq", 1);
        startRegistry(name, 0);
        int port = URI.create(registry.url()).getPort();
        List<ProducerRecord<byte[], byte[]>> before = new ArrayList<>(records(in, 0, EARLY, 0, 10));
        before.addAll(records(in, 1, EARLY, 0, 5));
        List<ProducerRecord<byte[], byte[]>> meanwhile = new ArrayList<>(records(in, 1, EARLY, 5, 8));
        meanwhile.addAll(records(in, 1, LATE, 8, 10));
        meanwhile.addAll(records(in, 1, EARLY, 10, 15));
        meanwhile.addAll(records(in, 0, EARLY, 10, 30));
        PipelineRun run = pipeline(name, delivery, before.size() + meanwhile.size());

        CompletableFuture<PipelineRun.Result> result = started(run);
        try {
            in.sendAll(before);
            await().atMost(LIMIT).until(() -> out.records().size() == before.size());
            registry.close();
            in.sendAll(meanwhile);
            await().atMost(LIMIT).until(() -> waiting(run).contains(new Origin(in.name(), 1)));
            await().atMost(LIMIT).until(() -> in.committed(name, 0) == 30 && in.committed(name, 1) >= least);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(numbers(out, 0)).isEqualTo(range(30)));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(numbers(out, 1)).isEqualTo(range(8)));
            assertThat(in.committed(name, 1)).isLessThanOrEqualTo(8);
            assertThat(result).isNotDone();
            startRegistry(name, port);

            assertThat(result.get(LIMIT.toSeconds(), TimeUnit.SECONDS).failure())
                    .isNull();
        } finally {
            run.stop();
        }
        assertThat(numbers(out, 0)).isEqualTo(range(30));
        assertThat(numbers(out, 1)).isEqualTo(range(15));
        await().atMost(LIMIT).until(() -> in.committed(name, 0) == 30 && in.committed(name, 1) == 15);
        assertThat(dead.records()).isEmpty();
        assertThat(run.ledger().rows()).extracting(Ledger.Row::deadLettered).containsOnly(0L);
    }

    /** The partitions that wait for a schema. */
    private static List<Origin> waiting(PipelineRun run) {
        return run.status().troubles().stream()
                .filter(trouble -> trouble.kind() == Trouble.Kind.SCHEMAS_AWAY)
                .flatMap(trouble -> trouble.at().stream())
                .toList();
    }
}

package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.large.Housekeeping;
import dev.wharf.large.IncomingPayload;
import dev.wharf.large.OutgoingPayload;
import dev.wharf.large.PayloadConsumer;
import dev.wharf.large.PayloadProducer;
import dev.wharf.large.PayloadSettings;
import dev.wharf.payload.Payload;
import dev.wharf.pipeline.PipelineLoader;
import dev.wharf.pipeline.PipelineRun;
import dev.wharf.pipeline.RunOptions;
import dev.wharf.pipeline.StageCatalog;
import dev.wharf.store.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Payloads that are too large for a record, on the command line and in pipelines. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // the test framework sets the fields
final class LargePayloadsIT {
    private static final int LENGTH = 3_000_000;

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

    private Ran wharf(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--brokers", kafka.bootstrapServers()));
        return Ran.command(line.toArray(String[]::new));
    }

    private Path file(String name, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    private static String topic() {
        String topic = "t-" + UUID.randomUUID();
        kafka.createTopic(topic, 1);
        return topic;
    }

    @Test
    void filesGoThroughAStoreAndComeBack() throws IOException {
        String topic = topic();
        Path big = file("big", LENGTH);
        Path small = file("small", 10);
        String store = "archive=file:" + folder.resolve("store");

        Ran produced = wharf("produce", topic, "--file", big.toString(), "--file", small.toString(), "--store", store);
        Ran consumed = wharf("consume", topic, "--out", folder + "/out/", "--store", store);
        Ran stat = wharf("payloads", "stat", "--store", store, "--json");
        Ran fsck = wharf("payloads", "fsck", "--store", store);
        Ran gc = wharf("payloads", "gc", "--store", store, "--grace", "0s", "--delete");

        assertThat(produced.err()).contains("produced 2 records (3,000,010 bytes) to " + topic);
        assertThat(produced.exitCode()).isZero();
        assertThat(consumed.exitCode()).as(consumed.err()).isZero();
        assertThat(folder.resolve("out").resolve(topic + "-0-0")).hasSameBinaryContentAs(big);
        assertThat(folder.resolve("out").resolve(topic + "-0-1")).hasSameBinaryContentAs(small);
        assertThat(stat.out()).contains("\"payloads\": 1", "\"bytes\": 3000000", topic);
        assertThat(fsck.err()).contains("1 reference to store archive", "0 of them to nothing");
        assertThat(gc.err()).contains("removed 0 payloads");
    }

    @Test
    void filesGoThroughKafkaAndComeBack() throws IOException {
        String topic = topic();
        Path big = file("big", LENGTH);

        Ran refused = wharf("produce", topic, "--file", big.toString());
        Ran created = wharf("topics", "create", topic, "--chunks");
        Ran produced = wharf("produce", topic, "--file", big.toString(), "--compression", "zstd");
        Ran consumed = wharf("consume", topic, "--out", folder + "/out/", "--group", "g");

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("wharf topics create " + topic + " --chunks");
        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(produced.exitCode()).as(produced.err()).isZero();
        assertThat(consumed.exitCode()).as(consumed.err()).isZero();
        assertThat(folder.resolve("out").resolve(topic + "-0-0")).hasSameBinaryContentAs(big);
    }

    @Test
    void saysWhichPayloadIsMissing() throws IOException {
        String topic = topic();
        Path store = folder.resolve("store");
        Path big = file("big", LENGTH);
        Ran unused = wharf("produce", topic, "--file", big.toString(), "--store", "archive=file:" + store);
        try (var files = Files.walk(store.resolve(topic))) {
            for (Path object : files.filter(Files::isRegularFile).toList()) {
                Files.delete(object);
            }
        }

        Ran fsck = wharf("payloads", "fsck", "--store", "archive=file:" + store);
        Ran consumed = wharf("consume", topic, "--out", folder + "/out/", "--store", "archive=file:" + store);

        assertThat(fsck.exitCode()).isEqualTo(1);
        assertThat(fsck.out()).startsWith(topic + "-0@0: " + topic + "/").contains("is missing");
        assertThat(consumed.exitCode()).isEqualTo(1);
        assertThat(consumed.err()).contains(topic + "-0@0: store archive").contains("has no object of key " + topic);
    }

    @Test
    void pipelinesReadThemPassThemOnAndNoteWhereTheyWent() throws Exception {
        String in = topic();
        String out = topic();
        StoreSettings store = new StoreSettings("archive", "file:" + folder.resolve("store"), Map.of());
        PayloadSettings settings =
                PayloadSettings.of(ClientSettings.of(kafka.bootstrapServers())).into(store);
        String row = "{\"n\":1,\"text\":\"" + "x".repeat(LENGTH) + "\"}";
        try (PayloadProducer producer = PayloadProducer.open(settings)) {
            var unused = producer.send(OutgoingPayload.to(in).value(row.getBytes(StandardCharsets.UTF_8)));
            unused = producer.send(OutgoingPayload.to(in)
                    .value(row.replace("\"n\":1", "\"n\":2").getBytes(StandardCharsets.UTF_8)));
        }

        PipelineRun.Result result = run(in, out);

        assertThat(result.failure()).isNull();
        List<IncomingPayload> records = new ArrayList<>();
        try (PayloadConsumer consumer = PayloadConsumer.open(settings.group("g"), out)) {
            while (records.isEmpty()) {
                consumer.poll(Duration.ofSeconds(1)).ifPresent(records::add);
            }
            assertThat(consumer.poll(Duration.ofSeconds(1)))
                    .as("n = 1 was filtered")
                    .isEmpty();
        }
        assertThat(records.get(0).payload().length()).isEqualTo(row.length());
        assertThat(records.get(0).payload()).isInstanceOfAny(Payload.Large.class, Payload.Inline.class);
        try (Housekeeping housekeeping = Housekeeping.open(settings.client(), store)) {
            assertThat(housekeeping.stat().holders()).contains(in, out);
        }
    }

    private PipelineRun.Result run(String in, String out) throws Exception {
        Path file = Files.writeString(folder.resolve("p.toml"), """
            [pipeline]
            name = "large"
            [[stages]]
            id = "in"
            function = "kafka"
            config = { brokers = "BROKERS", topic = "IN", group_id = "g", max_messages = 2, timeout_ms = 60000, \
            stores = { archive = "file:STORE" } }
            [[stages]]
            id = "some"
            function = "filter.apply"
            inputs = ["in"]
            config = { column = "n", operator = "==", value = 2 }
            [[stages]]
            id = "out"
            function = "kafka"
            inputs = ["some"]
            config = { brokers = "BROKERS", topic = "OUT" }
            """.replace("BROKERS", kafka.bootstrapServers())
                .replace("IN", in)
                .replace("OUT", out)
                .replace("STORE", folder.resolve("store").toString()));
        PipelineRun run = new PipelineRun(
                PipelineLoader.load(file, StageCatalog.load(), new PipelineLoader.Options(Optional.empty(), Map.of())),
                new RunOptions(Optional.empty(), InputStream.nullInputStream(), OutputStream.nullOutputStream()));
        return run.run();
    }
}

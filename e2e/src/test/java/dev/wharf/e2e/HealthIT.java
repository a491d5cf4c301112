package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.failure.PermanentFailure;
import dev.wharf.handler.HandlerLoop;
import dev.wharf.handler.HandlerLoopBuilder;
import dev.wharf.handler.RecordHandler;
import dev.wharf.testkit.Await;
import dev.wharf.testkit.ChildProcess;
import dev.wharf.testkit.KillHarness;
import dev.wharf.testkit.TestBroker;
import dev.wharf.testkit.TestTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What keeps records from moving makes a run not ready, with the reason, and ready again when it is over. */
@Execution(ExecutionMode.CONCURRENT)
final class HealthIT {
    private static final int FLOOD = 200;
    private static final String ROWS = """
        [pipeline]
        name = "disk"
        [global]
        execution_mode = "streaming"
        [error_handling]
        strategy = "retry"
        [[stages]]
        id = "in"
        function = "kafka"
        config = { brokers = "BROKERS", topic = "rows", group_id = "disk" }
        [[stages]]
        id = "save"
        function = "json.write"
        inputs = ["in"]
        config = { path = "rows.jsonl", format = "jsonl" }
        """;

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before the tests
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void open() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void close() {
        kafka.close();
    }

    private static HandlerLoopBuilder loop(String brokers, String topic, RecordHandler handler) {
        return HandlerLoop.of(handler)
                .name(topic)
                .from(brokers)
                .topic(topic)
                .groupId(topic)
                .drainTimeout(Duration.ofSeconds(1));
    }

    private static HandlerLoopBuilder loop(String topic, RecordHandler handler) {
        return loop(kafka.bootstrapServers(), topic, handler);
    }

    private static void topics(Map<String, String> settings, String... names) {
        TestTopics.create(kafka.bootstrapServers(), 1, settings, names);
    }

    private static void send(String brokers, String topic, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                byte[] value = ("{\"amount\":1000,\"key\":\"" + i + "\"}").getBytes(StandardCharsets.UTF_8);
                var unused = producer.send(new ProducerRecord<>(topic, value));
            }
        }
    }

    private static Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    @Test
    void brokersThatDoNotAnswer() throws IOException {
        Path own = folder("source");
        try (KillHarness harness = new KillHarness(own)) {
            TestBroker source = TestBroker.start(harness, own.resolve("data"), Map.of());
            TestTopics.create(source.bootstrapServers(), 1, "idle");
            try (WatchedLoop watched =
                    WatchedLoop.start(loop(source.bootstrapServers(), "idle", (record, context) -> {})
                            .build())) {
                source.process().send(ChildProcess.Signal.STOP);
                watched.pages().untilNotReady("topic idle: the brokers have not answered for ");
                source.process().send(ChildProcess.Signal.CONT);
                watched.pages().untilReady();
            }
        }
    }

    @Test
    void aSinkThatTakesNothing() throws IOException {
        Path own = folder("sink");
        try (KillHarness harness = new KillHarness(own)) {
            TestBroker sink = TestBroker.start(harness, own.resolve("data"), Map.of());
            topics(Map.of(), Pipeline.INPUT);
            TestTopics.create(sink.bootstrapServers(), 1, Pipeline.OUTPUT);
            Pipeline pipeline = Pipeline.of("sink-away", kafka.bootstrapServers())
                    .with("sink.brokers", sink.bootstrapServers())
                    .streaming();
            ChildProcess run = Wharf.in(own, harness)
                    .start("run", "run", pipeline.writeTo(own).toString(), "--http", "0");
            try (HealthPages pages = pages(run)) {
                pages.untilReady();
                sink.process().send(ChildProcess.Signal.STOP);
                send(kafka.bootstrapServers(), Pipeline.INPUT, FLOOD);
                pages.untilNotReady("topic out: nothing was acknowledged for ");
                sink.process().send(ChildProcess.Signal.CONT);
                pages.untilReady();
            }
        }
    }

    @Test
    void deadLettersThatAreRefused() {
        topics(Map.of(), "letters");
        topics(Map.of(), "letters-dlq");
        RecordHandler poison = (record, context) -> context.deadLetter("poison");
        try (WatchedLoop watched = WatchedLoop.start(
                loop("letters", poison).deadLetterTopic("letters-dlq").build())) {
            delete("letters-dlq");
            send(kafka.bootstrapServers(), "letters", 1);
            watched.pages().untilNotReady("dead letters cannot be written");
            topics(Map.of(), "letters-dlq");
            watched.pages().untilReady();
        }
    }

    private static void delete(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aHandlerThatIsStuck() throws IOException {
        topics(Map.of(), "stuck");
        CountDownLatch free = new CountDownLatch(1);
        RecordHandler stubborn = (record, context) -> awaitWhateverComes(free);
        try (WatchedLoop watched = WatchedLoop.start(
                loop("stuck", stubborn).deadline(Duration.ofMillis(300)).build())) {
            send(kafka.bootstrapServers(), "stuck", 1);
            watched.pages().untilNotReady("the call for stuck-0@0 has been running for ");
            JsonNode health =
                    new ObjectMapper().readTree(watched.pages().get("/health").body());
            JsonNode partition = health.at("/workers/0/partitions/0");
            assertThat(partition.at("/ready").asBoolean(true)).isFalse();
            assertThat(partition.at("/state").asText()).contains("stuck-0@0");
            assertThat(watched.pages().get("/live").status()).isEqualTo(200);
            free.countDown();
            watched.pages().untilReady();
        }
    }

    private static void awaitWhateverComes(CountDownLatch free) {
        boolean waiting = true;
        while (waiting) {
            try {
                free.await();
                waiting = false;
            } catch (InterruptedException e) {
                // As bad code does.
                waiting = true;
            }
        }
    }

    @Test
    void aBreakerThatPauses() {
        topics(Map.of(), "flood", "flood-dlq");
        AtomicBoolean broken = new AtomicBoolean(true);
        RecordHandler fails = (record, context) -> {
            if (broken.get()) {
                throw new PermanentFailure("the schema is another one");
            }
        };
        try (WatchedLoop watched = WatchedLoop.start(
                loop("flood", fails).deadLetterTopic("flood-dlq").build())) {
            send(kafka.bootstrapServers(), "flood", FLOOD);
            String reasons = watched.pages().untilNotReady("so the source is paused");
            assertThat(reasons).contains("stage handler", "attempts failed within 10 s", "the schema is another one");
            assertThat(watched.pages().get("/metrics").body()).contains("wharf_troubles{kind=\"breaker_open\"} 1.0");
            broken.set(false);
            watched.pages().untilReady();
        }
    }

    @Test
    void noPartitions() {
        topics(Map.of(), "single");
        RecordHandler nothing = (record, context) -> {};
        try (WatchedLoop first = WatchedLoop.start(loop("single", nothing).build());
                WatchedLoop second = WatchedLoop.begin(loop("single", nothing).build())) {
            second.pages().untilNotReady("topic single: none of its partitions is owned here");
            first.pages().untilReady();
            first.stop();
            second.pages().untilReady();
        }
    }

    /** The limit of the process is a real one, and can be raised from outside, as room is made on a disk. */
    @Test
    void aFullDisk() throws IOException, InterruptedException {
        topics(Map.of(), "rows");
        Path own = folder("disk");
        try (KillHarness harness = new KillHarness(own)) {
            String pipeline = Files.writeString(
                            own.resolve("p.toml"), ROWS.replace("BROKERS", kafka.bootstrapServers()))
                    .toString();
            ChildProcess run = Wharf.in(own, harness).limited(128).start("run", "run", pipeline, "--http", "0");
            try (HealthPages pages = pages(run)) {
                pages.untilReady();
                send(kafka.bootstrapServers(), "rows", 20_000);
                pages.untilNotReady("stage save tries again: ");
                Process raised = new ProcessBuilder("prlimit", "--pid", "" + run.pid(), "--fsize=unlimited").start();
                assertThat(raised.waitFor()).isZero();
                pages.untilReady();
            }
        }
    }

    private static HealthPages pages(ChildProcess run) {
        String line = run.awaitLine("metrics and health at ", Await.LIMIT);
        return new HealthPages(line.replaceAll(".*(http://[0-9.:]+) .*", "$1"));
    }

    @Test
    void stopping() {
        topics(Map.of(), "drained");
        CountDownLatch free = new CountDownLatch(1);
        RecordHandler slow = (record, context) -> free.await();
        try (WatchedLoop watched = WatchedLoop.start(
                loop("drained", slow).drainTimeout(Duration.ofSeconds(30)).build())) {
            send(kafka.bootstrapServers(), "drained", 1);
            Await.until(
                    "the record",
                    Await.LIMIT,
                    () -> watched.pages()
                            .get("/metrics")
                            .body()
                            .contains("wharf_stage_in_records_total{function=\"handler\",stage=\"handler\"} 1.0"));
            watched.stop();
            watched.pages().untilNotReady("drained is stopping");
            free.countDown();
        }
    }
}

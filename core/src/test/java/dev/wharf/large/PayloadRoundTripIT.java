package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.chunk.ChunkTopic;
import dev.wharf.client.ClientSettings;
import dev.wharf.compress.Compression;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.payload.Payload;
import dev.wharf.store.StoreSettings;
import dev.wharf.topic.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class PayloadRoundTripIT {
    private static final int MIB = 1 << 20;
    private static EmbeddedKafka kafka;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private static String topic(int partitions) {
        String name = "t-" + UUID.randomUUID();
        try (Topics topics = Topics.connect(ClientSettings.of(kafka.bootstrapServers()))) {
            topics.create(name, partitions, 1);
        }
        return name;
    }

    private static PayloadSettings chunks() {
        PayloadSettings settings = PayloadSettings.of(ClientSettings.of(kafka.bootstrapServers()));
        return settings.writing(settings.writing().creatingChunkTopics());
    }

    private PayloadSettings files() {
        return chunks().into(new StoreSettings("archive", "file:" + folder.resolve("store"), Map.of()));
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static List<IncomingPayload> read(PayloadSettings settings, String topic, int count) throws Exception {
        List<IncomingPayload> records = new ArrayList<>();
        try (PayloadConsumer consumer =
                PayloadConsumer.open(settings.group(UUID.randomUUID().toString()), topic)) {
            while (records.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).ifPresent(records::add);
            }
            consumer.commit();
        }
        return records;
    }

    @Test
    void carriesEverySizeInBothWays() throws Exception {
        int[] sizes = {0, 1, 1_000, MIB, 900 << 10, (900 << 10) + 1, 3 * MIB, 10 * MIB};
        for (PayloadSettings settings : List.of(chunks(), files())) {
            String topic = topic(1);
            try (PayloadProducer producer = PayloadProducer.open(settings)) {
                for (int size : sizes) {
                    var unused = producer.send(
                            OutgoingPayload.to(topic).key("k").header("n", "v").value(random(size, size)));
                }
            }

            List<byte[]> values = new ArrayList<>();
            try (PayloadConsumer consumer = PayloadConsumer.open(settings.group("g"), topic)) {
                while (values.size() < sizes.length) {
                    consumer.poll(Duration.ofSeconds(1)).ifPresent(record -> {
                        assertThat(new String(record.headers().lastHeader("n").value(), StandardCharsets.UTF_8))
                                .isEqualTo("v");
                        values.add(record.payload().array());
                    });
                }
            }

            for (int i = 0; i < sizes.length; i++) {
                assertThat(values.get(i)).as("size " + sizes[i]).isEqualTo(random(sizes[i], sizes[i]));
            }
        }
    }

    @Test
    void keepsATombstone() throws Exception {
        String topic = topic(1);
        try (PayloadProducer producer = PayloadProducer.open(chunks())) {
            var unused = producer.send(OutgoingPayload.to(topic).key("k"));
        }

        IncomingPayload record = read(chunks(), topic, 1).get(0);

        assertThat(record.payload()).isEqualTo(Payload.NULL);
    }

    @Test
    void writesToAFileThatIsThereWholeOrNotAtAll() throws Exception {
        String topic = topic(1);
        Path sent = Files.write(folder.resolve("sent"), random(1, 5 * MIB));
        try (PayloadProducer producer = PayloadProducer.open(chunks())) {
            var unused = producer.send(OutgoingPayload.to(topic).value(PayloadSource.of(sent)));
        }

        try (PayloadConsumer consumer = PayloadConsumer.open(chunks().group("g"), topic)) {
            IncomingPayload record = null;
            while (record == null) {
                record = consumer.poll(Duration.ofSeconds(1)).orElse(null);
            }
            assertThat(record.payload().length()).isEqualTo(5L * MIB);
            if (record.payload() instanceof Payload.Large large) {
                large.writeTo(folder.resolve("received"));
            } else {
                Files.write(folder.resolve("received"), record.payload().array());
            }
        }

        assertThat(folder.resolve("received")).hasSameBinaryContentAs(sent);
    }

    @Test
    void keepsTheOrderOfEachPartitionWhilePayloadsAreWritten() throws Exception {
        String topic = topic(6);
        Random random = new Random(42);
        PayloadSettings.Writing writing = chunks().writing();
        PayloadSettings settings = files().writing(new PayloadSettings.Writing(
                "archive", OptionalInt.of(2_000), Compression.ZSTD, 8, writing.memoryMaxBytes(), true));
        Map<Integer, List<String>> sent = new HashMap<>();
        List<CompletableFuture<RecordMetadata>> futures = new ArrayList<>();
        int count = 2_000;
        try (PayloadProducer producer = PayloadProducer.open(settings)) {
            for (int i = 0; i < count; i++) {
                int partition = random.nextInt(6);
                byte[] value =
                        random(i, random.nextInt(10) == 0 ? 3_000 + random.nextInt(60_000) : random.nextInt(500));
                int delayMs = random.nextInt(20);
                PayloadSource source = random.nextBoolean() ? PayloadSource.of(value) : slow(value, delayMs);
                sent.computeIfAbsent(partition, unused -> new ArrayList<>()).add("k" + i);
                futures.add(producer.send(OutgoingPayload.to(topic)
                        .partition(partition)
                        .key("k" + i)
                        .value(source)));
            }
        }

        assertThat(futures).allSatisfy(future -> assertThat(future).isCompletedWithValueMatching(m -> m.hasOffset()));
        Map<Integer, List<String>> received = new HashMap<>();
        for (IncomingPayload record : read(settings, topic, count)) {
            received.computeIfAbsent(record.partition(), unused -> new ArrayList<>())
                    .add(new String(record.key().array(), StandardCharsets.UTF_8));
        }
        assertThat(received).isEqualTo(sent);
    }

    /** Somebody whose bytes come now and then. */
    private static PayloadSource slow(byte[] value, int delayMs) {
        return () -> {
            CompletableFuture<byte[]> later = new CompletableFuture<>();
            CompletableFuture.delayedExecutor(delayMs, TimeUnit.MILLISECONDS).execute(() -> later.complete(value));
            return new ByteArrayInputStream(later.join());
        };
    }

    @Test
    void writesInATransactionWithoutLeavingAReferenceToNothing() throws Exception {
        String topic = topic(1);
        try (PayloadProducer producer = PayloadProducer.transactional(files())) {
            producer.beginTransaction();
            var aborted = producer.send(OutgoingPayload.to(topic).value(random(1, 2 * MIB)));
            assertThat(aborted.get(60, TimeUnit.SECONDS).hasOffset()).isTrue();
            producer.abortTransaction();
            producer.beginTransaction();
            var unused = producer.send(OutgoingPayload.to(topic).value(random(2, 2 * MIB)));
            producer.commitTransaction();
        }

        try (PayloadConsumer consumer = PayloadConsumer.open(files().group("g"), topic)) {
            IncomingPayload first = null;
            while (first == null) {
                first = consumer.poll(Duration.ofSeconds(1)).orElse(null);
            }
            assertThat(first.payload().array()).isEqualTo(random(2, 2 * MIB));
            assertThat(consumer.poll(Duration.ofSeconds(1))).isEmpty();
        }
    }

    @Test
    void cannotCommitWhatWasNotSent() {
        String topic = topic(1);
        try (PayloadProducer producer = PayloadProducer.transactional(files())) {
            producer.beginTransaction();
            var failed = producer.send(OutgoingPayload.to(topic).value(() -> {
                throw new IOException("gone");
            }));

            assertThatThrownBy(producer::commitTransaction).hasMessageContaining("gone");
            assertThat(failed).isCompletedExceptionally();
            producer.abortTransaction();
        }
    }

    @Test
    void doesNotCreateTopicsOfChunksUnasked() throws Exception {
        String topic = topic(1);
        PayloadSettings settings = PayloadSettings.of(ClientSettings.of(kafka.bootstrapServers()));
        try (PayloadProducer producer = PayloadProducer.open(settings)) {
            var small = producer.send(OutgoingPayload.to(topic).value(new byte[1]));
            var large = producer.send(OutgoingPayload.to(topic).value(new byte[2 * MIB]));
            assertThat(small.get(60, TimeUnit.SECONDS).hasOffset()).isTrue();
            assertThatThrownBy(() -> large.get(60, TimeUnit.SECONDS))
                    .hasMessageContaining(ChunkTopic.nameFor(topic) + " does not exist")
                    .hasMessageContaining("wharf topics create " + topic + " --chunks");
        }
    }

    @Test
    void refusesChunksThatWouldGoBeforeTheirRecords() {
        String topic = "t-" + UUID.randomUUID();
        try (Topics topics = Topics.connect(ClientSettings.of(kafka.bootstrapServers()))) {
            topics.create(topic, 1, 1, Map.of("retention.ms", "604800000"));
            topics.create(ChunkTopic.nameFor(topic), 1, 1, Map.of("retention.ms", "1000", "retention.bytes", "5000"));
        }
        try (PayloadProducer producer = PayloadProducer.open(chunks())) {
            assertThatThrownBy(() -> producer.send(OutgoingPayload.to(topic).value(new byte[1])))
                    .hasMessageContaining("retention.ms = 1000, less than the 604800000 of " + topic)
                    .hasMessageContaining("retention.bytes = 5000");
        }
    }
}

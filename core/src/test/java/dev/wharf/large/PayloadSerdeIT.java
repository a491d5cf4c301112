package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.chunk.ChunkTopic;
import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreSettings;
import dev.wharf.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applications that know nothing of Wharf but the names of two classes. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class PayloadSerdeIT {
    private static final int MIB = 1 << 20;
    private static final int[] SIZES = {0, 1, 1_000, PayloadSerializer.INLINE_MAX_BYTES, MIB, 3 * MIB, 10 * MIB};
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

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Map<String, Object> files() {
        return Map.of("store.archive.url", "file:" + folder.resolve("store"));
    }

    private static Map<String, Object> chunks() {
        return Map.of("payload.large", "chunks", "chunk.topics.create", "true");
    }

    private static KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", kafka.bootstrapServers());
        config.put("key.serializer", StringSerializer.class.getName());
        config.put("value.serializer", PayloadSerializer.class.getName());
        return new KafkaProducer<>(config);
    }

    private static KafkaConsumer<String, byte[]> consumer(Map<String, Object> more, Class<?> deserializer) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", kafka.bootstrapServers());
        config.put("group.id", "g-" + UUID.randomUUID());
        config.put("auto.offset.reset", "earliest");
        config.put("key.deserializer", StringDeserializer.class.getName());
        config.put("value.deserializer", deserializer.getName());
        return new KafkaConsumer<>(config);
    }

    private static List<ConsumerRecord<String, byte[]>> read(
            KafkaConsumer<String, byte[]> consumer, String topic, int count) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        consumer.subscribe(List.of(topic));
        while (records.size() < count) {
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        }
        return records;
    }

    private static void send(Map<String, Object> settings, String topic) throws Exception {
        try (KafkaProducer<String, byte[]> producer = producer(settings)) {
            for (int size : SIZES) {
                assertThat(producer.send(new ProducerRecord<>(topic, "k", random(size)))
                                .get(60, TimeUnit.SECONDS)
                                .hasOffset())
                        .isTrue();
            }
        }
    }

    private static void assertReadsAll(Map<String, Object> settings, String topic) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(settings, PayloadDeserializer.class)) {
            List<ConsumerRecord<String, byte[]>> records = read(consumer, topic, SIZES.length);

            for (int i = 0; i < SIZES.length; i++) {
                assertThat(records.get(i).value()).as("size " + SIZES[i]).isEqualTo(random(SIZES[i]));
                assertThat(records.get(i).key()).isEqualTo("k");
                assertThat(records.get(i).headers()).isEmpty();
            }
        }
    }

    @Test
    void carriesEverySizeThroughAStore() throws Exception {
        String topic = topic(3);

        send(files(), topic);

        assertReadsAll(files(), topic);
    }

    @Test
    void carriesEverySizeThroughChunks() throws Exception {
        String topic = topic(3);

        send(chunks(), topic);

        assertReadsAll(Map.of(), topic);
    }

    @Test
    void isReadByThePayloadConsumer() throws Exception {
        String topic = topic(1);
        send(files(), topic);
        Map<String, String> settings = new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        files().forEach((key, value) -> settings.put(key, value.toString()));

        List<byte[]> values = new ArrayList<>();
        try (PayloadConsumer consumer =
                PayloadConsumer.open(PayloadSettings.of(settings).group("g"), topic)) {
            while (values.size() < SIZES.length) {
                consumer.poll(Duration.ofSeconds(1))
                        .ifPresent(record -> values.add(record.payload().array()));
            }
        }

        assertThat(values.get(SIZES.length - 1)).isEqualTo(random(10 * MIB));
    }

    @Test
    void readsWhatThePayloadProducerHasSent() throws Exception {
        String topic = topic(1);
        PayloadSettings settings = PayloadSettings.of(ClientSettings.of(kafka.bootstrapServers()));
        try (PayloadProducer producer =
                PayloadProducer.open(settings.writing(settings.writing().creatingChunkTopics()))) {
            for (int size : SIZES) {
                var unused = producer.send(OutgoingPayload.to(topic).key("k").value(random(size)));
            }
        }

        assertReadsAll(Map.of(), topic);
    }

    @Test
    void leavesAnEmptyValueAndAReferenceToThoseWhoKnowNothingOfIt() throws Exception {
        String topic = topic(1);
        send(files(), topic);

        try (KafkaConsumer<String, byte[]> consumer = consumer(Map.of(), ByteArrayDeserializer.class)) {
            ConsumerRecord<String, byte[]> last =
                    read(consumer, topic, SIZES.length).get(SIZES.length - 1);

            assertThat(last.value()).isNotNull().isEmpty();
            assertThat(last.headers().lastHeader(PayloadOpener.HEADER)).isNotNull();
        }
    }

    @Test
    void notesItsTopicInTheStoreSoThatNothingIsTakenForAnOrphan() throws Exception {
        String topic = topic(1);
        send(files(), topic);
        StoreSettings settings = new StoreSettings("archive", "file:" + folder.resolve("store"), Map.of());

        try (PayloadStore store = StoreCatalog.load().open(settings)) {
            assertThat(Holders.of(store)).extracting(Holders.Holder::topic).containsExactly(topic);
        }
    }

    @Test
    void failsTheSendThatCannotBeStored() {
        String topic = topic(1);
        Map<String, Object> uncreated = Map.of("payload.large", "chunks");
        try (KafkaProducer<String, byte[]> producer = producer(uncreated)) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "k", random(MIB))))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining(ChunkTopic.nameFor(topic) + " does not exist");
        }
    }

    @Test
    void saysAtWhichRecordItStands() throws Exception {
        String topic = topic(1);
        send(files(), topic);

        try (KafkaConsumer<String, byte[]> consumer =
                consumer(Map.of("store.other.url", "memory:other"), PayloadDeserializer.class)) {
            assertThatThrownBy(() -> read(consumer, topic, SIZES.length))
                    .isInstanceOfSatisfying(
                            RecordDeserializationException.class,
                            e -> assertThat(e.offset()).isEqualTo(4))
                    .rootCause()
                    .hasMessageContaining("store archive, which this configuration does not have");
        }
    }
}

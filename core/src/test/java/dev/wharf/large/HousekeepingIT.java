package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreCatalog;
import dev.wharf.store.StoreSettings;
import dev.wharf.store.StoredObject;
import dev.wharf.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class HousekeepingIT {
    private static EmbeddedKafka kafka;
    private static ClientSettings client;

    private final StoreSettings store = new StoreSettings("archive", "memory:" + UUID.randomUUID(), Map.of());

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.builder().start();
        client = ClientSettings.of(kafka.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private static String topic() {
        String name = "t-" + UUID.randomUUID();
        kafka.createTopic(name, 2);
        return name;
    }

    /** Everything but the smallest goes to the store. */
    private PayloadSettings settings() {
        PayloadSettings.Writing writing = PayloadSettings.Writing.DEFAULT;
        return PayloadSettings.of(client)
                .into(store)
                .writing(new PayloadSettings.Writing(
                        "archive",
                        OptionalInt.of(100),
                        writing.compression(),
                        writing.uploadsMax(),
                        writing.memoryMaxBytes(),
                        false));
    }

    private static OutgoingPayload payload(String topic, Random random) {
        byte[] value = new byte[1 + random.nextInt(2_000)];
        random.nextBytes(value);
        return OutgoingPayload.to(topic).partition(random.nextInt(2)).value(value);
    }

    /** The keys that records of the topics refer to, whatever their transactions have come to. */
    private static Set<String> referred(List<String> topics) {
        Set<String> keys = new HashSet<>();
        Map<String, Integer> partitions = new HashMap<>();
        topics.forEach(topic -> partitions.put(topic, 2));
        try (ReferenceScan scan = new ReferenceScan(client)) {
            scan.read(partitions, (record, reference) -> {
                if (reference.place() instanceof PayloadReference.InStore object) {
                    keys.add(object.key());
                }
            });
        }
        return keys;
    }

    private Set<String> stored() {
        Set<String> keys = new HashSet<>();
        try (PayloadStore opened = StoreCatalog.load().open(store)) {
            Listing.of(opened, "", object -> {
                if (ObjectNames.isOurs(object.key())) {
                    keys.add(object.key());
                }
            });
        }
        return keys;
    }

    private List<StoredObject> sweep(Set<String> forgotten, boolean delete) {
        List<StoredObject> found = new ArrayList<>();
        try (Housekeeping housekeeping = Housekeeping.open(client, store)) {
            var unused =
                    housekeeping.sweep(new Housekeeping.Sweep(Duration.ZERO, forgotten, Set.of(), delete), found::add);
        }
        return found;
    }

    private static void deleteSome(String topic, Random random) throws Exception {
        TopicPartition partition = new TopicPartition(topic, random.nextInt(2));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(random.nextLong(end + 1))))
                    .all()
                    .get();
        }
    }

    @Test
    void neverRemovesWhatARecordRefersToAndLeavesNoOrphan() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> topics = List.of(topic(), topic());
        try (PayloadProducer producer = PayloadProducer.open(settings());
                PayloadProducer open = PayloadProducer.transactional(settings())) {
            for (int round = 0; round < 4; round++) {
                open.beginTransaction();
                for (int i = 0; i < 20; i++) {
                    var unused = producer.send(payload(topics.get(random.nextInt(2)), random));
                    unused = open.send(payload(topics.get(random.nextInt(2)), random));
                }
                assertThat(producer.flush(Duration.ofMinutes(1))).isTrue();
                assertThat(open.flush(Duration.ofMinutes(1))).isTrue();
                deleteSome(topics.get(random.nextInt(2)), random);
                Set<String> referred = referred(topics);

                var unused = sweep(Set.of(), true);

                assertThat(stored()).as("seed " + seed + ", round " + round).isEqualTo(referred);
                if (random.nextBoolean()) {
                    open.commitTransaction();
                } else {
                    open.abortTransaction();
                }
            }
        }
    }

    @Test
    void onlyLooksUnlessItIsToldToRemove() throws Exception {
        String topic = topic();
        try (PayloadProducer producer = PayloadProducer.open(settings())) {
            var unused = producer.send(OutgoingPayload.to(topic).partition(0).value(new byte[500]))
                    .get();
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }

        assertThat(sweep(Set.of(), false)).hasSize(1);
        assertThat(stored()).hasSize(1);
        assertThat(sweep(Set.of(), true)).hasSize(1);
        assertThat(stored()).isEmpty();
    }

    @Test
    void keepsWhatIsYoungerThanTheGrace() {
        try (PayloadStore opened = StoreCatalog.load().open(store);
                var upload = opened.upload("t/2026/11/28/01a2236c-f187-7015-86a7-462b43c3db37", new ByteBudget(1))) {
            upload.write(new byte[10], 0, 10);
            var unused = upload.complete();
        }
        List<StoredObject> found = new ArrayList<>();
        try (Housekeeping housekeeping = Housekeeping.open(client, store)) {
            var unused = housekeeping.sweep(
                    new Housekeeping.Sweep(Housekeeping.DEFAULT_GRACE, Set.of(), Set.of(), true), found::add);
        }

        assertThat(found).isEmpty();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void leavesAloneWhatOthersHaveStored() {
        String key = "my-topic/values/3fa85f64-5717-4562-b3fc-2c963f66afa6";
        try (PayloadStore opened = StoreCatalog.load().open(store)) {
            try (var upload = opened.upload(key, new ByteBudget(1))) {
                upload.write(new byte[10], 0, 10);
                var unused = upload.complete();
            }

            assertThat(sweep(Set.of(), true)).isEmpty();
            assertThat(opened.find(key)).isPresent();
        }
    }

    @Test
    void removesNothingWhereATopicCannotBeRead() throws Exception {
        String topic = topic();
        try (PayloadProducer producer = PayloadProducer.open(settings())) {
            var unused = producer.send(OutgoingPayload.to(topic).partition(0).value(new byte[500]))
                    .get();
        }
        try (Topics topics = Topics.connect(client)) {
            assertThat(topics.delete(topic)).isTrue();
        }

        assertThatThrownBy(() -> sweep(Set.of(), true))
                .hasMessageContaining("in topics that cannot be read here: " + topic)
                .hasMessageContaining("nothing was removed")
                .hasMessageContaining("--forget");
        assertThat(stored()).hasSize(1);
        assertThat(sweep(Set.of(topic), true)).hasSize(1);
        assertThat(sweep(Set.of(), true)).isEmpty();
    }

    @Test
    void removesNothingWhereAReferenceCannotBeRead() throws Exception {
        String topic = topic();
        try (PayloadProducer producer = PayloadProducer.open(settings())) {
            var unused = producer.send(OutgoingPayload.to(topic).partition(0).value(new byte[500]))
                    .get();
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, null, new byte[0]);
            record.headers().add(PayloadOpener.HEADER, new byte[] {9});
            var unused = producer.send(record).get();
        }

        assertThatThrownBy(() -> sweep(Set.of(), true)).hasMessageContaining(topic + "-0@1: header wharf.ref");
        assertThat(stored()).hasSize(1);
    }
}

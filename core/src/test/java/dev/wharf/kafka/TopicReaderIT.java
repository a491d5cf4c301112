package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.json.JsonCodec;
import dev.wharf.loop.Batch;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.RecordSource;
import dev.wharf.loop.Settling;
import dev.wharf.record.Decoding;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class TopicReaderIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final LoopSettings LOOP = new LoopSettings(Duration.ofSeconds(2), Duration.ofMillis(50));
    private static final MemoryBudget BUDGET = MemoryBudget.of(64 << 20, 1, 1);

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.builder()
                .brokerSettings(Map.of(
                        "group.consumer.min.heartbeat.interval.ms", "300",
                        "group.consumer.heartbeat.interval.ms", "300"))
                .start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private static TopicReader reader(String topic, String group, Bound bound, Map<String, String> settings) {
        return reader(topic, group, bound, settings, Settling.IN_ORDER);
    }

    private static TopicReader reader(
            String topic, String group, Bound bound, Map<String, String> settings, Settling settling) {
        ClientSettings client = new ClientSettings(kafka.bootstrapServers(), settings);
        Decoding decoding = new Decoding(JsonCodec.JSON, new Fields(), true);
        return new TopicReader(
                Clients.consumer(client, group, group + "-client", BUDGET), topic, bound, decoding, LOOP, settling);
    }

    private static List<WharfRecord> drain(TopicReader reader, int count) {
        List<WharfRecord> records = new ArrayList<>();
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
            reader.poll(Duration.ofMillis(50), batch -> take(batch, records));
            return records.size() >= count;
        });
        return records;
    }

    private static void take(Batch batch, List<WharfRecord> records) {
        while (batch.hasNext()) {
            WharfRecord record = batch.next();
            record.slice().accept();
            records.add(record);
            batch.handedOut();
        }
    }

    private static long committed(String group, TopicPartition partition) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            return offset == null ? -1 : offset.offset();
        }
    }

    private static void send(String topic, int partition, int from, int to) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                byte[] value = ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8);
                var unused = producer.send(new ProducerRecord<>(topic, partition, null, value));
            }
        }
    }

    private static void sendInTransaction(String topic, int count, boolean commit) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topic + commit);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < count; i++) {
                var unused = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {'1'}));
            }
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.flush();
                producer.abortTransaction();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void commitsOnlyTheContiguousSettledPrefix(String protocol) throws Exception {
        String topic = "prefix-" + protocol;
        kafka.createTopic(topic, 1);
        send(topic, 0, 0, 30);
        Map<String, String> settings = Map.of("group.protocol", protocol, "max.poll.records", "10");

        try (TopicReader reader = reader(topic, topic, Bound.none(), settings)) {
            List<WharfRecord> records = drain(reader, 30);
            settle(records.subList(10, 20));
            reader.commitNow(LIMIT);
            assertThat(committed(topic, new TopicPartition(topic, 0))).isEqualTo(-1);

            settle(records.subList(0, 9));
            reader.commitNow(LIMIT);
            assertThat(committed(topic, new TopicPartition(topic, 0))).isEqualTo(-1);

            settle(records.subList(9, 10));
            reader.commitNow(LIMIT);
            assertThat(committed(topic, new TopicPartition(topic, 0))).isEqualTo(20);
        }
    }

    private static void settle(List<WharfRecord> records) {
        records.forEach(record -> record.slice().settle(1));
    }

    @Test
    void whatHadNoRoomIsTriedAgainWhileItsPartitionIsGivenUp() {
        String topic = "tried-again";
        kafka.createTopic(topic, 2);
        send(topic, 0, 0, 10);
        send(topic, 1, 0, 10);
        Map<String, String> settings = Map.of("heartbeat.interval.ms", "300");
        List<WharfRecord> parked = new ArrayList<>();
        List<WharfRecord> second = new ArrayList<>();
        RecordSource.Intake parking = new RecordSource.Intake() {
            @Override
            public void take(Batch batch) {
                TopicReaderIT.take(batch, parked);
            }

            @Override
            public void settling() {
                settle(parked);
                parked.clear();
            }
        };

        try (TopicReader one = reader(topic, topic, Bound.none(), settings)) {
            pollUntil(() -> parked.size() == 20, () -> one.poll(Duration.ofMillis(20), parking));
            try (TopicReader two = reader(topic, topic, Bound.none(), settings)) {
                pollUntil(() -> !second.isEmpty(), () -> {
                    one.poll(Duration.ofMillis(20), parking);
                    two.poll(Duration.ofMillis(20), batch -> take(batch, second));
                    send(topic, 0, 0, 1);
                    send(topic, 1, 0, 1);
                });
            }
        }

        assertThat(second).allMatch(record -> record.offset() >= 10);
    }

    @Test
    void whatSettledOutOfItsOrderIsNotReadAgain() throws Exception {
        String topic = "out-of-order";
        kafka.createTopic(topic, 1);
        send(topic, 0, 0, 30);

        try (TopicReader reader = reader(topic, topic, Bound.none(), Map.of(), Settling.OUT_OF_ORDER)) {
            List<WharfRecord> records = drain(reader, 30);
            settle(records.subList(0, 3));
            settle(records.subList(5, 20));
            settle(records.subList(25, 30));
            reader.commitNow(LIMIT);
        }
        assertThat(committed(topic, new TopicPartition(topic, 0))).isEqualTo(3);
        List<WharfRecord> again = new ArrayList<>();
        try (TopicReader reader = reader(topic, topic, Bound.none(), Map.of(), Settling.IN_ORDER)) {
            again.addAll(drain(reader, 7));
            settle(again.subList(0, 1));
            reader.commitNow(LIMIT);
            settle(again.subList(1, 7));
            send(topic, 0, 0, 1);
            List<WharfRecord> more = drain(reader, 1);
            settle(more);
            again.addAll(more);
            reader.commitNow(LIMIT);
        }

        assertThat(again.stream().map(WharfRecord::offset)).containsExactly(3L, 4L, 20L, 21L, 22L, 23L, 24L, 30L);
        assertThat(committed(topic, new TopicPartition(topic, 0))).isEqualTo(31);
    }

    @Test
    void leavesNoLagBehindTransactionMarkersAndAbortedRecords() throws Exception {
        String topic = "markers";
        TopicPartition partition = new TopicPartition(topic, 0);
        kafka.createTopic(topic, 1);
        sendInTransaction(topic, 5, true);
        sendInTransaction(topic, 5, false);

        try (TopicReader reader = reader(topic, topic, Bound.none(), Map.of())) {
            settle(drain(reader, 5));
            // 5 records, a marker, 5 aborted records, a marker.
            Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
                reader.poll(Duration.ofMillis(50), batch -> {
                    throw new AssertionError("an aborted record was delivered");
                });
                reader.commitNow(LIMIT);
                return committed(topic, partition) == 12;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aMemberThatComesTakesOverFromWhereTheOtherHadSettled(String protocol) throws Exception {
        String topic = "takeover-" + protocol;
        kafka.createTopic(topic, 2);
        send(topic, 0, 0, 10);
        send(topic, 1, 0, 10);
        Map<String, String> settings = protocol.equals("classic")
                ? Map.of("heartbeat.interval.ms", "300")
                : Map.of("group.protocol", "consumer");
        List<WharfRecord> first = new ArrayList<>();
        List<WharfRecord> second = new ArrayList<>();

        try (TopicReader one = reader(topic, topic, Bound.none(), settings)) {
            first.addAll(drain(one, 20));
            settle(first);
            try (TopicReader two = reader(topic, topic, Bound.none(), settings)) {
                Awaitility.await()
                        .atMost(LIMIT)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> {
                            one.poll(Duration.ofMillis(20), batch -> take(batch, first));
                            two.poll(Duration.ofMillis(20), batch -> take(batch, second));
                            settle(second);
                            send(topic, 0, 0, 1);
                            send(topic, 1, 0, 1);
                            return !second.isEmpty();
                        });
            }
        }

        // Whatever the second got is new: the first had committed all 20 when it gave its partition up.
        assertThat(second).allMatch(record -> record.offset() >= 10);
    }

    @Test
    void readsNoMoreThanItsBound() {
        String topic = "bounded";
        kafka.createTopic(topic, 1);
        send(topic, 0, 0, 30);

        try (TopicReader reader = reader(topic, topic, Bound.of(7, LIMIT), Map.of())) {
            List<WharfRecord> records = drain(reader, 7);
            settle(records);
            assertThat(records).hasSize(7);
            assertThat(reader.exhausted()).isTrue();
            reader.commitNow(LIMIT);
        }
        try (TopicReader reader = reader(topic, topic, Bound.of(1, LIMIT), Map.of())) {
            assertThat(drain(reader, 1).get(0).offset()).isEqualTo(7);
        }
    }

    @Test
    void readsOthersInsteadOfThoseThatWentToAnotherMember() {
        String topic = "given-back";
        kafka.createTopic(topic, 2);
        send(topic, 0, 0, 30);
        send(topic, 1, 0, 30);
        Map<String, String> settings = Map.of("heartbeat.interval.ms", "300", "max.poll.records", "10");
        List<Batch> fetched = new ArrayList<>();
        List<WharfRecord> records = new ArrayList<>();

        try (TopicReader one = reader(topic, topic, Bound.of(40, LIMIT), settings)) {
            pollUntil(() -> fetched.size() == 4, () -> one.poll(Duration.ofMillis(20), fetched::add));
            try (TopicReader two = reader(topic, topic, Bound.none(), settings)) {
                pollUntil(() -> fetched.stream().anyMatch(Batch::revoked), () -> {
                    one.poll(Duration.ofMillis(20), fetched::add);
                    two.poll(Duration.ofMillis(20), batch -> {});
                });
                assertThat(one.exhausted()).isFalse();
            }
            pollUntil(one::exhausted, () -> {
                fetched.stream().filter(batch -> !batch.revoked()).forEach(batch -> take(batch, records));
                fetched.clear();
                one.poll(Duration.ofMillis(20), fetched::add);
            });
        }

        assertThat(records).hasSize(40);
        assertThat(records.stream().map(WharfRecord::position)).doesNotHaveDuplicates();
    }

    private static void pollUntil(Callable<Boolean> done, Runnable poll) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
            poll.run();
            return done.call();
        });
    }

    @Test
    void endsWhenNoRecordCameForTheIdleTimeout() {
        String topic = "idle";
        kafka.createTopic(topic, 1);
        send(topic, 0, 0, 1);

        try (TopicReader reader = reader(topic, topic, Bound.of(100, Duration.ofMillis(700)), Map.of())) {
            drain(reader, 1);
            Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
                reader.poll(Duration.ofMillis(50), batch -> {});
                return reader.exhausted();
            });
        }
    }

    @Test
    void bringsNothingWhilePausedAlsoForPartitionsThatAreAssignedMeanwhile() {
        String topic = "paused";
        kafka.createTopic(topic, 1);
        send(topic, 0, 0, 5);

        try (TopicReader reader = reader(topic, topic, Bound.none(), Map.of())) {
            reader.pause();
            Map<String, Integer> seen = new HashMap<>();
            for (int i = 0; i < 40; i++) {
                reader.poll(Duration.ofMillis(50), batch -> seen.merge("records", batch.remaining(), Integer::sum));
            }
            assertThat(seen).isEmpty();
            reader.resume();
            assertThat(drain(reader, 5)).hasSize(5);
        }
    }
}

package dev.wharf.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.failure.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A broker, topics of one partition, and loops over them. */
final class HandlerRig implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(2);
    static final Backoff SOON = new Backoff(Duration.ofMillis(5), 1, Duration.ofMillis(5), 0);

    private final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));

    HandlerLoopBuilder loop(String topic, RecordHandler handler) {
        return loop(topic, handler, Map.of());
    }

    HandlerLoopBuilder loop(String topic, RecordHandler handler, Map<String, String> client) {
        return HandlerLoop.of(handler)
                .from(new ClientSettings(kafka.bootstrapServers(), client))
                .topic(topic)
                .groupId(topic)
                .commitInterval(Duration.ofMillis(20))
                .backoff(SOON);
    }

    void createTopic(String name, Map<String, String> settings) throws Exception {
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty());
        admin.createTopics(List.of(topic.configs(settings))).all().get();
        // A producer that is quicker than the leader can hang (KAFKA-15591).
        Awaitility.await().atMost(LIMIT).ignoreExceptions().until(() -> end(new TopicPartition(name, 0)) == 0);
    }

    private long end(TopicPartition partition) throws Exception {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** A topic with so many records, whose keys take turns. */
    void createTopic(String name, int records, int keys) throws Exception {
        createTopic(name, Map.of());
        send(
                name,
                IntStream.range(0, records)
                        .mapToObj(i -> new ProducerRecord<>(name, bytes("k" + i % keys), bytes("" + i)))
                        .toList());
    }

    void send(String name, List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                var unused = producer.send(record);
            }
        }
    }

    /** Everything committed to the topic, in its order. */
    List<ConsumerRecord<byte[], byte[]>> read(String name) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(name, 0);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            // The end of all records: the markers of a transaction that is committed may still be on their way.
            long end = end(partition);
            long limit = System.nanoTime() + LIMIT.toNanos();
            while (consumer.position(partition) < end) {
                assertThat(System.nanoTime() - limit).as("time left").isNegative();
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
        }
        return records;
    }

    List<String> values(String name) throws Exception {
        return read(name).stream().map(record -> text(record.value())).toList();
    }

    long committed(String group) throws Exception {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(group, 0));
        return offset == null ? -1 : offset.offset();
    }

    /** Ids of the members that own a partition. */
    List<String> owners(String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .flatMap(one -> one.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(member -> member.consumerId())
                .toList();
    }

    static CompletableFuture<HandlerOutcome> start(HandlerLoop loop) {
        CompletableFuture<HandlerOutcome> outcome = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                outcome.complete(loop.run());
            } catch (RuntimeException | InterruptedException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    static HandlerOutcome outcome(CompletableFuture<HandlerOutcome> run) throws Exception {
        return run.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        admin.close();
        kafka.close();
    }
}

package dev.wharf.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The driver's view of the broker: makes, fills, counts and deletes topics. Used by one thread. */
final class LoadTopics implements AutoCloseable {
    static final int PARTITIONS = 4;

    private final String brokers;
    private final Admin admin;

    LoadTopics(String brokers) {
        this.brokers = brokers;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
    }

    void create(String topic) throws IOException, InterruptedException {
        get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                .all());
    }

    void delete(String topic) throws IOException, InterruptedException {
        get(admin.deleteTopics(List.of(topic)).all());
    }

    /** Fills the topic with generated records and returns how many of them have an amount of at least 100. */
    long load(String topic, long records, long seed) throws IOException {
        RecordGenerator generator = new RecordGenerator(seed);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Producer<String, String> producer =
                new KafkaProducer<>(ClientSettings.producer(brokers), new StringSerializer(), new StringSerializer())) {
            for (long i = 0; i < records; i++) {
                RecordGenerator.Generated next = generator.next();
                var unused = producer.send(
                        new ProducerRecord<>(topic, null, next.timestamp(), next.key(), next.value()),
                        (metadata, cause) -> failure.compareAndSet(null, cause));
            }
        }
        if (failure.get() != null) {
            throw new IOException("a record of " + topic + " was not acknowledged", failure.get());
        }
        return generator.passing();
    }

    /** How many records the topic holds; exact, since nothing is transactional or deleted. */
    long count(String topic) throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions(topic).stream().collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
        return get(admin.listOffsets(wanted).all()).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    /** The sum of the group's committed offsets, as the broker knows them. */
    long committed(String group) throws IOException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    }

    static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static <T> T get(KafkaFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException("the broker refused: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

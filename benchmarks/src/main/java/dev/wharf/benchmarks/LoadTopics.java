package dev.wharf.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
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
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The driver's view of the broker: makes, fills, counts and deletes topics. Used by one thread. */
final class LoadTopics implements AutoCloseable {
    private static final Duration SERVED_LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    private final String brokers;
    private final Admin admin;

    LoadTopics(String brokers) {
        this.brokers = brokers;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
    }

    /**
     * Makes an empty topic, and returns once every partition is served by its leader. Until then a producer's first
     * batch may be refused and its second one taken, which leaves the first out of sequence for ever (KAFKA-15591).
     */
    void create(String topic, int partitions) throws IOException, InterruptedException {
        get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all());
        long start = System.nanoTime();
        while (!served(topic, partitions)) {
            if (System.nanoTime() - start > SERVED_LIMIT.toNanos()) {
                throw new IOException("the new topic " + topic + " has no leaders after " + SERVED_LIMIT);
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private boolean served(String topic, int partitions) throws IOException, InterruptedException {
        try {
            return count(topic, partitions) == 0; // Only a leader answers.
        } catch (IOException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    void delete(String topic) throws IOException, InterruptedException {
        get(admin.deleteTopics(List.of(topic)).all());
    }

    /**
     * Fills the topic with generated records and returns how many of them have an amount of at least 100.
     *
     * @param values makes what is sent of their JSON
     */
    long load(String topic, Bench.Input input, long records, long seed, Serializer<String> values) throws IOException {
        RecordGenerator generator = new RecordGenerator(seed, input);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Producer<String, String> producer =
                new KafkaProducer<>(ClientSettings.producer(brokers), new StringSerializer(), values)) {
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

    /** How many records the topic holds; exact where nothing is transactional or deleted. */
    long count(String topic, int partitions) throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = partitions(topic, partitions).stream()
                .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
        return get(admin.listOffsets(wanted).all()).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    /** How many records a reader of committed ones gets. */
    long countByReading(String topic, int partitions) {
        long count = 0;
        for (TopicPartition partition : partitions(topic, partitions)) {
            try (PartitionReader reader = new PartitionReader(brokers, partition)) {
                while (reader.hasNext()) {
                    var unused = reader.next();
                    count++;
                }
            }
        }
        return count;
    }

    /** The sum of the group's committed offsets, as the broker knows them. */
    long committed(String group) throws IOException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    }

    static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count)
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

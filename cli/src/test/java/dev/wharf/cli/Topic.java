package dev.wharf.cli;

import dev.wharf.devstack.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic of the test's broker, as Kafka's own clients see it. */
record Topic(EmbeddedKafka kafka, String name) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    static Topic create(EmbeddedKafka kafka, String name, int partitions) {
        kafka.createTopic(name, partitions);
        return new Topic(kafka, name);
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    /** Sends the values to partition 0 without keys, and waits until all are acknowledged. */
    void send(List<String> values) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        values.forEach(
                value -> records.add(new ProducerRecord<>(name, 0, null, value.getBytes(StandardCharsets.UTF_8))));
        sendAll(records);
    }

    void sendAll(List<ProducerRecord<byte[], byte[]>> records) {
        try (var producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record was refused", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on the topic takes no larger batch. */
    void limit(int bytes) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        AlterConfigOp limit = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(settings())) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(limit)))
                    .all()
                    .get();
        }
    }

    /** Every committed record of the topic, as of now. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Map<String, Object> settings = new HashMap<>(settings());
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(
                            0, consumer.partitionsFor(name).size())
                    .mapToObj(partition -> new TopicPartition(name, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // The end of all records: the markers of a transaction that is committed may still be on their way.
            Map<TopicPartition, Long> ends = ends(partitions);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                    && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(partitions);
        }
    }

    /** What the group has committed, over all partitions. */
    long committed(String group) throws ExecutionException, InterruptedException {
        return committed(group, partition -> true);
    }

    /** What the group has committed of one partition. */
    long committed(String group, int partition) throws ExecutionException, InterruptedException {
        return committed(group, number -> number == partition);
    }

    private long committed(String group, IntPredicate partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings())) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(name))
                    .filter(entry -> partitions.test(entry.getKey().partition()))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        }
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}

package dev.wharf.event;

import dev.wharf.devstack.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A broker, topics of one partition, and settings of a service over them. */
final class EventRig implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));

    /** A service with its own topics: NAME, NAME-out, NAME-dlq and NAME-errors. */
    EventSettingsBuilder service(String name) throws Exception {
        for (String topic : List.of(name, name + "-out", name + "-dlq", name + "-errors")) {
            createTopic(topic, Map.of());
        }
        return EventSettings.builder()
                .brokers(kafka.bootstrapServers())
                .service(name)
                .topic("in", name)
                .topic("out", name + "-out")
                .topic(EventSettings.DLQ, name + "-dlq")
                .topic(EventSettings.ERRORS, name + "-errors")
                .retries(2, Duration.ofMillis(5));
    }

    void createTopic(String name, Map<String, String> settings) throws Exception {
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty());
        admin.createTopics(List.of(topic.configs(settings))).all().get();
        // A producer that is quicker than the leader can hang (KAFKA-15591).
        Awaitility.await().atMost(LIMIT).ignoreExceptions().until(() -> end(name) >= 0);
    }

    void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
    }

    void configure(String topic, String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }

    long end(String topic) throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** What the group has committed, or -1. */
    long committed(String group, String topic) throws ExecutionException, InterruptedException {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(topic, 0));
        return offset == null ? -1 : offset.offset();
    }

    void awaitCommitted(String group, String topic, long offset) {
        Awaitility.await().atMost(LIMIT).until(() -> committed(group, topic) == offset);
    }

    /** Everything that is in the topic now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = end(topic);
            long limit = System.nanoTime() + LIMIT.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() - limit < 0) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
        }
        return records;
    }

    List<String> values(String topic) throws Exception {
        return read(topic).stream().map(record -> text(record.value())).toList();
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String brokers() {
        return kafka.bootstrapServers();
    }

    @Override
    public void close() {
        admin.close();
        kafka.close();
    }
}

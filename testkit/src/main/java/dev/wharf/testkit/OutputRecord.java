package dev.wharf.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A record of an output topic.
 *
 * @param key null where the record has none
 * @param value null in a tombstone
 */
public record OutputRecord(
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String value) {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Reads a whole topic, as far as it is committed now; partitions one after another, each in its order. */
    public static List<OutputRecord> readAll(String brokers, String topic) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", brokers);
        settings.put("isolation.level", "read_committed");
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<OutputRecord> records = new ArrayList<>();
            consumer.partitionsFor(topic).forEach(info -> {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                read(consumer, partition, records);
            });
            return Collections.unmodifiableList(records);
        }
    }

    private static void read(Consumer<String, String> consumer, TopicPartition partition, List<OutputRecord> into) {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        consumer.seekToBeginning(one);
        Long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
        Await.until("the end of " + partition, Await.LIMIT, () -> {
            while (consumer.position(partition) < end) {
                var polled = consumer.poll(POLL);
                for (ConsumerRecord<String, String> record : polled) {
                    into.add(new OutputRecord(record.partition(), record.offset(), record.key(), record.value()));
                }
                if (polled.isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }
}

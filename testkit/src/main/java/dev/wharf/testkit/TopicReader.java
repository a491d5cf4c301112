package dev.wharf.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads whole topics, without a group. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private TopicReader() {}

    /**
     * Reads a topic to its end; partitions one after another, each in its order. Transactions that are open are
     * awaited: those of a process that was killed end only when their time is over.
     */
    static <T> void read(
            String brokers,
            String topic,
            Deserializer<T> deserializer,
            java.util.function.Consumer<ConsumerRecord<T, T>> into) {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed");
        try (Consumer<T, T> consumer = new KafkaConsumer<>(settings, deserializer, deserializer)) {
            awaitTransactions(brokers, topic, deserializer, consumer);
            consumer.partitionsFor(topic)
                    .forEach(info -> read(consumer, new TopicPartition(topic, info.partition()), into));
        }
    }

    private static <T> void awaitTransactions(
            String brokers, String topic, Deserializer<T> deserializer, Consumer<T, T> committed) {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "isolation.level", "read_uncommitted");
        try (Consumer<T, T> all = new KafkaConsumer<>(settings, deserializer, deserializer)) {
            List<TopicPartition> partitions = committed.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = all.endOffsets(partitions);
            Await.until(
                    "the transactions on " + topic + " to end",
                    Await.LIMIT,
                    () -> committed.endOffsets(partitions).entrySet().stream()
                            .allMatch(end -> end.getValue() >= ends.getOrDefault(end.getKey(), 0L)));
        }
    }

    private static <T> void read(
            Consumer<T, T> consumer, TopicPartition partition, java.util.function.Consumer<ConsumerRecord<T, T>> into) {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        consumer.seekToBeginning(one);
        Long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
        Await.until("the end of " + partition, Await.LIMIT, () -> {
            while (consumer.position(partition) < end) {
                var polled = consumer.poll(POLL);
                polled.forEach(into);
                if (polled.isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }
}

package dev.wharf.devstack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the tests do to a broker from outside. */
final class Clients {

    /** Generous: the machine may be ten times slower than usual. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private Clients() {}

    /** Sends values 0 to count-1 to partition 0 and waits until all are acknowledged. */
    static void produce(String bootstrapServers, String topic, int count) {
        produce(Map.of("bootstrap.servers", bootstrapServers), topic, count);
    }

    static void produce(Map<String, Object> settings, String topic, int count) {
        try (KafkaProducer<String, String> producer = producer(settings)) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, 0, "key", Integer.toString(i)))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record was refused", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails unless the broker answers. */
    static void requireAnswer(String bootstrapServers) {
        try (KafkaConsumer<String, String> consumer = consumer(Map.of("bootstrap.servers", bootstrapServers))) {
            consumer.listTopics(LIMIT);
        }
    }

    static KafkaProducer<String, String> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("max.block.ms", LIMIT.toMillis());
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    static KafkaConsumer<String, String> consumer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("auto.offset.reset", "earliest");
        all.putIfAbsent("enable.auto.commit", "false");
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    /** Reads count values from the start of partition 0. */
    static List<String> consume(String bootstrapServers, String topic, int count) {
        return consume(Map.of("bootstrap.servers", bootstrapServers), topic, count);
    }

    static List<String> consume(Map<String, Object> settings, String topic, int count) {
        try (KafkaConsumer<String, String> consumer = consumer(settings)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return poll(consumer, count);
        }
    }

    static List<String> poll(KafkaConsumer<String, String> consumer, int count) {
        List<String> values = new ArrayList<>();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (values.size() < count && System.nanoTime() < end) {
            for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofMillis(100))) {
                values.add(found.value());
            }
        }
        return values;
    }

    static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}

package dev.wharf.example.codecs;

import dev.wharf.serde.WharfDeserializer;
import dev.wharf.serde.WharfSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Where brokers and registry are, and what the clients of all examples have in common.
 *
 * @param brokers {@code HOST:PORT}
 * @param registry the URL of the schema registry
 */
record Cluster(String brokers, String registry) {
    private static final Duration POLL = Duration.ofMillis(200);

    /** From BOOTSTRAP_SERVERS and SCHEMA_REGISTRY_URL, else those of {@code wharf dev} on their usual ports. */
    static Cluster fromEnvironment() {
        Map<String, String> environment = System.getenv();
        return new Cluster(
                environment.getOrDefault("BOOTSTRAP_SERVERS", "localhost:9092"),
                environment.getOrDefault("SCHEMA_REGISTRY_URL", "http://localhost:8081"));
    }

    /** Settings of a producer whose values are in this format. */
    Map<String, Object> producer(String codec) {
        Map<String, Object> settings = client(codec);
        settings.put("key.serializer", StringSerializer.class);
        settings.put("value.serializer", WharfSerializer.class);
        return settings;
    }

    /** Settings of a consumer whose values are in this format. */
    Map<String, Object> consumer(String codec, String group) {
        Map<String, Object> settings = client(codec);
        settings.put("key.deserializer", StringDeserializer.class);
        settings.put("value.deserializer", WharfDeserializer.class);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        return settings;
    }

    private Map<String, Object> client(String codec) {
        return new HashMap<>(
                Map.of("bootstrap.servers", brokers, "schema.registry.url", registry, "value.codec", codec));
    }

    /** Writes records, and waits until the brokers have all of them. */
    static <V> void write(KafkaProducer<String, V> producer, String topic, List<V> values) {
        List<Future<RecordMetadata>> sent = values.stream()
                .map(value -> producer.send(new ProducerRecord<>(topic, value)))
                .toList();
        for (Future<RecordMetadata> record : sent) {
            try {
                var unused = record.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a record for " + topic + " was not written", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while writing to " + topic, e);
            }
        }
    }

    /** Reads so many records of a topic. Those that the action has got are committed when it returns. */
    static <V> void read(KafkaConsumer<String, V> consumer, String topic, int count, Consumer<List<V>> action) {
        consumer.subscribe(List.of(topic));
        int read = 0;
        while (read < count) {
            List<V> values = new ArrayList<>();
            consumer.poll(POLL).forEach(record -> values.add(record.value()));
            action.accept(values);
            consumer.commitSync();
            read += values.size();
        }
    }
}

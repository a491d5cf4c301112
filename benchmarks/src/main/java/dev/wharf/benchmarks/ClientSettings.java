package dev.wharf.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of Kafka's clients, the same for every contestant. */
final class ClientSettings {
    /** Acknowledged offsets are committed this often, and at the end. */
    static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    static final int MAX_POLL_RECORDS = 5_000;

    private ClientSettings() {}

    /** How records are fetched; also loads the probe. Isolation level and CRC checks stay at Kafka's defaults. */
    static Map<String, String> fetching(LoadJob job) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, job.protocol());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(MAX_POLL_RECORDS));
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "52428800");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1048576");
        settings.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, ConsumerProbe.class.getName());
        return settings;
    }

    /** How records are sent. */
    static Map<String, String> sending() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "33554432");
        return settings;
    }

    /** All of a hand-written loop's consumer settings but the deserializers. */
    static Map<String, Object> consumer(LoadJob job) {
        Map<String, Object> settings = new LinkedHashMap<>(fetching(job));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, job.brokers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, job.group());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return settings;
    }

    /** All of a hand-written loop's producer settings but the serializers. */
    static Map<String, Object> producer(String brokers) {
        Map<String, Object> settings = new LinkedHashMap<>(sending());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        return settings;
    }
}

package dev.wharf.kafka;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.OpenFailure;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The last records of a topic, to look at: read without a group, so that nobody else notices. */
public final class TopicTail {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_BYTES = 4 << 20;

    private TopicTail() {}

    /**
     * At most so many of the last records, the same share of each partition; fewer where they do not come in time.
     *
     * @throws WharfException with {@code ENVIRONMENT} when the topic cannot be read
     */
    public static List<ConsumerRecord<byte[], byte[]>> read(
            ClientSettings client, String topic, int count, Duration limit) {
        try (Consumer<byte[], byte[]> consumer = open(client)) {
            List<TopicPartition> all = consumer.partitionsFor(topic, CALL_TIMEOUT).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(all);
            Map<TopicPartition, Long> left = seek(consumer, all, count);
            List<ConsumerRecord<byte[], byte[]>> records = read(consumer, left, count, limit);
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            return records;
        } catch (KafkaException e) {
            throw new WharfException(ErrorCode.ENVIRONMENT, "topic " + topic + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Consumer<byte[], byte[]> open(ClientSettings client) {
        Map<String, Object> config = new HashMap<>(client.consumer(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                "wharf-look",
                CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES)));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        try {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw OpenFailure.of(client, ErrorCode.CONFIGURATION, e);
        }
    }

    /** Gives the partitions that hold something, with their ends. */
    private static Map<TopicPartition, Long> seek(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> all, int count) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, CALL_TIMEOUT);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, CALL_TIMEOUT);
        long share = Math.ceilDiv(count, Math.max(1, all.size()));
        Map<TopicPartition, Long> left = new HashMap<>();
        for (TopicPartition partition : all) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(begin, end - share));
            if (begin < end) {
                left.put(partition, end);
            }
        }
        return left;
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> left, int count, Duration limit) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + limit.toNanos();
        while (!left.isEmpty() && records.size() < count && System.nanoTime() - deadline < 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (records.size() < count) {
                    records.add(record);
                }
            }
            left.entrySet().removeIf(end -> consumer.position(end.getKey(), CALL_TIMEOUT) >= end.getValue());
        }
        return records;
    }
}

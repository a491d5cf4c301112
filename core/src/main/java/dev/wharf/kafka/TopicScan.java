package dev.wharf.kafka;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.OpenFailure;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads ranges of partitions without a group, so that nobody else notices. Unless the settings say otherwise, only what
 * is committed. Memory is what one fetch brings. For one thread.
 */
public final class TopicScan implements AutoCloseable {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    /** So long without anything new, though there is more: the brokers are away. */
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(60);

    private static final int FETCH_BYTES = 8 << 20;
    /** The consumer reads ahead, and what waits at the end of one partition would hold up the next. */
    private static final int FETCH_WAIT_MS = 10;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Range> active = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private long quietSinceNanos;

    private TopicScan(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * A part of a partition.
     *
     * @param begin the first offset
     * @param end the first offset behind it, or {@link #OPEN}
     */
    public record Range(TopicPartition partition, long begin, long end) {
        /** The end of a range that has none: what is written in future belongs to it. */
        public static final long OPEN = Long.MAX_VALUE;

        public boolean isEmpty() {
            return begin >= end;
        }

        /** How many offsets it has. Markers of transactions count, too: there may be fewer records. */
        public long size() {
            return Math.max(0, end - begin);
        }
    }

    /**
     * What a poll brought of one partition.
     *
     * @param records in their order; there may be none
     * @param next the offset to go on from
     */
    public record Part(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long next) {}

    /**
     * Makes the client; connects to nothing yet.
     *
     * @param follows whether ranges without an end will be read, so that brokers should wait for records
     * @throws WharfException if the settings cannot be used, or the login fails
     */
    public static TopicScan open(ClientSettings client, String clientId, boolean follows) {
        Map<String, Object> defaults = new HashMap<>(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                clientId,
                CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"));
        if (!follows) {
            defaults.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        }
        Map<String, Object> config = client.consumer(defaults);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What was deleted since we looked is skipped.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try {
            return new TopicScan(new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        } catch (KafkaException e) {
            throw OpenFailure.of(client, ErrorCode.CONFIGURATION, e);
        }
    }

    /**
     * The partitions from their beginnings to their ends, as of now and in the order given. What is being read is not
     * read any more.
     *
     * @throws WharfException with {@code SOURCE_FAILED} if the brokers do not say
     */
    public List<Range> extents(Collection<TopicPartition> partitions) {
        return reading(partitions, () -> {
            assignIfNone(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, CALL_TIMEOUT);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, CALL_TIMEOUT);
            return partitions.stream()
                    .map(each -> new Range(each, begins.getOrDefault(each, 0L), ends.getOrDefault(each, 0L)))
                    .toList();
        });
    }

    /**
     * The first offset in each partition with that timestamp or a later one; a partition without such is left out.
     *
     * @throws WharfException with {@code SOURCE_FAILED} if the brokers do not say
     */
    public Map<TopicPartition, Long> offsetsAt(long timestampMs, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, timestampMs));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, OffsetAndTimestamp> answer = reading(partitions, () -> {
            assignIfNone(partitions);
            return consumer.offsetsForTimes(times, CALL_TIMEOUT);
        });
        answer.forEach((partition, found) ->
                Optional.ofNullable(found).map(OffsetAndTimestamp::offset).ifPresent(it -> offsets.put(partition, it)));
        return offsets;
    }

    /** Else the client warns that it was told of partitions that are not its own. */
    private void assignIfNone(Collection<TopicPartition> partitions) {
        if (consumer.assignment().isEmpty()) {
            consumer.assign(partitions);
        }
    }

    /** From now on these are read; whatever was read before is forgotten. */
    public void start(List<Range> ranges) {
        active.clear();
        positions.clear();
        ranges.stream().filter(range -> !range.isEmpty()).forEach(range -> active.put(range.partition(), range));
        consumer.assign(active.keySet());
        // Assigning anew what is assigned leaves it paused, as it was at its end.
        consumer.resume(active.keySet());
        active.values().forEach(range -> {
            consumer.seek(range.partition(), range.begin());
            positions.put(range.partition(), range.begin());
        });
        awake();
    }

    /** The time until now does not count as one in which nothing came: nobody has asked. */
    void awake() {
        quietSinceNanos = System.nanoTime();
    }

    /** Whether all has been read. */
    public boolean ended() {
        return active.isEmpty();
    }

    /**
     * What is there, or comes in time.
     *
     * @throws WharfException with {@code SOURCE_FAILED} if it cannot be read, or has not come for a minute though it is
     *     there
     */
    public List<Part> poll(Duration timeout) {
        return reading(active.keySet(), () -> {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
            List<Part> parts = new ArrayList<>();
            for (Range range : List.copyOf(active.values())) {
                long next = consumer.position(range.partition(), CALL_TIMEOUT);
                if (next > positions.getOrDefault(range.partition(), 0L)) {
                    parts.add(part(range, polled, next));
                }
            }
            checkQuiet(!parts.isEmpty());
            return parts;
        });
    }

    private Part part(Range range, ConsumerRecords<byte[], byte[]> polled, long next) {
        positions.put(range.partition(), next);
        if (next >= range.end()) {
            active.remove(range.partition());
            consumer.pause(List.of(range.partition()));
        }
        List<ConsumerRecord<byte[], byte[]>> records = polled.records(range.partition());
        int wanted = records.size();
        while (wanted > 0 && records.get(wanted - 1).offset() >= range.end()) {
            wanted--;
        }
        return new Part(range.partition(), records.subList(0, wanted), Math.min(next, range.end()));
    }

    /** Where nobody knows of anything more, nothing need come. */
    private void checkQuiet(boolean moved) {
        long now = System.nanoTime();
        if (moved) {
            quietSinceNanos = now;
        }
        Optional<Range> missing = active.values().stream()
                .filter(range -> range.end() != Range.OPEN)
                .findFirst();
        if (missing.isPresent() && now - quietSinceNanos > QUIET_LIMIT.toNanos()) {
            TopicPartition partition = missing.get().partition();
            throw new WharfException(
                    ErrorCode.SOURCE_FAILED,
                    partition + "@" + positions.get(partition) + " has not come for " + QUIET_LIMIT.toSeconds()
                            + " s, though there is more; look at the brokers, and try again");
        }
    }

    private static <T> T reading(Collection<TopicPartition> partitions, Supplier<T> read) {
        try {
            return read.get();
        } catch (KafkaException e) {
            String topics = String.join(
                    ", ",
                    partitions.stream().map(TopicPartition::topic).distinct().toList());
            throw new WharfException(
                    ErrorCode.SOURCE_FAILED, "topic " + topics + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}

package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.OpenFailure;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Dead letters in a topic, as of when it was opened: committed ones, one partition after another, without a group, so
 * that nobody else notices. Memory is what one fetch brings.
 */
final class DlqTopic implements DlqSource {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    /** So long without anything new, though there is more: the brokers are away. */
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(60);

    private static final int FETCH_BYTES = 8 << 20;
    /** The consumer reads ahead, and what waits at the end of one partition would hold up the next. */
    private static final int FETCH_WAIT_MS = 10;

    private final String name;
    private final Consumer<byte[], byte[]> consumer;
    private final List<Extent> extents;

    /** What a partition holds. */
    private record Extent(TopicPartition partition, long begin, long end) {
        @Override
        public String toString() {
            String from = partition.partition() + "@" + begin;
            return begin < end ? from + " to " + partition.partition() + "@" + (end - 1) : "";
        }
    }

    private DlqTopic(String name, Consumer<byte[], byte[]> consumer, List<Extent> extents) {
        this.name = name;
        this.consumer = consumer;
        this.extents = extents;
    }

    /**
     * Connects, and looks how far the topic goes.
     *
     * @throws WharfException with {@code ENVIRONMENT} if no broker answers, or there is no such topic
     */
    static DlqTopic open(ClientSettings client, String name) {
        int partitions = partitions(client, name);
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(name, number))
                .toList();
        Consumer<byte[], byte[]> consumer = consumer(client);
        try {
            return reading(name, () -> {
                consumer.assign(all);
                consumer.pause(all);
                consumer.seekToBeginning(all);
                Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, CALL_TIMEOUT);
                Map<TopicPartition, Long> ends = consumer.endOffsets(all, CALL_TIMEOUT);
                List<Extent> extents = all.stream()
                        .map(each -> new Extent(each, begins.getOrDefault(each, 0L), ends.getOrDefault(each, 0L)))
                        .toList();
                return new DlqTopic(name, consumer, extents);
            });
        } catch (WharfException e) {
            close(consumer);
            throw e;
        }
    }

    private static int partitions(ClientSettings client, String name) {
        try (Topics topics = Topics.connect(client)) {
            Integer partitions = topics.partitions(List.of(name)).get(name);
            if (partitions == null) {
                throw new WharfException(
                        ErrorCode.ENVIRONMENT,
                        "topic " + name + " does not exist at " + client.brokers() + ", and there is no file " + name
                                + " here either; correct the name, or --brokers");
            }
            return partitions;
        }
    }

    private static Consumer<byte[], byte[]> consumer(ClientSettings client) {
        Map<String, Object> config = new HashMap<>(client.consumer(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                "wharf-dlq",
                CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                FETCH_WAIT_MS)));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What was deleted since we looked is skipped.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw OpenFailure.of(client, ErrorCode.CONFIGURATION, e);
        }
    }

    @Override
    public boolean isTopic() {
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    /** Transaction markers count, too: there may be fewer. */
    @Override
    public long size() {
        return extents.stream()
                .mapToLong(extent -> extent.end() - extent.begin())
                .sum();
    }

    @Override
    public void read(Predicate<DlqLetter> visitor) {
        for (Extent extent : extents) {
            boolean more = reading(name, () -> read(extent, visitor));
            if (!more) {
                return;
            }
        }
    }

    @Override
    public void readAt(DlqPlace place, java.util.function.Consumer<DlqLetter> visitor) {
        place.checkIn(name, true);
        Extent one = extents.stream()
                .filter(extent -> extent.partition().partition() == place.partition())
                .filter(extent -> extent.begin() <= place.position() && place.position() < extent.end())
                .findFirst()
                .map(extent -> new Extent(extent.partition(), place.position(), place.position() + 1))
                .orElseThrow(() -> place.nothingThere(whatThereIs()));
        boolean nothing = reading(
                name,
                () -> read(one, letter -> {
                    visitor.accept(letter);
                    return false;
                }));
        if (nothing) {
            throw place.nothingThere("a marker of a transaction may be there");
        }
    }

    private String whatThereIs() {
        List<String> held = extents.stream()
                .map(Extent::toString)
                .filter(text -> !text.isEmpty())
                .toList();
        return held.isEmpty() ? "the topic is empty" : "the topic holds " + String.join(", ", held);
    }

    /** Whether the visitor wants more. */
    private boolean read(Extent extent, Predicate<DlqLetter> visitor) {
        List<TopicPartition> one = List.of(extent.partition());
        consumer.seek(extent.partition(), extent.begin());
        consumer.resume(one);
        try {
            return readResumed(extent, visitor);
        } finally {
            consumer.pause(one);
        }
    }

    private boolean readResumed(Extent extent, Predicate<DlqLetter> visitor) {
        TopicPartition partition = extent.partition();
        long quietSince = System.nanoTime();
        long position = extent.begin();
        while (position < extent.end()) {
            for (ConsumerRecord<byte[], byte[]> delivered : consumer.poll(POLL).records(partition)) {
                if (delivered.offset() >= extent.end()) {
                    return true;
                }
                if (!visitor.test(new DlqLetter.InTopic(delivered))) {
                    return false;
                }
            }
            long next = consumer.position(partition, CALL_TIMEOUT);
            long now = System.nanoTime();
            quietSince = next > position ? now : quietSince;
            position = next;
            checkQuiet(partition, position, now - quietSince);
        }
        return true;
    }

    private static void checkQuiet(TopicPartition partition, long position, long quietNanos) {
        if (quietNanos > QUIET_LIMIT.toNanos()) {
            throw new WharfException(
                    ErrorCode.SOURCE_FAILED,
                    partition + "@" + position + " has not come for " + QUIET_LIMIT.toSeconds()
                            + " s, though there is more; look at the brokers, and try again");
        }
    }

    private static <T> T reading(String name, Supplier<T> read) {
        try {
            return read.get();
        } catch (KafkaException e) {
            throw new WharfException(
                    ErrorCode.SOURCE_FAILED, "topic " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        close(consumer);
    }

    private static void close(Consumer<byte[], byte[]> consumer) {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}

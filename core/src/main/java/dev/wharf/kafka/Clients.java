package dev.wharf.kafka;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.OpenFailure;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the consumers and producers of the record loop: bytes only, nothing automatic, nothing that loses or reorders.
 */
public final class Clients {
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_POLL_RECORDS = 2_000;
    private static final int HEARTBEAT_MS = 1_000;
    /** At least so many in a session timeout. */
    private static final int HEARTBEATS = 20;

    private static final int PARTITION_FETCH_BYTES = 1 << 20;
    /** {@code batch.size} of a producer that is not told otherwise. */
    public static final int BATCH_BYTES = 64 << 10;

    /** The loop never blocks, so it can wait for a broker as long as it takes; who wants an end to it sets one. */
    private static final int WAIT_FOR_BROKER_MS = Integer.MAX_VALUE;

    /** Kafka's defaults. */
    private static final int PATIENT_BLOCK_MS = 60_000;

    private static final int PATIENT_DELIVERY_MS = 120_000;
    private static final int MAX_REQUEST_BYTES = 1 << 20;

    private static final int TRANSACTION_TIMEOUT_MS = 10_000;
    /** The longest that a send may block the poll thread. */
    private static final int MAX_BLOCK_MS = 100;

    private Clients() {}

    /** A member of the group that starts at the earliest record where the group has committed nothing. */
    public static Consumer<byte[], byte[]> consumer(
            ClientSettings client, String groupId, String clientId, MemoryBudget budget) {
        Map<String, Object> config = consumerConfig(client, groupId, clientId, budget);
        return guarded(
                client, () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    static Map<String, Object> consumerConfig(
            ClientSettings client, String groupId, String clientId, MemoryBudget budget) {
        Map<String, Object> defaults = new HashMap<>(common(clientId));
        defaults.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        defaults.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        defaults.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        defaults.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, budget.fetchMaxBytes());
        defaults.put(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                Math.min(PARTITION_FETCH_BYTES, budget.fetchMaxBytes()));
        Map<String, Object> config = client.consumer(defaults);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        if ("classic".equalsIgnoreCase(String.valueOf(config.getOrDefault("group.protocol", "classic")))) {
            config.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    List.of(CooperativeStickyAssignor.class.getName()));
            config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, heartbeatMs(client));
        }
        return config;
    }

    /** A member hears of a rebalance with its next heartbeat: until then nobody reads what a dead one has left. */
    private static int heartbeatMs(ClientSettings client) {
        String session = client.settings().get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        return session == null ? HEARTBEAT_MS : Math.clamp(number(session) / HEARTBEATS, 1, HEARTBEAT_MS);
    }

    /** An idempotent producer that waits for all in-sync replicas. */
    public static Producer<byte[], byte[]> producer(ClientSettings client, String clientId, MemoryBudget budget) {
        return opened(client, producerConfig(client, clientId, budget));
    }

    /** The same for callers that may wait, and want to know in time: with Kafka's own limits of waiting. */
    public static Producer<byte[], byte[]> waitingProducer(
            ClientSettings client, String clientId, MemoryBudget budget) {
        Map<String, Object> config = producerConfig(client, clientId, budget);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENT_BLOCK_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                deliveryTimeout(client).toMillis());
        return opened(client, config);
    }

    /** How long such a producer tries to get a record acknowledged. */
    public static Duration deliveryTimeout(ClientSettings client) {
        String own = client.settings().get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        return Duration.ofMillis(own == null ? PATIENT_DELIVERY_MS : number(own));
    }

    private static Producer<byte[], byte[]> opened(ClientSettings client, Map<String, Object> config) {
        return guarded(client, () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    private static Map<String, Object> producerConfig(ClientSettings client, String clientId, MemoryBudget budget) {
        Map<String, Object> defaults = new HashMap<>(common(clientId));
        defaults.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        defaults.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        defaults.put(ProducerConfig.BATCH_SIZE_CONFIG, budget.batchBytes());
        defaults.put(ProducerConfig.BUFFER_MEMORY_CONFIG, budget.bufferMemory());
        defaults.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WAIT_FOR_BROKER_MS);
        // A quiet topic must not cost a blocking look-up after five minutes.
        defaults.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Integer.MAX_VALUE);
        Map<String, Object> config = client.producer(defaults);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        return config;
    }

    /**
     * The same for transactions; its blocking calls belong on a thread of their own.
     *
     * @param transactionalId never used before
     */
    public static Producer<byte[], byte[]> transactional(
            ClientSettings client, String clientId, String transactionalId, MemoryBudget budget) {
        Map<String, Object> config = producerConfig(client, clientId, budget);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        // Commit and abort take it as their limit, too; sending never waits, for its topics are known and it has room.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION_TIMEOUT_MS);
        // The brokers abort a transaction that takes longer, so there is no sense in trying longer.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_TIMEOUT_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TRANSACTION_TIMEOUT_MS / 2);
        return opened(client, config);
    }

    /** How long brokers wait for records before they answer a fetch of a consumer with these settings. */
    public static Duration fetchWait(ClientSettings client) {
        String own = client.settings().get(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG);
        return Duration.ofMillis(own == null ? ConsumerConfig.DEFAULT_FETCH_MAX_WAIT_MS : number(own));
    }

    /** The largest request that a producer of these settings sends. */
    public static long maxRequestBytes(ClientSettings client) {
        String own = client.settings().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return own == null ? MAX_REQUEST_BYTES : number(own);
    }

    /** The buffer that a producer of these settings has. */
    public static long bufferMemory(ClientSettings client, MemoryBudget budget) {
        String own = client.settings().get(ProducerConfig.BUFFER_MEMORY_CONFIG);
        return own == null ? budget.bufferMemory() : number(own);
    }

    /** Kafka allows space around a number, so a setting that was found right may have some. */
    private static long number(String setting) {
        return Long.parseLong(setting.strip());
    }

    /**
     * How many partitions the topic has; fetches its metadata, so that later sends need not wait for it.
     *
     * @throws WharfException with {@code ENVIRONMENT} when it cannot be found out
     */
    public static int partitionsOf(Producer<byte[], byte[]> producer, String topic) {
        long deadline = System.nanoTime() + METADATA_TIMEOUT.toNanos();
        while (true) {
            try {
                return producer.partitionsFor(topic).size();
            } catch (TimeoutException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new WharfException(
                            ErrorCode.ENVIRONMENT, "topic " + topic + " is not to be found: " + e.getMessage(), e);
                }
            } catch (KafkaException e) {
                throw new WharfException(
                        ErrorCode.ENVIRONMENT, "topic " + topic + " cannot be looked up: " + e.getMessage(), e);
            }
        }
    }

    private static Map<String, Object> common(String clientId) {
        return Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG, clientId, CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    private static <T> T guarded(ClientSettings client, Supplier<T> open) {
        try {
            return open.get();
        } catch (KafkaException e) {
            throw OpenFailure.of(client, ErrorCode.CONFIGURATION, e);
        }
    }
}

package dev.wharf.topic;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.OpenFailure;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of one cluster. Opening one connects, so that a broker that is not there, or refuses the password, is
 * known before anything starts. Safe for use by many threads; close it.
 */
public final class Topics implements AutoCloseable {
    /** How long a broker may take to show itself before it counts as not there. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration LEADER_LOOK = Duration.ofMillis(50);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private final Admin admin;
    private final ClientSettings client;

    private Topics(Admin admin, ClientSettings client) {
        this.admin = admin;
        this.client = client;
    }

    /** Whether a topic can have that name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /**
     * Connects within a few seconds.
     *
     * @throws WharfException with {@code ENVIRONMENT} when no broker answers or it refuses us
     */
    public static Topics connect(ClientSettings client) {
        Topics topics = new Topics(open(client), client);
        try {
            topics.await(topics.admin.describeCluster().nodes(), CONNECT_TIMEOUT);
            return topics;
        } catch (RuntimeException e) {
            topics.close();
            throw e;
        }
    }

    private static Admin open(ClientSettings client) {
        try {
            return Admin.create(client.admin(Map.of(
                    CommonClientConfigs.CLIENT_ID_CONFIG,
                    "wharf-admin",
                    CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    500,
                    CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                    false)));
        } catch (KafkaException e) {
            throw OpenFailure.of(client, ErrorCode.ENVIRONMENT, e);
        }
    }

    /** How many partitions each of the topics has; a topic that does not exist is not in the map. */
    public Map<String, Integer> partitions(Collection<String> names) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> described =
                admin.describeTopics(names).topicNameValues();
        described.forEach((name, future) -> describe(future)
                .ifPresent(topic -> counts.put(name, topic.partitions().size())));
        return counts;
    }

    private Optional<TopicDescription> describe(KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(await(future, CALL_TIMEOUT));
        } catch (WharfException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** {@code max.message.bytes} of the topic; empty where we may not know. */
    public OptionalInt maxMessageBytes(String name) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            Map<ConfigResource, Config> configs =
                    await(admin.describeConfigs(List.of(topic)).all(), CALL_TIMEOUT);
            return configs.values().stream()
                    .mapToInt(config -> Integer.parseInt(
                            config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()))
                    .findFirst();
        } catch (WharfException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    /**
     * Creates a topic.
     *
     * @param replicationFactor copies of each partition, or -1 for the cluster's default
     * @return false if it was there already
     */
    public boolean create(String name, int partitions, int replicationFactor) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), copies(replicationFactor));
        try {
            await(admin.createTopics(List.of(topic)).all(), CALL_TIMEOUT);
            awaitLeaders(name, partitions);
            return true;
        } catch (WharfException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /** Kafka counts copies in 16 bits; a larger number must not come out as another one. */
    static Optional<Short> copies(int replicationFactor) {
        if (replicationFactor > Short.MAX_VALUE) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "a replication factor of " + replicationFactor + " is more than Kafka can count (" + Short.MAX_VALUE
                            + "); it cannot be larger than the number of brokers");
        }
        return replicationFactor < 0 ? Optional.empty() : Optional.of((short) replicationFactor);
    }

    /**
     * Waits until every partition is served. A producer that sends to a partition without a leader yet can fall into
     * repeating a batch out of sequence for good (KAFKA-15591).
     */
    private void awaitLeaders(String name, int partitions) {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        IntStream.range(0, partitions).forEach(i -> all.put(new TopicPartition(name, i), OffsetSpec.latest()));
        long deadline = System.nanoTime() + CALL_TIMEOUT.toNanos();
        while (true) {
            try {
                await(admin.listOffsets(all).all(), CALL_TIMEOUT);
                return;
            } catch (WharfException e) {
                boolean wait = e.getCause() instanceof RetriableException && System.nanoTime() - deadline < 0;
                if (!wait) {
                    throw e;
                }
                LockSupport.parkNanos(LEADER_LOOK.toNanos());
            }
        }
    }

    private <T> T await(KafkaFuture<T> future, Duration timeout) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw environment(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw OpenFailure.silence(client, timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WharfException(ErrorCode.UNAVAILABLE, "interrupted while waiting for " + client.brokers(), e);
        }
    }

    private WharfException environment(Throwable cause) {
        String what = cause instanceof AuthenticationException
                ? "brokers " + client.brokers() + " refuse the login; check user name, password, sasl.mechanism and"
                        + " security.protocol: "
                : "brokers " + client.brokers() + ": ";
        return new WharfException(codeOf(cause), what + cause.getMessage(), cause);
    }

    /** A name or a number that the brokers refuse was wrong in the command; anything else is up to them. */
    private static ErrorCode codeOf(Throwable cause) {
        boolean wrong = cause instanceof InvalidTopicException
                || cause instanceof InvalidPartitionsException
                || cause instanceof InvalidReplicationFactorException;
        return wrong ? ErrorCode.CONFIGURATION : ErrorCode.ENVIRONMENT;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}

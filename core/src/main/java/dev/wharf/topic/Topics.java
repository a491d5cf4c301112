package dev.wharf.topic;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of one cluster. Opening one connects, so that a broker that is not there, or refuses the password, is
 * known before anything starts. Safe for use by many threads; close it.
 */
public final class Topics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final Duration GONE_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final ClusterAdmin cluster;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private Topics(ClusterAdmin cluster) {
        this.cluster = cluster;
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
        return new Topics(ClusterAdmin.connect(client));
    }

    /** The id that the brokers gave their cluster. */
    public String clusterId() {
        return cluster.await(cluster.admin().describeCluster().clusterId());
    }

    /** The names of all topics that we may see, those of Kafka itself too, in their order. */
    public SortedSet<String> names() {
        ListTopicsOptions all = new ListTopicsOptions().listInternal(true);
        return new TreeSet<>(cluster.await(cluster.admin().listTopics(all).names()));
    }

    /** The topics in a few words each, in the order given; one that does not exist is left out. */
    public List<TopicSummary> summaries(Collection<String> names) {
        return describe(names).stream().map(Topics::summary).toList();
    }

    private static TopicSummary summary(TopicDescription topic) {
        int copies = topic.partitions().isEmpty()
                ? 0
                : topic.partitions().get(0).replicas().size();
        return new TopicSummary(topic.name(), topic.partitions().size(), copies, topic.isInternal());
    }

    /** Everything about the topics, in the order given; one that does not exist is left out. */
    public List<TopicReport> reports(Collection<String> names) {
        TopicReports reports = new TopicReports(cluster);
        return describe(names).stream().map(reports::of).toList();
    }

    private List<TopicDescription> describe(Collection<String> names) {
        Map<String, KafkaFuture<TopicDescription>> described =
                cluster.admin().describeTopics(names).topicNameValues();
        return names.stream()
                .map(described::get)
                .filter(Objects::nonNull)
                .map(this::describe)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the topics are like; one that does not exist is not in the map. */
    public Map<String, TopicFacts> facts(Collection<String> names) {
        return TopicFacts.of(cluster, names);
    }

    /** How many partitions each of the topics has; a topic that does not exist is not in the map. */
    public Map<String, Integer> partitions(Collection<String> names) {
        Map<String, Integer> counts = new HashMap<>();
        describe(names)
                .forEach(topic -> counts.put(topic.name(), topic.partitions().size()));
        return counts;
    }

    private Optional<TopicDescription> describe(KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(cluster.await(future));
        } catch (WharfException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The smallest {@code max.message.bytes} of these topics; empty where we may not know. */
    public OptionalInt maxMessageBytes(Collection<String> names) {
        return names.stream()
                .map(this::maxMessageBytes)
                .flatMapToInt(OptionalInt::stream)
                .min();
    }

    /** {@code max.message.bytes} of the topic; empty where the brokers do not tell. */
    public OptionalInt maxMessageBytes(String name) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            Map<ConfigResource, Config> configs = cluster.await(
                    cluster.admin().describeConfigs(List.of(topic)).all());
            return configs.values().stream()
                    .mapToInt(config -> Integer.parseInt(
                            config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()))
                    .findFirst();
        } catch (WharfException e) {
            // No leave to know, or a broker that has not heard of the topic yet: it is worth no failure.
            LOG.debug("max.message.bytes of {} is not known: {}", name, e.toString());
            return OptionalInt.empty();
        }
    }

    /**
     * Creates a topic.
     *
     * @param replicationFactor copies of each partition, or -1 for the cluster's default
     * @return false if it was there already
     */
    public boolean create(String name, int partitions, int replicationFactor) {
        return create(name, partitions, replicationFactor, Map.of());
    }

    /** The same with settings of its own. */
    public boolean create(String name, int partitions, int replicationFactor, Map<String, String> settings) {
        NewTopic topic =
                new NewTopic(name, Optional.of(partitions), copies(replicationFactor)).configs(Map.copyOf(settings));
        try {
            cluster.await(cluster.admin().createTopics(List.of(topic)).all());
            Leaders.await(cluster, Leaders.of(name, partitions));
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
     * Deletes a topic with all its records, and waits until it is gone.
     *
     * @return false if there is none
     * @throws WharfException when the brokers refuse, or it is still there after half a minute
     */
    public boolean delete(String name) {
        try {
            cluster.await(cluster.admin().deleteTopics(List.of(name)).all());
        } catch (WharfException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
        awaitGone(name);
        return true;
    }

    private void awaitGone(String name) {
        long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
        while (!describe(List.of(name)).isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new WharfException(
                        ErrorCode.UNAVAILABLE,
                        "topic " + name + " is to be deleted, but is still there after " + GONE_WITHIN.toSeconds()
                                + " s; look again later");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}

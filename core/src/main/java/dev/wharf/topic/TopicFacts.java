package dev.wharf.topic;

import dev.wharf.error.WharfException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a topic is like, for those who judge whether a pipeline can use it. Immutable.
 *
 * @param topic as the brokers describe it
 * @param settings that are in force, by their names; empty where we may not see them
 */
public record TopicFacts(TopicDescription topic, Map<String, String> settings) {
    public TopicFacts {
        settings = Map.copyOf(settings);
    }

    /**
     * Asks the brokers; a topic that does not exist is not in the map.
     *
     * @throws WharfException when they do not answer, or refuse to describe a topic
     */
    public static Map<String, TopicFacts> of(ClusterAdmin cluster, Collection<String> names) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        Map<String, KafkaFuture<TopicDescription>> described =
                cluster.admin().describeTopics(names, options).topicNameValues();
        Map<String, TopicFacts> facts = new HashMap<>();
        described.forEach((name, future) -> describe(cluster, future)
                .ifPresent(topic -> facts.put(name, new TopicFacts(topic, settings(cluster, name)))));
        return facts;
    }

    private static Optional<TopicDescription> describe(ClusterAdmin cluster, KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(cluster.await(future));
        } catch (WharfException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Map<String, String> settings(ClusterAdmin cluster, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> settings = new HashMap<>();
        try {
            for (Config config : cluster.await(
                            cluster.admin().describeConfigs(List.of(resource)).all())
                    .values()) {
                for (ConfigEntry entry : config.entries()) {
                    if (entry.value() != null) {
                        settings.put(entry.name(), entry.value());
                    }
                }
            }
        } catch (WharfException e) {
            return Map.of(); // nothing rests on them: what is not known is not judged
        }
        return settings;
    }

    public String name() {
        return topic.name();
    }

    public int partitions() {
        return topic.partitions().size();
    }

    /** Copies of each partition; of the one that has the fewest. */
    public int copies() {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    /** Partitions that no broker serves. */
    public long leaderless() {
        return count(
                partition -> partition.leader() == null || partition.leader().isEmpty());
    }

    /** Partitions of which a copy is missing or behind. */
    public long underReplicated() {
        return count(partition -> partition.isr().size() < partition.replicas().size());
    }

    /** Partitions whose writers are refused, because too few copies are in sync. */
    public long belowMinimum() {
        return count(partition -> partition.isr().size() < minInSync().orElse(0));
    }

    private long count(Predicate<TopicPartitionInfo> wanted) {
        return topic.partitions().stream().filter(wanted).count();
    }

    /** {@code min.insync.replicas}. */
    public OptionalLong minInSync() {
        return number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    }

    /** {@code max.message.bytes}: the largest batch that it takes. */
    public OptionalLong maxBytes() {
        return number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    }

    /** How long records are kept; -1 for ever. Empty where they are not deleted by age. */
    public OptionalLong retentionMs() {
        boolean deletes =
                settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "").contains("delete");
        return deletes ? number(TopicConfig.RETENTION_MS_CONFIG) : OptionalLong.empty();
    }

    private OptionalLong number(String setting) {
        String value = settings.get(setting);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    /** What we may do with it; empty where the brokers do not say. */
    public Set<AclOperation> operations() {
        Set<AclOperation> operations = topic.authorizedOperations();
        return operations == null ? Set.of() : operations;
    }
}

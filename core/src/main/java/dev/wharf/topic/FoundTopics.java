package dev.wharf.topic;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a cluster has of the topics that somebody plans. Immutable.
 *
 * @param brokers how many are up
 * @param topics by their names; those that do not exist are missing
 */
record FoundTopics(int brokers, Map<String, FoundTopic> topics) {
    FoundTopics {
        topics = Map.copyOf(topics);
    }

    /**
     * Asks the brokers.
     *
     * @throws WharfException when they do not answer, or we may not even know whether a topic exists
     */
    static FoundTopics look(ClusterAdmin cluster, Collection<String> names) {
        int brokers = cluster.await(cluster.admin().describeCluster().nodes()).size();
        return new FoundTopics(brokers, Patience.retried(() -> topics(cluster, names)));
    }

    private static Map<String, FoundTopic> topics(ClusterAdmin cluster, Collection<String> names) {
        Map<String, TopicDescription> there = descriptions(cluster, names);
        Map<String, KafkaFuture<Config>> asked = configs(cluster, there.keySet());
        Map<String, FoundTopic> topics = new HashMap<>();
        there.forEach((name, topic) -> topics.put(
                name,
                new FoundTopic(
                        topic.partitions().size(),
                        fewest(topic, info -> info.replicas().size()),
                        fewest(topic, info -> info.isr().size()),
                        led(topic),
                        Optional.ofNullable(asked.get(name)).flatMap(future -> settings(cluster, future)))));
        return topics;
    }

    private static Map<String, TopicDescription> descriptions(ClusterAdmin cluster, Collection<String> names) {
        Map<String, TopicDescription> there = new HashMap<>();
        SortedMap<String, WharfException> hidden = new TreeMap<>();
        cluster.admin().describeTopics(names).topicNameValues().forEach((name, future) -> {
            try {
                there.put(name, cluster.await(future));
            } catch (WharfException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    hidden.put(name, e);
                } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        });
        if (!hidden.isEmpty()) {
            WharfException first = hidden.values().iterator().next();
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    first.getMessage() + " Allow DESCRIBE on topic " + String.join(", ", hidden.keySet()),
                    first.getCause());
        }
        return there;
    }

    private static int fewest(TopicDescription topic, ToIntFunction<TopicPartitionInfo> count) {
        return topic.partitions().stream().mapToInt(count).min().orElse(0);
    }

    private static List<TopicPartition> led(TopicDescription topic) {
        return topic.partitions().stream()
                .filter(info -> info.leader() != null && !info.leader().isEmpty())
                .map(info -> new TopicPartition(topic.name(), info.partition()))
                .toList();
    }

    private static Map<String, KafkaFuture<Config>> configs(ClusterAdmin cluster, Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return cluster.admin().describeConfigs(resources).values().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    /** Only that we may not see them is no failure. */
    private static Optional<Map<String, String>> settings(ClusterAdmin cluster, KafkaFuture<Config> future) {
        try {
            Map<String, String> settings = new HashMap<>();
            for (ConfigEntry entry : cluster.await(future).entries()) {
                if (entry.value() != null) {
                    settings.put(entry.name(), entry.value());
                }
            }
            return Optional.of(settings);
        } catch (WharfException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}

package dev.wharf.topic;

import dev.wharf.error.WharfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * Gathers reports of topics. What the brokers do not tell us, for want of a permission say, is left out and named in
 * the report. For one thread.
 */
final class TopicReports {
    /** Asking for the offsets of so many groups is enough. */
    private static final int MAX_GROUPS = 1_000;

    private final ClusterAdmin cluster;
    private final List<String> untoldOfAll = new ArrayList<>();
    private @Nullable Map<GroupListing, Map<TopicPartition, OffsetAndMetadata>> committed;

    TopicReports(ClusterAdmin cluster) {
        this.cluster = cluster;
    }

    TopicReport of(TopicDescription topic) {
        List<String> untold = new ArrayList<>();
        List<TopicReport.Partition> partitions = partitions(topic, untold);
        List<TopicReport.Setting> settings = told("configuration", untold, () -> settings(topic.name()), List.of());
        List<TopicReport.Group> groups = groups(topic.name(), partitions);
        untold.addAll(untoldOfAll);
        return new TopicReport(topic.name(), topic.isInternal(), partitions, settings, groups, untold);
    }

    private static <T> T told(String what, List<String> untold, Supplier<T> ask, T otherwise) {
        try {
            return ask.get();
        } catch (WharfException e) {
            untold.add(what + ": " + e.getMessage());
            return otherwise;
        }
    }

    private List<TopicReport.Partition> partitions(TopicDescription topic, List<String> untold) {
        Map<TopicPartition, Long> begins =
                told("first offsets", untold, () -> offsets(topic, OffsetSpec.earliest()), Map.of());
        Map<TopicPartition, Long> ends =
                told("end offsets", untold, () -> offsets(topic, OffsetSpec.latest()), Map.of());
        return topic.partitions().stream()
                .map(info -> {
                    TopicPartition partition = new TopicPartition(topic.name(), info.partition());
                    return new TopicReport.Partition(
                            info.partition(),
                            isServed(info) ? info.leader().id() : TopicReport.UNKNOWN,
                            info.replicas().stream().map(Node::id).toList(),
                            info.isr().stream().map(Node::id).toList(),
                            begins.getOrDefault(partition, TopicReport.UNKNOWN),
                            ends.getOrDefault(partition, TopicReport.UNKNOWN));
                })
                .sorted(Comparator.comparingInt(TopicReport.Partition::number))
                .toList();
    }

    private static boolean isServed(TopicPartitionInfo info) {
        return info.leader() != null && !info.leader().isEmpty();
    }

    /** A partition that nobody serves is left out: its offsets would be waited for in vain. */
    private Map<TopicPartition, Long> offsets(TopicDescription topic, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topic.partitions().stream()
                .filter(TopicReports::isServed)
                .forEach(info -> wanted.put(new TopicPartition(topic.name(), info.partition()), which));
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found =
                cluster.await(cluster.admin().listOffsets(wanted).all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private List<TopicReport.Setting> settings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var described =
                cluster.await(cluster.admin().describeConfigs(List.of(resource)).all());
        return described.values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.source() != ConfigEntry.ConfigSource.DEFAULT_CONFIG)
                .sorted(Comparator.comparing(ConfigEntry::name))
                .map(TopicReports::setting)
                .toList();
    }

    private static TopicReport.Setting setting(ConfigEntry entry) {
        boolean ofTopic = entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
        boolean secret = entry.isSensitive();
        String value = secret || entry.value() == null ? "" : entry.value();
        return new TopicReport.Setting(entry.name(), value, secret, ofTopic ? "topic" : "brokers");
    }

    private List<TopicReport.Group> groups(String topic, List<TopicReport.Partition> partitions) {
        Map<Integer, Long> ends = new HashMap<>();
        partitions.forEach(partition -> ends.put(partition.number(), partition.end()));
        List<TopicReport.Group> groups = new ArrayList<>();
        committed().forEach((group, offsets) -> {
            Map<Integer, Long> here = new TreeMap<>();
            offsets.forEach((partition, offset) -> {
                if (partition.topic().equals(topic) && offset != null) {
                    here.put(partition.partition(), offset.offset());
                }
            });
            if (!here.isEmpty()) {
                String state = group.groupState().map(Enum::name).orElse("UNKNOWN");
                groups.add(new TopicReport.Group(group.groupId(), state, lag(here, ends), here.size()));
            }
        });
        groups.sort(Comparator.comparing(TopicReport.Group::name));
        return groups;
    }

    private static long lag(Map<Integer, Long> committed, Map<Integer, Long> ends) {
        long lag = 0;
        for (Map.Entry<Integer, Long> offset : committed.entrySet()) {
            long end = ends.getOrDefault(offset.getKey(), TopicReport.UNKNOWN);
            if (end < 0) {
                return TopicReport.UNKNOWN;
            }
            lag += Math.max(0, end - offset.getValue());
        }
        return lag;
    }

    /** Of all groups, asked for once. */
    private Map<GroupListing, Map<TopicPartition, OffsetAndMetadata>> committed() {
        Map<GroupListing, Map<TopicPartition, OffsetAndMetadata>> known = committed;
        if (known == null) {
            known = told("groups", untoldOfAll, this::askForCommitted, Map.of());
            committed = known;
        }
        return known;
    }

    private Map<GroupListing, Map<TopicPartition, OffsetAndMetadata>> askForCommitted() {
        List<GroupListing> groups = new ArrayList<>(cluster.await(cluster.admin()
                .listGroups(ListGroupsOptions.forConsumerGroups())
                .valid()));
        groups.sort(Comparator.comparing(GroupListing::groupId));
        if (groups.size() > MAX_GROUPS) {
            untoldOfAll.add("groups: there are " + groups.size() + ", and only the first " + MAX_GROUPS
                    + " by their names were looked at");
            groups = groups.subList(0, MAX_GROUPS);
        }
        Map<GroupListing, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();
        for (GroupListing group : groups) {
            offsetsOf(group).ifPresent(found -> offsets.put(group, found));
        }
        return offsets;
    }

    private Optional<Map<TopicPartition, OffsetAndMetadata>> offsetsOf(GroupListing group) {
        return told(
                "group " + group.groupId(),
                untoldOfAll,
                () -> Optional.of(cluster.await(cluster.admin()
                        .listConsumerGroupOffsets(Map.of(group.groupId(), new ListConsumerGroupOffsetsSpec()))
                        .partitionsToOffsetAndMetadata(group.groupId()))),
                Optional.empty());
    }
}

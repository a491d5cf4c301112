package dev.wharf.topic;

import dev.wharf.error.WharfException;
import dev.wharf.topic.TopicDifference.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes a cluster as planned, as far as that is done. Others may do the same at the same time, so nothing rests on what
 * was seen before: after each step the cluster is looked at again. For one thread, and one time.
 */
final class TopicApply {
    private final TopicPlan plan;
    private final ClusterAdmin cluster;
    private final List<TopicDifference> done = new ArrayList<>();
    private final Map<String, WharfException> refused = new LinkedHashMap<>();

    TopicApply(TopicPlan plan, ClusterAdmin cluster) {
        this.plan = plan;
        this.cluster = cluster;
    }

    TopicApplied run() {
        FoundTopics first = look();
        TopicComparison before = TopicCompare.of(plan, first);
        before.requireBrokers();
        Set<String> created = create(before);
        FoundTopics found = created.isEmpty()
                ? first
                : Patience.until(this::look, now -> now.topics().keySet().containsAll(created));
        awaitLeaders(found);
        change(TopicCompare.of(plan, found).toApply());
        TopicComparison after = Patience.until(() -> plan.compare(cluster), this::isSettled);
        return new TopicApplied(done, after, refused);
    }

    private FoundTopics look() {
        return FoundTopics.look(cluster, plan.names());
    }

    private boolean isSettled(TopicComparison now) {
        return now.toApply().stream().allMatch(each -> refused.containsKey(each.topic()));
    }

    /**
     * Of those that were there already, too: somebody else may have created them a moment ago. A partition that has
     * lost its leader is not waited for.
     */
    private void awaitLeaders(FoundTopics found) {
        Leaders.await(
                cluster,
                found.topics().values().stream()
                        .flatMap(topic -> topic.led().stream())
                        .toList());
    }

    /** Gives the topics that are there now, some of them perhaps otherwise than planned. */
    private Set<String> create(TopicComparison before) {
        Set<String> there = new LinkedHashSet<>();
        for (TopicDifference each : before.toApply()) {
            if (each.remedy() instanceof Remedy.Create create && create(each, create.tier())) {
                there.add(each.topic());
            }
        }
        return there;
    }

    /** Gives whether the topic is there now, by whoever's doing. */
    private boolean create(TopicDifference missing, TopicTier tier) {
        NewTopic topic =
                new NewTopic(missing.topic(), Optional.of(tier.partitions()), Topics.copies(tier.replicationFactor()));
        try {
            cluster.await(cluster.admin()
                    .createTopics(List.of(topic.configs(tier.configs())))
                    .all());
            done.add(missing);
            return true;
        } catch (WharfException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return true;
            }
            refuse(missing.topic(), e);
            return false;
        }
    }

    /** What the brokers have against one topic is its own problem; anything else would meet the next one, too. */
    private void refuse(String topic, WharfException reason) {
        boolean itsOwn =
                reason.getCause() instanceof ApiException && !(reason.getCause() instanceof RetriableException);
        if (!itsOwn) {
            throw reason;
        }
        refused.putIfAbsent(topic, reason);
    }

    private void change(List<TopicDifference> differences) {
        Map<String, List<TopicDifference>> configs = differences.stream()
                .filter(TopicDifference::isConfig)
                .collect(Collectors.groupingBy(TopicDifference::topic, LinkedHashMap::new, Collectors.toList()));
        configs.forEach((topic, changes) -> attempt(topic, changes, () -> set(topic, changes)));
        differences.stream()
                .filter(each -> each.what().equals(TopicDifference.PARTITIONS))
                .forEach(each -> attempt(each.topic(), List.of(each), () -> addPartitions(each)));
    }

    private void attempt(String topic, List<TopicDifference> changes, Runnable work) {
        try {
            work.run();
            done.addAll(changes);
        } catch (WharfException e) {
            refuse(topic, e);
        }
    }

    private void set(String topic, List<TopicDifference> changes) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        List<AlterConfigOp> operations = changes.stream()
                .map(each -> new AlterConfigOp(new ConfigEntry(each.what(), each.wanted()), AlterConfigOp.OpType.SET))
                .toList();
        cluster.await(cluster.admin()
                .incrementalAlterConfigs(Map.of(resource, operations))
                .all());
    }

    private void addPartitions(TopicDifference more) {
        int count = Integer.parseInt(more.wanted());
        try {
            cluster.await(cluster.admin()
                    .createPartitions(Map.of(more.topic(), NewPartitions.increaseTo(count)))
                    .all());
        } catch (WharfException e) {
            if (!(e.getCause() instanceof InvalidPartitionsException) || partitions(more.topic()) < count) {
                throw e;
            }
        }
        Leaders.await(cluster, Leaders.of(more.topic(), count));
    }

    /** Somebody else may have been quicker. */
    private int partitions(String topic) {
        FoundTopic found = FoundTopics.look(cluster, List.of(topic)).topics().get(topic);
        return found == null ? 0 : found.partitions();
    }
}

package dev.wharf.topic;

import dev.wharf.error.WharfException;
import dev.wharf.topic.TopicDifference.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final TopicCalls calls;
    private final List<TopicDifference> done = new ArrayList<>();
    private final Map<String, WharfException> refused = new LinkedHashMap<>();

    TopicApply(TopicPlan plan, ClusterAdmin cluster) {
        this.plan = plan;
        this.cluster = cluster;
        this.calls = new TopicCalls(cluster, false);
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
        change(TopicCompare.of(plan, found));
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

    /** Gives the topics that are there now, some of them perhaps otherwise than planned, by whoever's doing. */
    private Set<String> create(TopicComparison before) {
        Set<String> there = new LinkedHashSet<>();
        for (TopicDifference each : before.toApply()) {
            if (each.remedy() instanceof Remedy.Create create && create(each, create.tier())) {
                there.add(each.topic());
            }
        }
        return there;
    }

    private boolean create(TopicDifference missing, TopicTier tier) {
        try {
            calls.create(missing.topic(), tier);
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

    private void refuse(String topic, WharfException reason) {
        if (!isOfOneTopic(reason)) {
            throw reason;
        }
        refused.putIfAbsent(topic, reason);
    }

    /** What the brokers have against one topic is its own problem; anything else would meet the next one, too. */
    static boolean isOfOneTopic(WharfException reason) {
        return reason.getCause() instanceof ApiException && !(reason.getCause() instanceof RetriableException);
    }

    private void change(TopicComparison found) {
        found.configChanges().forEach((topic, changes) -> attempt(topic, changes, () -> calls.set(topic, changes)));
        found.toApply().stream()
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

    private void addPartitions(TopicDifference more) {
        int count = Integer.parseInt(more.wanted());
        try {
            calls.addPartitions(more.topic(), count);
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

package dev.wharf.topic;

import dev.wharf.topic.TopicDifference.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what a cluster has against a plan. For one thread, and one comparison. */
final class TopicCompare {
    private final TopicPlan plan;
    private final FoundTopics found;
    private final List<TopicDifference> differences = new ArrayList<>();
    private final List<String> untold = new ArrayList<>();
    /** What topics do without, in words, and which topics do. */
    private final Map<String, List<String>> without = new LinkedHashMap<>();

    private TopicCompare(TopicPlan plan, FoundTopics found) {
        this.plan = plan;
        this.found = found;
    }

    static TopicComparison of(TopicPlan plan, FoundTopics found) {
        TopicCompare compare = new TopicCompare(plan, found);
        plan.topics().forEach(compare::compare);
        return new TopicComparison(compare.differences, compare.untold, compare.warnings());
    }

    private void compare(PlannedTopic planned) {
        FoundTopic topic = found.topics().get(planned.name());
        TopicTier tier = possible(planned, topic);
        if (topic == null) {
            differences.add(missing(planned.name(), tier));
            return;
        }
        differences.addAll(new TopicDrift(planned.name(), tier, topic).differences(plan.addsPartitions()));
        if (topic.configs().isEmpty() && !tier.configs().isEmpty()) {
            untold.add("topic " + planned.name() + ": its settings are not shown to us, and were not compared; allow"
                    + " DESCRIBE_CONFIGS on it");
        }
    }

    /**
     * What the topic can be on so many brokers. One that was made when there were more, or before one of them went
     * away, may keep the copies that it has.
     */
    private TopicTier possible(PlannedTopic planned, @Nullable FoundTopic topic) {
        TopicTier tier = planned.tier();
        int wanted = tier.replicationFactor();
        if (plan.profile() == TopicProfile.PROD || found.brokers() >= wanted) {
            return tier;
        }
        int copies = topic == null ? found.brokers() : Math.max(found.brokers(), Math.min(topic.copies(), wanted));
        TopicTier fewer = tier.withCopiesUpTo(copies);
        if (copies < wanted) {
            without.computeIfAbsent(difference(tier, fewer), words -> new ArrayList<>())
                    .add(planned.name());
        }
        return fewer;
    }

    private static String difference(TopicTier tier, TopicTier fewer) {
        String copies = copies(fewer.replicationFactor()) + " instead of " + tier.replicationFactor();
        return tier.minInSync().equals(fewer.minInSync())
                ? copies
                : copies + ", and min.insync.replicas " + fewer.minInSync().orElse(0) + " instead of "
                        + tier.minInSync().orElse(0);
    }

    private List<String> warnings() {
        return without.entrySet().stream()
                .map(each -> "profile dev: on " + counted(found.brokers(), "broker", "brokers") + " there can be "
                        + each.getKey() + ": " + String.join(", ", each.getValue()))
                .toList();
    }

    private TopicDifference missing(String topic, TopicTier tier) {
        int copies = tier.replicationFactor();
        Remedy remedy = copies <= found.brokers()
                ? new Remedy.Create(tier)
                : new Remedy.Leave(
                        copies(copies) + " need " + copies + " brokers, and the cluster has " + found.brokers(),
                        "start more brokers, lower replication_factor, or use profile dev");
        String wanted = counted(tier.partitions(), "partition", "partitions") + ", " + copies(copies);
        return new TopicDifference(topic, TopicDifference.TOPIC, wanted, "", remedy);
    }

    static String copies(int count) {
        return counted(count, "copy", "copies");
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}

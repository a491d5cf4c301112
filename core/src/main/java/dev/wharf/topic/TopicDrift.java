package dev.wharf.topic;

import dev.wharf.topic.TopicDifference.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/** Holds one topic that exists against what it should be like. Immutable. */
final class TopicDrift {
    private static final String MIN_IN_SYNC = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;

    private final String name;
    private final TopicTier tier;
    private final FoundTopic found;

    TopicDrift(String name, TopicTier tier, FoundTopic found) {
        this.name = name;
        this.tier = tier;
        this.found = found;
    }

    List<TopicDifference> differences(boolean addsPartitions) {
        List<TopicDifference> all = new ArrayList<>();
        if (found.partitions() != tier.partitions()) {
            all.add(difference(
                    TopicDifference.PARTITIONS, tier.partitions(), found.partitions(), partitions(addsPartitions)));
        }
        if (found.copies() != tier.replicationFactor()) {
            all.add(difference(
                    TopicDifference.REPLICATION_FACTOR, tier.replicationFactor(), found.copies(), replicationFactor()));
        }
        found.configs()
                .ifPresent(configs -> tier.configs()
                        .forEach((key, wanted) -> config(key, wanted, configs).ifPresent(all::add)));
        return all;
    }

    private TopicDifference difference(String what, int wanted, int there, Remedy remedy) {
        return new TopicDifference(name, what, String.valueOf(wanted), String.valueOf(there), remedy);
    }

    private Remedy partitions(boolean addsPartitions) {
        if (found.partitions() > tier.partitions()) {
            return new Remedy.Leave(
                    "never fewer: Kafka cannot take partitions away",
                    "plan " + found.partitions() + ", or copy the records to a new topic");
        }
        return addsPartitions
                ? new Remedy.Change()
                : new Remedy.Leave(
                        "more only on demand: keys would move to other partitions, out of their order",
                        "apply with --add-partitions (in Java addPartitions()), or plan " + found.partitions());
    }

    private Remedy replicationFactor() {
        return new Remedy.Leave(
                "never changed: it moves whole partitions from broker to broker",
                "move them with kafka-reassign-partitions.sh, or plan " + found.copies());
    }

    private Optional<TopicDifference> config(String key, String wanted, Map<String, String> configs) {
        String value = configs.get(key);
        if (value == null) {
            Remedy unknown =
                    new Remedy.Leave("these brokers do not know it", "upgrade them, or take it out of the plan");
            return Optional.of(new TopicDifference(name, key, wanted, "unknown", unknown));
        }
        return TopicConfigs.isSame(wanted, value)
                ? Optional.empty()
                : Optional.of(new TopicDifference(name, key, wanted, value, remedy(key, wanted, value)));
    }

    private Remedy remedy(String key, String wanted, String value) {
        Optional<String> cost = TopicConfigs.cost(key, wanted, value);
        if (cost.isPresent()) {
            return new Remedy.Leave(cost.get(), "plan " + value + ", or, if it is meant: " + byHand(key, wanted));
        }
        return key.equals(MIN_IN_SYNC) ? moreInSync(value) : new Remedy.Change();
    }

    private String byHand(String key, String wanted) {
        String value = wanted.contains(",") ? "[" + wanted + "]" : wanted;
        return "kafka-configs.sh --alter --topic " + name + " --add-config " + key + "=" + value;
    }

    /** Whoever writes with {@code acks=all} would be refused at once if so many copies are not there. */
    private Remedy moreInSync(String value) {
        int wanted = tier.minInSync().orElse(0);
        if (wanted > found.copies()) {
            return new Remedy.Leave(
                    "not raised: there " + (found.copies() == 1 ? "is" : "are") + " only "
                            + TopicCompare.copies(found.copies()) + ", and no record would be acknowledged",
                    "give the topic more copies first, or plan " + value);
        }
        if (wanted > found.inSync()) {
            return new Remedy.Leave(
                    "not raised now: of a partition only " + TopicCompare.copies(found.inSync())
                            + (found.inSync() == 1 ? " is" : " are") + " in sync, and no record would be acknowledged",
                    "apply again when all copies are in sync");
        }
        return new Remedy.Change();
    }
}

package dev.wharf.registry;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.ClusterAdmin;
import dev.wharf.topic.TopicApplied;
import dev.wharf.topic.TopicDifference;
import dev.wharf.topic.TopicPlan;
import dev.wharf.topic.TopicProfile;
import dev.wharf.topic.TopicTier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/** The topic that keeps schemas: one partition, of which Kafka keeps the last record of each key. */
final class RegistryTopic {
    /** A schema is as long as the body of a request may be; what is written besides is short. */
    static final int MAX_RECORD_BYTES = 4 << 20;

    /** Without these, records would get lost, or be read in another order than they were written in. */
    private static final Set<String> NEEDED =
            Set.of(TopicDifference.TOPIC, TopicDifference.PARTITIONS, TopicConfig.CLEANUP_POLICY_CONFIG);

    private RegistryTopic() {}

    /**
     * Creates the topic unless it is there.
     *
     * @throws WharfException with {@code ENVIRONMENT} if the brokers refuse, or it is there and of another kind
     */
    static void ensure(ClusterAdmin cluster, String topic) {
        TopicTier tier = new TopicTier("schemas", 1, 3, Map.of())
                .withConfig(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                .withConfig(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MAX_RECORD_BYTES);
        TopicPlan plan =
                TopicPlan.builder().topic(topic, tier).profile(TopicProfile.DEV).build();
        TopicApplied applied = plan.apply(cluster);
        WharfException refused = applied.refused().get(topic);
        if (refused != null) {
            throw refused;
        }
        List<TopicDifference> left = applied.after().differences();
        Optional<TopicDifference> wrong =
                left.stream().filter(each -> NEEDED.contains(each.what())).findFirst();
        if (wrong.isPresent()) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    wrong.get().stated() + "; schemas cannot be kept there: choose another topic for them");
        }
    }
}

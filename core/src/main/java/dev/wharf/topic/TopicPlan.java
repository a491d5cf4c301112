package dev.wharf.topic;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics that there should be, and what they should be like. It can be held against a cluster, and applied to it:
 * topics that are missing are created, and settings are changed, but nothing is ever shrunk, and no record is lost by
 * it. What is left is told, with the reason. Immutable, and safe for use by many threads.
 *
 * <pre>{@code
 * TopicPlan plan = TopicPlan.builder()
 *         .topic("order-placed", TopicTier.STANDARD)
 *         .topic("order-clicks", TopicTier.STANDARD.withPartitions(12))
 *         .topic("order-errors", TopicTier.ERROR)
 *         .build();
 * plan.ensure(ClientSettings.of("localhost:9092"), TopicMode.APPLY);
 * }</pre>
 */
public final class TopicPlan {
    private static final Logger LOG = LoggerFactory.getLogger(TopicPlan.class);

    private final List<PlannedTopic> topics;
    private final TopicProfile profile;
    private final boolean addsPartitions;

    TopicPlan(List<PlannedTopic> topics, TopicProfile profile, boolean addsPartitions) {
        this.topics = topics;
        this.profile = profile;
        this.addsPartitions = addsPartitions;
    }

    public static TopicPlanBuilder builder() {
        return new TopicPlanBuilder();
    }

    /**
     * The topics that variables {@code KAFKA_TOPIC_NAME=topic} name, and nothing else; see
     * {@link TopicPlanBuilder#environment}.
     *
     * @throws WharfException with {@code CONFIGURATION} if there are none, or one of them names no topic
     */
    public static TopicPlan ofEnvironment(Map<String, String> variables) {
        return builder().environment(variables).build();
    }

    public List<PlannedTopic> topics() {
        return topics;
    }

    public TopicProfile profile() {
        return profile;
    }

    /** Whether topics with too few partitions get more. */
    public boolean addsPartitions() {
        return addsPartitions;
    }

    List<String> names() {
        return topics.stream().map(PlannedTopic::name).toList();
    }

    /**
     * How the cluster differs. Changes nothing.
     *
     * @throws WharfException when the brokers do not answer, or we may not even know whether a topic exists
     */
    public TopicComparison compare(ClusterAdmin cluster) {
        return TopicCompare.of(this, FoundTopics.look(cluster, names()));
    }

    /**
     * The same, and what the brokers would refuse of what {@link #apply} would do. Changes nothing.
     *
     * @throws WharfException as {@link #compare} does
     */
    public TopicPreview preview(ClusterAdmin cluster) {
        return TopicTrial.of(cluster, compare(cluster));
    }

    /**
     * Creates what is missing, waits until it is served, and changes what may be changed. Several processes may do so
     * at once; a topic that another one was quicker to create is compared like any other. What the brokers refuse for
     * one topic does not keep the others from being done.
     *
     * @throws WharfException when the brokers do not answer, or are fewer than the copies of a missing topic, in which
     *     case nothing was done
     */
    public TopicApplied apply(ClusterAdmin cluster) {
        return new TopicApply(this, cluster).run();
    }

    /**
     * Makes sure of the topics when a service starts.
     *
     * @return what is not as planned all the same: nothing with {@link TopicMode#VERIFY}
     * @throws WharfException with {@code ENVIRONMENT}, which lists what differs with {@link TopicMode#VERIFY}, and what
     *     the brokers refused with {@link TopicMode#APPLY}; or when they do not answer
     */
    public TopicComparison ensure(ClientSettings client, TopicMode mode) {
        if (mode == TopicMode.NONE) {
            return TopicComparison.NONE;
        }
        try (ClusterAdmin cluster = ClusterAdmin.connect(client)) {
            TopicComparison now =
                    mode == TopicMode.APPLY ? accepted(apply(cluster), client) : verified(compare(cluster), client);
            now.untold().forEach(text -> LOG.info("not told: {}", text));
            now.warnings().forEach(text -> LOG.warn("{}", text));
            return now;
        }
    }

    private static TopicComparison verified(TopicComparison found, ClientSettings client) {
        if (!found.isAsPlanned()) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    "topics at " + client.brokers() + " are not as planned:" + System.lineSeparator()
                            + TopicComparison.listed(found.differences()));
        }
        return found;
    }

    private static TopicComparison accepted(TopicApplied applied, ClientSettings client) {
        applied.done().forEach(each -> LOG.info("{}", each));
        if (!applied.refused().isEmpty()) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    "topics at " + client.brokers() + " could not be made as planned:" + System.lineSeparator()
                            + applied.refused().entrySet().stream()
                                    .map(each -> "topic " + each.getKey() + ": "
                                            + each.getValue().getMessage())
                                    .collect(Collectors.joining(System.lineSeparator())),
                    applied.refused().values().iterator().next());
        }
        applied.after().differences().forEach(each -> LOG.warn("not as planned: {}", each.advised()));
        return applied.after();
    }
}

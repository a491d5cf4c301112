package dev.wharf.event;

import dev.wharf.client.ClientSettings;
import dev.wharf.topic.TopicMode;
import dev.wharf.topic.TopicPlan;
import dev.wharf.topic.TopicPlanBuilder;
import dev.wharf.topic.TopicProfile;
import dev.wharf.topic.TopicTier;
import dev.wharf.trace.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an event service is told: brokers, its name, its topics, and how to log in. Immutable; two that were told the
 * same are equal. Its text form shows no setting's value.
 *
 * @param service name of the service: the header {@code source} of what it publishes
 * @param client brokers and settings of Kafka's clients; TLS unless they say otherwise, or all brokers are on this
 *     machine
 * @param topics names of topics at the brokers, by the logical names that the program uses
 * @param groupId of consumers
 * @param start what is done about the topics when a producer or a consumer begins
 * @param errors what becomes of events that fail
 * @param cloudEvents whether what is published has the headers of CloudEvents 1.0, too
 * @param tracing who is told of each event
 */
public record EventSettings(
        String service,
        ClientSettings client,
        Map<String, String> topics,
        String groupId,
        Start start,
        Errors errors,
        boolean cloudEvents,
        Tracing tracing) {
    /** Logical name of the topic that hears of each dead letter, {@code KAFKA_TOPIC_ERRORS} of the environment. */
    public static final String ERRORS = "errors";
    /** Logical name of the topic of dead letters, {@code KAFKA_TOPIC_DLQ} of the environment. */
    public static final String DLQ = "dlq";

    public EventSettings {
        topics = Map.copyOf(topics);
    }

    /**
     * What is done about the topics when a producer or a consumer begins. That they are there is seen to in any case.
     *
     * @param profile what kind of cluster they are on
     */
    public record Start(TopicMode topics, TopicProfile profile) {}

    /**
     * What becomes of events that fail.
     *
     * @param maxRetries attempts after the first, for failures that may pass
     * @param retryDelay before the second attempt; later ones wait longer, up to ten times as long
     */
    public record Errors(int maxRetries, Duration retryDelay) {}

    /** Settings to be put together. */
    public static EventSettingsBuilder builder() {
        return new EventSettingsBuilder();
    }

    /**
     * From a map with the keys of the reference page, such as {@code bootstrap.servers}, {@code service.name} and
     * {@code topic.NAME}; all other keys are settings of Kafka's clients.
     *
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    public static EventSettings of(Map<String, String> settings) {
        return new EventSettingsReader(EventSettingsReader.Names.KEYS, settings).read(List.of());
    }

    /**
     * From the environment of the process: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code SERVICE_NAME}, {@code
     * KAFKA_TOPIC_NAME} and others.
     *
     * @param topics logical names that the program uses, {@code order_placed} for {@code KAFKA_TOPIC_ORDER_PLACED}
     * @throws dev.wharf.error.WharfException with {@code CONFIGURATION}, which names everything that is missing or
     *     wrong
     */
    public static EventSettings fromEnvironment(String... topics) {
        return fromEnvironment(System.getenv(), topics);
    }

    /** The same from a file of variables, over which those of the process's environment take precedence. */
    public static EventSettings fromEnvironment(Path dotEnv, String... topics) {
        return fromEnvironment(DotEnv.over(dotEnv, System.getenv()), topics);
    }

    /** The same from these variables. */
    public static EventSettings fromEnvironment(Map<String, String> variables, String... topics) {
        Map<String, String> keys = EventVariables.keysOf(variables);
        return new EventSettingsReader(EventSettingsReader.Names.VARIABLES, keys).read(List.of(topics));
    }

    /** The same, telling somebody of each event. */
    public EventSettings withTracing(Tracing told) {
        return new EventSettings(service, client, topics, groupId, start, errors, cloudEvents, told);
    }

    /** The topic of dead letters: that of {@link #DLQ}, or else {@code SERVICE-dlq}. */
    public String deadLetterTopic() {
        return topics.getOrDefault(DLQ, service + "-dlq");
    }

    /**
     * The topics as they should be: that of errors and that of dead letters of their tiers, all others of the tier
     * {@code standard}.
     */
    public TopicPlan topicPlan() {
        Map<String, TopicTier> tiers = new TreeMap<>();
        topics.values().forEach(topic -> tiers.put(topic, TopicTier.STANDARD));
        errorTopic().ifPresent(topic -> tiers.put(topic, TopicTier.ERROR));
        tiers.put(deadLetterTopic(), TopicTier.DLQ);
        TopicPlanBuilder plan = TopicPlan.builder().profile(start.profile());
        tiers.forEach(plan::topic);
        return plan.build();
    }

    /** The topic that hears of each dead letter, if there is one. */
    public Optional<String> errorTopic() {
        return Optional.ofNullable(topics.get(ERRORS));
    }
}

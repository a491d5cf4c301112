package dev.wharf.topic;

import dev.wharf.client.ClientSettings;
import java.util.Map;

/** What the page about plans of topics shows; that it is the same, {@link TopicsExampleTest} checks. */
final class TopicsExample {
    private TopicsExample() {}

    // shown from here
    static final TopicTier WIDE =
            TopicTier.STANDARD.named("wide").withPartitions(12).withConfig("retention.ms", 86_400_000);

    static TopicPlan topics(Map<String, String> environment) {
        return TopicPlan.builder()
                .topic("order-placed", WIDE)
                .topic("order-shipped", TopicTier.STANDARD)
                .topic("order-errors", TopicTier.ERROR)
                .environment(environment) // KAFKA_TOPIC_NAME=topic
                .build();
    }

    static void start(TopicPlan topics, String brokers) {
        topics.ensure(ClientSettings.of(brokers), TopicMode.APPLY);
    }
    // shown to here
}

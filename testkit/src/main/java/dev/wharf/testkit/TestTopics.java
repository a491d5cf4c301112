package dev.wharf.testkit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Creates topics for tests, with as many replicas as the brokers choose. */
public final class TestTopics {
    private TestTopics() {}

    /** Creates topics, and waits until every partition of them is served: that is later than Kafka's answer. */
    public static void create(String brokers, int partitions, String... names) {
        create(brokers, partitions, Map.of(), names);
    }

    /**
     * The same with settings.
     *
     * @param settings of each topic, such as {@code max.message.bytes}
     */
    public static void create(String brokers, int partitions, Map<String, String> settings, String... names) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            List<NewTopic> topics = Arrays.stream(names)
                    .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings))
                    .toList();
            if (!done(admin.createTopics(topics).all())) {
                throw new IllegalStateException("topics could not be created: " + topics);
            }
            Map<TopicPartition, OffsetSpec> all = new HashMap<>();
            for (String name : names) {
                IntStream.range(0, partitions).forEach(i -> all.put(new TopicPartition(name, i), OffsetSpec.latest()));
            }
            Await.until(
                    "leaders of " + all.keySet(),
                    Await.LIMIT,
                    () -> done(admin.describeTopics(List.of(names)).allTopicNames())
                            && done(admin.listOffsets(all).all()));
        }
    }

    /** False if it is worth another try. */
    private static boolean done(KafkaFuture<?> future) {
        try {
            future.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}

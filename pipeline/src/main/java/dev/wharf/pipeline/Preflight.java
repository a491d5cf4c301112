package dev.wharf.pipeline;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import dev.wharf.stage.TopicUse;
import dev.wharf.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks, before anything starts, whether the brokers answer and the topics are there. */
public final class Preflight {
    /** For topics made on the embedded Kafka: enough to try several workers with. */
    private static final int EMBEDDED_PARTITIONS = 4;

    private Preflight() {}

    /**
     * Checks all topics of the plan; creates missing ones on the embedded Kafka, and nowhere else.
     *
     * @throws WharfException with {@code ENVIRONMENT} when brokers do not answer or refuse us, or topics are missing
     */
    public static void check(Plan plan, Optional<String> embedded) {
        Map<ClientSettings, Set<String>> wanted = new LinkedHashMap<>();
        for (TopicUse use : PlanFacts.topics(plan)) {
            wanted.computeIfAbsent(use.client(), client -> new TreeSet<>()).add(use.topic());
        }
        List<String> missing = new ArrayList<>();
        wanted.forEach((client, topics) -> {
            boolean ours = client.brokers().equals(TopicUse.EMBEDDED);
            missing.addAll(check(RunContext.resolve(client, embedded), topics, ours));
        });
        if (!missing.isEmpty()) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    String.join(
                            System.lineSeparator(), missing.stream().distinct().toList()));
        }
    }

    private static List<String> check(ClientSettings client, Set<String> wanted, boolean create) {
        List<String> missing = new ArrayList<>();
        try (Topics topics = Topics.connect(client)) {
            Set<String> absent = new TreeSet<>(wanted);
            absent.removeAll(topics.partitions(wanted).keySet());
            for (String topic : absent) {
                if (create) {
                    topics.create(topic, EMBEDDED_PARTITIONS, 1);
                } else {
                    missing.add("topic " + topic + " does not exist at " + client.brokers()
                            + "; create it with: wharf topics create " + topic + " --brokers " + client.brokers());
                }
            }
        }
        return missing;
    }
}

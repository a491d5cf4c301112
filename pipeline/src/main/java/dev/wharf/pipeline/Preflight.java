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
import java.util.OptionalInt;
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
     * @return the smallest {@code max.message.bytes} of the topics; empty where the brokers do not tell
     * @throws WharfException with {@code ENVIRONMENT} when brokers do not answer or refuse us, or topics are missing
     */
    public static OptionalInt check(Plan plan, Optional<String> embedded) {
        Map<ClientSettings, Set<String>> wanted = new LinkedHashMap<>();
        for (TopicUse use : PlanFacts.topics(plan)) {
            wanted.computeIfAbsent(use.client(), client -> new TreeSet<>()).add(use.topic());
        }
        List<String> missing = new ArrayList<>();
        List<Integer> limits = new ArrayList<>();
        wanted.forEach((client, names) -> {
            boolean ours = client.brokers().equals(TopicUse.EMBEDDED);
            try (Topics topics = Topics.connect(RunContext.resolve(client, embedded))) {
                List<String> absent = check(topics, client.brokers(), names, ours);
                missing.addAll(absent);
                if (absent.isEmpty()) {
                    topics.maxMessageBytes(names).ifPresent(limits::add);
                }
            }
        });
        if (!missing.isEmpty()) {
            throw new WharfException(
                    ErrorCode.ENVIRONMENT,
                    String.join(
                            System.lineSeparator(), missing.stream().distinct().toList()));
        }
        return limits.stream().mapToInt(Integer::intValue).min();
    }

    private static List<String> check(Topics topics, String brokers, Set<String> wanted, boolean create) {
        List<String> missing = new ArrayList<>();
        Set<String> absent = new TreeSet<>(wanted);
        absent.removeAll(topics.partitions(wanted).keySet());
        for (String topic : absent) {
            if (create) {
                topics.create(topic, EMBEDDED_PARTITIONS, 1);
            } else {
                missing.add("topic " + topic + " does not exist at " + brokers
                        + "; create it with: wharf topics create " + topic + " --brokers " + brokers);
            }
        }
        return missing;
    }
}

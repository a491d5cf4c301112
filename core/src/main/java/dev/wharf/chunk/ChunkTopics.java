package dev.wharf.chunk;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.topic.TopicFacts;
import dev.wharf.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Finds the topic of chunks of a topic, and makes sure that chunks stay as long as the records that refer to them.
 * Where settings cannot be seen, nothing is judged.
 */
public final class ChunkTopics {
    /** A chunk is written before its record, and deleted by the segment that it is in. */
    private static final long MARGIN_MS = Duration.ofDays(1).toMillis();

    private static final String FOREVER = "-1";

    private ChunkTopics() {}

    /**
     * The topic of chunks, checked.
     *
     * @throws WharfException with {@code ENVIRONMENT} if there is none, or {@code CONFIGURATION} if chunks would go
     *     before the records that refer to them
     */
    public static ChunkTopic require(Topics topics, String topic, String brokers) {
        return find(topics, topic)
                .orElseThrow(() -> new WharfException(
                        ErrorCode.ENVIRONMENT,
                        "topic " + ChunkTopic.nameFor(topic) + " does not exist at " + brokers
                                + ", and payloads that are too large for a record of " + topic
                                + " go there; create it with: wharf topics create " + topic + " --chunks --brokers "
                                + brokers));
    }

    /**
     * The topic of chunks, checked, if there is one.
     *
     * @throws WharfException with {@code CONFIGURATION} if chunks would go before the records that refer to them
     */
    public static Optional<ChunkTopic> find(Topics topics, String topic) {
        String name = ChunkTopic.nameFor(topic);
        Map<String, TopicFacts> facts = topics.facts(List.of(topic, name));
        TopicFacts main = facts.get(topic);
        TopicFacts chunks = facts.get(name);
        if (chunks == null) {
            return Optional.empty();
        }
        List<String> problems = main == null ? List.of() : problems(main, chunks);
        if (!problems.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), problems));
        }
        return Optional.of(new ChunkTopic(name, chunks.partitions(), isCompacted(chunks)));
    }

    /** The topic of chunks, which is created where it is missing, with as many partitions as the topic has. */
    public static ChunkTopic ensure(Topics topics, String topic, String brokers) {
        TopicFacts main = topics.facts(List.of(topic)).get(topic);
        if (main != null && find(topics, topic).isEmpty()) {
            topics.create(ChunkTopic.nameFor(topic), main.partitions(), main.copies(), settingsFor(main));
        }
        return require(topics, topic, brokers);
    }

    /** What a topic of chunks has to be told to keep them long enough. */
    private static Map<String, String> settingsFor(TopicFacts main) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, FOREVER);
        if (isUnlimited(main)) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            main.retentionMs()
                    .ifPresent(kept -> settings.put(
                            TopicConfig.RETENTION_MS_CONFIG,
                            String.valueOf(kept > Long.MAX_VALUE - MARGIN_MS ? kept : kept + MARGIN_MS)));
        }
        main.minInSync()
                .ifPresent(least -> settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(least)));
        return settings;
    }

    private static List<String> problems(TopicFacts main, TopicFacts chunks) {
        List<String> problems = new ArrayList<>();
        boolean judged = !main.settings().isEmpty() && !chunks.settings().isEmpty();
        if (!judged || isCompactedOnly(chunks)) {
            return problems;
        }
        if (isUnlimited(main) && !keepsForEver(chunks)) {
            problems.add("topic " + main.name() + " keeps records without a limit, and " + chunks.name()
                    + " does not; set its cleanup.policy to compact");
        }
        long kept = chunks.retentionMs().orElse(-1);
        long wanted = main.retentionMs().orElse(-1);
        if (!isUnlimited(main) && kept >= 0 && kept < wanted) {
            problems.add("topic " + chunks.name() + " has retention.ms = " + kept + ", less than the " + wanted + " of "
                    + main.name() + ": payloads would go before the records that refer to them; set it to "
                    + (wanted + MARGIN_MS) + " or more");
        }
        String bytes = chunks.settings().getOrDefault(TopicConfig.RETENTION_BYTES_CONFIG, FOREVER);
        if (!bytes.equals(FOREVER)) {
            problems.add("topic " + chunks.name() + " has retention.bytes = " + bytes
                    + ", so that payloads may go before the records that refer to them; set it to -1");
        }
        chunks.maxBytes().ifPresent(most -> {
            if (most < ChunkWriter.CHUNK_BYTES) {
                problems.add("topic " + chunks.name() + " has max.message.bytes = " + most + ", and a chunk has up to "
                        + ChunkWriter.CHUNK_BYTES + "; raise it to 1048588, the default");
            }
        });
        return problems;
    }

    /** Records of a compacted topic stay as long as nothing of their key follows. */
    private static boolean isUnlimited(TopicFacts topic) {
        return isCompacted(topic) || keepsForEver(topic);
    }

    private static boolean keepsForEver(TopicFacts topic) {
        return topic.retentionMs().orElse(-1) < 0;
    }

    private static boolean isCompacted(TopicFacts topic) {
        return policy(topic).contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private static boolean isCompactedOnly(TopicFacts topic) {
        return policy(topic).equals(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private static String policy(TopicFacts topic) {
        return topic.settings().getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
    }
}

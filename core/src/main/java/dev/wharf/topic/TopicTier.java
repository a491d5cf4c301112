package dev.wharf.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What topics of one kind are like. Immutable; each {@code with} gives another tier.
 *
 * <pre>{@code
 * TopicTier wide = TopicTier.STANDARD.named("wide").withPartitions(12).withConfig("retention.ms", 86_400_000);
 * }</pre>
 *
 * <p>With three copies, {@code min.insync.replicas} of the built-in tiers is 2: a record counts as acknowledged when
 * two brokers have it, and one of the three may be away. That holds for dead letters above all; they are all that is
 * left of a record.
 *
 * @param name for those who read about it
 * @param partitions of each topic
 * @param replicationFactor copies of each partition
 * @param configs settings of topics by Kafka's names; what is not here is the cluster's own affair, and never looked at
 */
public record TopicTier(String name, int partitions, int replicationFactor, Map<String, String> configs) {
    /** For records that are worked through soon: 3 partitions, kept for 7 days, compressed as producers like. */
    public static final TopicTier STANDARD = new TopicTier("standard", 3, 3, Map.of())
            .kept(Duration.ofDays(7))
            .withConfig(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");

    /** For a topic of errors that people look into: 1 partition, kept for 30 days. */
    public static final TopicTier ERROR = new TopicTier("error", 1, 3, Map.of()).kept(Duration.ofDays(30));

    /** For dead letters: as {@link #ERROR}. */
    public static final TopicTier DLQ = ERROR.named("dlq");

    static final String PARTITIONS = "partitions";
    static final String REPLICATION_FACTOR = "replication_factor";
    static final String CONFIG = "config.";
    private static final String MIN_IN_SYNC = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;

    public TopicTier {
        Map<String, String> stripped = new TreeMap<>();
        configs.forEach((key, value) -> stripped.put(key, value.strip()));
        configs = Collections.unmodifiableMap(stripped);
    }

    /** The tiers that everybody has. */
    public static List<TopicTier> builtIn() {
        return List.of(STANDARD, ERROR, DLQ);
    }

    private TopicTier kept(Duration time) {
        return withConfig(TopicConfig.RETENTION_MS_CONFIG, time.toMillis()).withConfig(MIN_IN_SYNC, 2);
    }

    public TopicTier named(String otherName) {
        return new TopicTier(otherName, partitions, replicationFactor, configs);
    }

    public TopicTier withPartitions(int count) {
        return new TopicTier(name, count, replicationFactor, configs);
    }

    public TopicTier withReplicationFactor(int copies) {
        return new TopicTier(name, partitions, copies, configs);
    }

    public TopicTier withConfig(String key, String value) {
        return withConfigs(Map.of(key, value));
    }

    public TopicTier withConfig(String key, long value) {
        return withConfig(key, String.valueOf(value));
    }

    /** The same with more settings, which take the place of others of their names. */
    public TopicTier withConfigs(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(configs);
        all.putAll(more);
        return new TopicTier(name, partitions, replicationFactor, all);
    }

    /** The same without a setting, which is the cluster's own affair then. */
    public TopicTier withoutConfig(String key) {
        Map<String, String> rest = new TreeMap<>(configs);
        rest.remove(key);
        return new TopicTier(name, partitions, replicationFactor, rest);
    }

    /** The same with no more copies than so many, and no more of them to be in sync. */
    TopicTier withCopiesUpTo(int most) {
        TopicTier fewer = withReplicationFactor(Math.min(replicationFactor, most));
        OptionalInt inSync = minInSync();
        return inSync.isPresent() && inSync.getAsInt() > most ? fewer.withConfig(MIN_IN_SYNC, most) : fewer;
    }

    /** {@code min.insync.replicas}, if the tier says it, and as a number. */
    OptionalInt minInSync() {
        String written = configs.getOrDefault(MIN_IN_SYNC, "");
        return written.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(written)) : OptionalInt.empty();
    }

    /** Whether it means the same as the other, whatever the names. */
    boolean isLike(TopicTier other) {
        return named("").equals(other.named(""));
    }

    /** Everything that is wrong with it, as far as that can be known without brokers. */
    public List<TierProblem> problems() {
        List<TierProblem> problems = new ArrayList<>();
        if (partitions < 1) {
            problems.add(new TierProblem(PARTITIONS, "partitions = " + partitions + " must be at least 1"));
        }
        if (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
            problems.add(new TierProblem(
                    REPLICATION_FACTOR,
                    "replication_factor = " + replicationFactor + " is not between 1 and " + Short.MAX_VALUE));
        }
        configs.forEach((key, value) ->
                TopicConfigs.problem(key, value).ifPresent(text -> problems.add(new TierProblem(CONFIG + key, text))));
        int inSync = minInSync().orElse(0);
        if (replicationFactor >= 1 && inSync > replicationFactor) {
            problems.add(new TierProblem(
                    REPLICATION_FACTOR,
                    MIN_IN_SYNC + " = " + inSync + " is more than replication_factor = " + replicationFactor
                            + ", so that no record would be acknowledged; lower the one, or raise the other"));
        }
        return problems;
    }
}

package dev.wharf.topic;

import dev.wharf.problem.Nearest;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/** Kafka's settings of topics: which there are, when two values mean the same, and what a change of one can cost. */
final class TopicConfigs {
    private static final SortedSet<String> NAMES = names();
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,19}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}(\\.\\d{1,19})?");
    private static final Set<String> BOOLEANS = Set.of("true", "false");
    private static final String REFUSED = "never lowered: records that are taken now would be refused";
    private static final String COMPACTED = "never lowered: records would be compacted away sooner";

    /** The broker's own definitions are not in the client's jar; what is not here is left to the brokers to judge. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            Set.of("compact", "delete"),
            TopicConfig.COMPRESSION_TYPE_CONFIG,
            Set.of("uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"),
            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
            BOOLEANS,
            TopicConfig.REMOTE_LOG_STORAGE_ENABLE_CONFIG,
            BOOLEANS,
            TopicConfig.REMOTE_LOG_DELETE_ON_DISABLE_CONFIG,
            BOOLEANS,
            TopicConfig.REMOTE_LOG_COPY_DISABLE_CONFIG,
            BOOLEANS,
            TopicConfig.PREALLOCATE_CONFIG,
            BOOLEANS);

    /** Why a setting is never lowered; other settings are changed in either direction. */
    private static final Map<String, String> LOWERED = Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            "never lowered: records would be deleted",
            TopicConfig.RETENTION_BYTES_CONFIG,
            "never lowered: records would be deleted",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            REFUSED,
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
            REFUSED,
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            REFUSED,
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
            "never lowered: an acknowledged record could be lost with one broker fewer",
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            "never lowered: readers could miss that a key was deleted",
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            COMPACTED,
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            COMPACTED);

    /** Values that are never set where there is another one. */
    private static final Map<String, String> NEVER_SET = Map.of(
            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG + "=true",
            "never switched on: a copy that lacks records may then become leader, and they are lost",
            TopicConfig.REMOTE_LOG_STORAGE_ENABLE_CONFIG + "=false",
            "never switched off: records that are in remote storage only could go",
            TopicConfig.REMOTE_LOG_DELETE_ON_DISABLE_CONFIG + "=true",
            "never switched on: it deletes records in remote storage");

    private TopicConfigs() {}

    /** Every setting of topics that this version of Kafka's client knows. */
    private static SortedSet<String> names() {
        return Arrays.stream(TopicConfig.class.getFields())
                .filter(field -> field.getName().endsWith("_CONFIG"))
                .map(TopicConfigs::constant)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String constant(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // the fields are public
        }
    }

    static boolean isKnown(String key) {
        return NAMES.contains(key);
    }

    /** What is wrong with a setting; empty where nothing is, or only the brokers can know. */
    static Optional<String> problem(String key, String value) {
        if (!isKnown(key)) {
            return Optional.of("Kafka has no topic setting " + key + Nearest.hint(key, NAMES));
        }
        if (isCount(key) && !WHOLE.matcher(value).matches()) {
            return Optional.of(key + " = " + value + " is not a whole number");
        }
        Set<String> allowed = ALLOWED.getOrDefault(key, Set.of());
        return parts(value).stream()
                .filter(part -> !allowed.isEmpty() && !allowed.contains(part))
                .map(part -> key + " = " + value + " is not possible" + Nearest.hint(part, allowed))
                .findFirst();
    }

    private static boolean isCount(String key) {
        return key.endsWith(".ms")
                || key.endsWith(".bytes")
                || key.equals(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                || key.equals(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG);
    }

    /** Whether two values mean the same: numbers by what they count, lists in whatever order. */
    static boolean isSame(String one, String other) {
        Optional<BigDecimal> number = number(one);
        Optional<BigDecimal> otherNumber = number(other);
        if (number.isPresent() && otherNumber.isPresent()) {
            return number.get().compareTo(otherNumber.get()) == 0;
        }
        return parts(one).equals(parts(other));
    }

    private static Set<String> parts(String value) {
        return Arrays.stream(value.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    private static Optional<BigDecimal> number(String value) {
        String text = value.strip();
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** Why a change is never made; empty where it costs nothing that cannot be had back. */
    static Optional<String> cost(String key, String wanted, String found) {
        if (key.equals(TopicConfig.CLEANUP_POLICY_CONFIG)) {
            return Optional.of("never changed: it decides which records go");
        }
        if (isLower(key, wanted, found)) {
            return Optional.ofNullable(LOWERED.get(key));
        }
        return Optional.ofNullable(NEVER_SET.get(key + "=" + wanted.toLowerCase(Locale.ROOT)));
    }

    static boolean isLower(String key, String wanted, String found) {
        return limit(key, wanted).compareTo(limit(key, found)) < 0;
    }

    /** By -1 retention has no limit, which is more than any number. */
    private static BigDecimal limit(String key, String value) {
        BigDecimal number = number(value).orElse(BigDecimal.ZERO);
        boolean none = number.signum() < 0
                && (key.equals(TopicConfig.RETENTION_MS_CONFIG) || key.equals(TopicConfig.RETENTION_BYTES_CONFIG));
        return none ? BigDecimal.valueOf(Long.MAX_VALUE) : number;
    }
}

package dev.wharf.pipeline;

import dev.wharf.problem.Location;
import dev.wharf.problem.Nearest;
import dev.wharf.problem.Problem;
import dev.wharf.topic.TierProblem;
import dev.wharf.topic.TopicTier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.tomlj.TomlTable;

/**
 * Reads {@code [tiers]}, each of which may extend another one wherever that stands, and what single topics have
 * otherwise than their tier.
 */
final class TierReader {
    private static final String EXTENDS = "extends";
    private static final String PARTITIONS = "partitions";
    private static final String REPLICATION_FACTOR = "replication_factor";
    private static final String CONFIG = "config";
    private static final Set<String> TIER_KEYS = Set.of(EXTENDS, PARTITIONS, REPLICATION_FACTOR, CONFIG);
    private static final Set<String> TOPIC_KEYS = Set.of("tier", PARTITIONS, REPLICATION_FACTOR, CONFIG);

    private final Map<String, TomlTables> tables = new LinkedHashMap<>();
    private final Map<String, TopicTier> builtIn;
    private final Map<String, Optional<TopicTier>> read = new LinkedHashMap<>();
    private final List<String> open = new ArrayList<>();
    private final List<Problem> problems;

    TierReader(Optional<TomlTables> tiers, List<Problem> problems) {
        this.problems = problems;
        this.builtIn = TopicTier.builtIn().stream().collect(Collectors.toMap(TopicTier::name, tier -> tier));
        tiers.ifPresent(all -> all.keys().forEach(name -> all.table(name).ifPresent(table -> tables.put(name, table))));
    }

    /** Those of the file. */
    List<TopicTier> all() {
        return tables.keySet().stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The tier of that name, of the file or built in; empty where it could not be read, or there is none. */
    private Optional<TopicTier> find(String name) {
        TomlTables table = tables.get(name);
        if (table == null) {
            return Optional.ofNullable(builtIn.get(name));
        }
        Optional<TopicTier> known = read.get(name);
        if (known == null) {
            known = tier(name, table);
            read.put(name, known);
        }
        return known;
    }

    private Optional<TopicTier> tier(String name, TomlTables table) {
        onlyKeys(table, TIER_KEYS);
        open.add(name);
        Optional<TopicTier> base = base(name, table);
        open.remove(name);
        return base.map(found -> changed("tier " + name, found.named(name), table));
    }

    /** A tier that has the name of a built-in one changes that; what it does not say stays. */
    private Optional<TopicTier> base(String name, TomlTables table) {
        Optional<String> other = table.text(EXTENDS);
        if (other.isEmpty()) {
            return builtIn.containsKey(name) ? Optional.ofNullable(builtIn.get(name)) : scratch(name, table);
        }
        if (other.get().equals(name) && builtIn.containsKey(name)) {
            return Optional.ofNullable(builtIn.get(name));
        }
        if (open.contains(other.get())) {
            table.report(
                    EXTENDS,
                    "the tiers " + String.join(" -> ", open) + " -> " + other.get()
                            + " extend each other in a circle; let one of them extend something else");
            return Optional.empty();
        }
        return named(table, EXTENDS, "tier " + name, other.get());
    }

    private Optional<TopicTier> named(TomlTables table, String key, String whose, String name) {
        if (!tables.containsKey(name) && !builtIn.containsKey(name)) {
            Set<String> names = new TreeSet<>(builtIn.keySet());
            names.addAll(tables.keySet());
            table.report(key, whose + ": there is no tier " + name + Nearest.hint(name, names));
        }
        return find(name);
    }

    /** A tier that extends nothing has to say for itself what no topic can be without. */
    private static Optional<TopicTier> scratch(String name, TomlTables table) {
        if (table.has(EXTENDS)) { // of the wrong kind, which is reported
            return Optional.empty();
        }
        boolean whole = true;
        for (String key : List.of(PARTITIONS, REPLICATION_FACTOR)) {
            if (!table.has(key)) {
                table.report(key, "tier " + name + " has no " + key + "; add it, or extends = \"standard\"");
                whole = false;
            }
        }
        return whole ? Optional.of(new TopicTier(name, 1, 1, Map.of())) : Optional.empty();
    }

    /** What a topic is like: its tier, {@code standard} if it names none, and what it has otherwise. */
    Optional<TopicTier> ofTopic(String topic, TomlTables table) {
        onlyKeys(table, TOPIC_KEYS);
        String whose = "topic " + topic;
        Optional<String> tier = table.has("tier") ? table.text("tier") : Optional.of(TopicTier.STANDARD.name());
        return tier.flatMap(name -> named(table, "tier", whose, name)).map(found -> changed(whose, found, table));
    }

    private static void onlyKeys(TomlTables table, Set<String> known) {
        table.onlyKeys(
                known,
                key -> table.value(key) instanceof TomlTable
                        ? Optional.of("; a name with dots needs quotes, as in [topics.\"a.b\"]")
                        : Optional.empty());
    }

    private TopicTier changed(String whose, TopicTier base, TomlTables table) {
        long partitions = SettingsReader.number(table, PARTITIONS, 1, Integer.MAX_VALUE, base.partitions());
        long copies = SettingsReader.number(table, REPLICATION_FACTOR, 1, Short.MAX_VALUE, base.replicationFactor());
        TopicTier tier = base.withPartitions((int) partitions)
                .withReplicationFactor((int) copies)
                .withConfigs(configs(whose, table));
        List<TierProblem> known = base.problems();
        tier.problems().stream()
                .filter(problem -> !known.contains(problem))
                .forEach(problem -> report(table, problem.key(), whose + ": " + problem.text()));
        return tier;
    }

    /** At the key if the table has it, or at the other one that can be to blame. */
    private void report(TomlTables table, String key, String text) {
        Map<String, Location> places = table.locations();
        Location where = Stream.of(key, CONFIG + "." + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                .map(places::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(table.location());
        problems.add(new Problem(where, text));
    }

    private Map<String, String> configs(String whose, TomlTables table) {
        Map<String, String> configs = new LinkedHashMap<>();
        if (table.table(CONFIG).isPresent() && table.values().get(CONFIG) instanceof Map<?, ?> written) {
            written.forEach((key, value) -> {
                Optional<String> text = text(value);
                text.ifPresent(found -> configs.put(String.valueOf(key), found));
                if (text.isEmpty()) {
                    report(
                            table,
                            CONFIG + "." + key,
                            whose + ": " + key + " must be a string, a number, true or false, or an array of them");
                }
            });
        }
        return configs;
    }

    /** Numbers and booleans may be written as strings, and lists as arrays. */
    private static Optional<String> text(Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case Long number -> Optional.of(String.valueOf(number));
            case Boolean bool -> Optional.of(String.valueOf(bool));
            case Double number
            when Double.isFinite(number) ->
                Optional.of(BigDecimal.valueOf(number).toPlainString());
            case List<?> list
            when list.stream().allMatch(String.class::isInstance) ->
                Optional.of(list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            default -> Optional.empty();
        };
    }
}

package dev.wharf.pipeline;

import dev.wharf.error.WharfException;
import dev.wharf.plan.PlanException;
import dev.wharf.problem.Location;
import dev.wharf.problem.Nearest;
import dev.wharf.problem.Problem;
import dev.wharf.topic.PlannedTopic;
import dev.wharf.topic.TopicPlan;
import dev.wharf.topic.TopicPlanBuilder;
import dev.wharf.topic.TopicProfile;
import dev.wharf.topic.TopicTier;
import dev.wharf.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file that plans topics, and reports everything that is wrong with it at once. */
public final class TopicPlanLoader {
    private static final Set<String> TOP = Set.of("profile", "tiers", "topics");
    /** Topic names are shown, so they may not come from files with secrets, as settings of clients may. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]*)}");

    private final Options options;
    private final List<Problem> problems = new ArrayList<>();

    private TopicPlanLoader(Options options) {
        this.options = options;
    }

    /**
     * What the command line and the process add to a file.
     *
     * @param profile takes the place of that in the file
     * @param environment for <code>${env:NAME}</code> in names of topics
     * @param alsoOfEnvironment whether the topics that {@code KAFKA_TOPIC_NAME=topic} names belong to the plan, too
     * @param addPartitions whether topics with too few partitions get more
     */
    public record Options(
            Optional<TopicProfile> profile,
            Map<String, String> environment,
            boolean alsoOfEnvironment,
            boolean addPartitions) {
        public static Options none() {
            return new Options(Optional.empty(), System.getenv(), false, false);
        }
    }

    /**
     * Reads the file.
     *
     * @throws PlanException with all problems, in the order of their lines
     * @throws WharfException with {@code CONFIGURATION} when there is no such file
     */
    public static TopicPlan load(Path file, Options options) {
        return parse(PipelineFile.read(file, "topic file"), file.toString(), options);
    }

    /** The same from a text; {@code name} stands for the file in problems. */
    public static TopicPlan parse(String toml, String name, Options options) {
        TopicPlanLoader loader = new TopicPlanLoader(options);
        Optional<TopicPlanBuilder> plan =
                TomlTables.parse(toml, name, loader.problems).map(loader::read);
        if (!loader.problems.isEmpty() || plan.isEmpty()) {
            throw PlanException.ofFile(loader.problems);
        }
        return plan.get().build();
    }

    private TopicPlanBuilder read(TomlTables top) {
        top.onlyKeys(TOP, key -> Optional.empty());
        TopicPlanBuilder plan = TopicPlan.builder();
        Optional<TopicProfile> profile = profile(top);
        options.profile().or(() -> profile).ifPresent(plan::profile);
        TierReader tiers = new TierReader(top.table("tiers"), problems);
        tiers.all().stream().filter(TopicPlanLoader::isRight).forEach(plan::tier);
        List<PlannedTopic> topics =
                top.table("topics").map(table -> topics(table, tiers)).orElse(List.of());
        topics.stream().filter(topic -> isRight(topic.tier())).forEach(topic -> plan.topic(topic.name(), topic.tier()));
        if (options.alsoOfEnvironment()) {
            plan.environment(options.environment());
            plan.problems().forEach(text -> problems.add(new Problem(Location.NOWHERE, text)));
        } else if (topics.isEmpty() && problems.isEmpty()) {
            top.report("topics", "the file plans no topics; add a table [topics.NAME]");
        }
        if (options.addPartitions()) {
            plan.addPartitions();
        }
        return plan;
    }

    /** What is wrong with the others was reported with its place. */
    private static boolean isRight(TopicTier tier) {
        return tier.problems().isEmpty();
    }

    private static Optional<TopicProfile> profile(TomlTables top) {
        Optional<String> word = top.text("profile");
        Optional<TopicProfile> profile = word.flatMap(TopicProfile::of);
        if (word.isPresent() && profile.isEmpty()) {
            top.report(
                    "profile",
                    "profile = " + word.get() + " is not possible" + Nearest.hint(word.get(), TopicProfile.words()));
        }
        return profile;
    }

    private List<PlannedTopic> topics(TomlTables table, TierReader tiers) {
        List<PlannedTopic> topics = new ArrayList<>();
        Map<String, Location> seen = new HashMap<>();
        for (String key : table.keys()) {
            Optional<String> name = name(key, table);
            Optional<TopicTier> tier = table.table(key).flatMap(topic -> tiers.ofTopic(name.orElse(key), topic));
            boolean isNew = name.isPresent() && isNew(name.get(), key, table, seen);
            if (isNew && tier.isPresent()) {
                topics.add(new PlannedTopic(name.get(), tier.get()));
            }
        }
        return topics;
    }

    private static boolean isNew(String name, String key, TomlTables table, Map<String, Location> seen) {
        Location first = seen.putIfAbsent(name, table.locationOf(key));
        if (first != null) {
            table.report(key, "topic " + name + " is planned at line " + first.line() + " already; remove one");
        }
        return first == null;
    }

    /** With variables in place; empty where that is no name, which is reported. */
    private Optional<String> name(String written, TomlTables table) {
        List<String> missing = new ArrayList<>();
        String name = VARIABLE.matcher(written).replaceAll(match -> {
            String value = options.environment().get(match.group(1));
            if (value == null) {
                missing.add(match.group(1));
            }
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
        missing.forEach(variable -> table.report(
                written, "topic " + written + ": the environment has no variable " + variable + "; set it"));
        if (!missing.isEmpty()) {
            return Optional.empty();
        }
        if (!Topics.isName(name)) {
            table.report(
                    written,
                    "topic " + written + ": " + (name.equals(written) ? "that" : "what it stands for")
                            + " is no name for a topic; use letters, digits, dots, underscores and hyphens");
            return Optional.empty();
        }
        return Optional.of(name);
    }
}

package dev.wharf.topic;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds a {@link TopicPlan}. For one thread. */
public final class TopicPlanBuilder {
    private static final String VARIABLE = "KAFKA_TOPIC_";
    private static final Map<String, TopicTier> TIER_OF_VARIABLE =
            Map.of(VARIABLE + "ERRORS", TopicTier.ERROR, VARIABLE + "DLQ", TopicTier.DLQ);

    private final Map<String, TopicTier> tiers = new LinkedHashMap<>();
    private final Map<String, PlannedTopic> topics = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private TopicProfile profile = TopicProfile.PROD;
    private boolean addsPartitions;

    TopicPlanBuilder() {}

    /** One topic more, which there was no word of before. */
    public TopicPlanBuilder topic(String name, TopicTier tier) {
        checkName("topic", name);
        tier.problems().forEach(problem -> problems.add("topic " + name + ": " + problem.text()));
        if (topics.putIfAbsent(name, new PlannedTopic(name, tier)) != null) {
            problems.add("topic " + name + " is planned twice; remove one");
        }
        return this;
    }

    /** A tier that takes the place of the built-in one of its name in what {@link #environment} adds later. */
    public TopicPlanBuilder tier(TopicTier tier) {
        tier.problems().forEach(problem -> problems.add("tier " + tier.name() + ": " + problem.text()));
        tiers.put(tier.name(), tier);
        return this;
    }

    /**
     * The topics that variables name, as in {@code KAFKA_TOPIC_ORDER_PLACED=order-placed}. The topic of
     * {@code KAFKA_TOPIC_ERRORS} is of the tier {@code error}, that of {@code KAFKA_TOPIC_DLQ} of {@code dlq}, and all
     * others of {@code standard}. One that is planned already stays as it is.
     *
     * @param variables such as {@link System#getenv()}; those of other names are not looked at
     */
    public TopicPlanBuilder environment(Map<String, String> variables) {
        Map<String, String> named = new TreeMap<>(variables);
        named.keySet().removeIf(variable -> !variable.startsWith(VARIABLE) || variable.equals(VARIABLE));
        if (named.isEmpty()) {
            problems.add("the environment has no variable " + VARIABLE + "NAME; set one for each topic");
        }
        Map<String, String> variableOf = new LinkedHashMap<>();
        named.forEach((variable, topic) -> fromVariable(variable, topic, variableOf));
        return this;
    }

    /** Several variables may name one topic, if they mean the same by it. */
    private void fromVariable(String variable, String topic, Map<String, String> variableOf) {
        if (!checkName(variable + " =", topic)) {
            return;
        }
        TopicTier tier = tierOf(variable);
        PlannedTopic other = topics.putIfAbsent(topic, new PlannedTopic(topic, tier));
        String earlier = variableOf.putIfAbsent(topic, variable);
        if (other != null && earlier != null && !other.tier().isLike(tier)) {
            problems.add(earlier + " and " + variable + " name the same topic " + topic + ", once of the tier "
                    + other.tier().name() + " and once of " + tier.name() + "; give them one each");
        }
    }

    private TopicTier tierOf(String variable) {
        TopicTier builtIn = TIER_OF_VARIABLE.getOrDefault(variable, TopicTier.STANDARD);
        return tiers.getOrDefault(builtIn.name(), builtIn);
    }

    private boolean checkName(String where, String name) {
        boolean right = Topics.isName(name);
        if (!right) {
            problems.add(where + " \"" + name
                    + "\" is no name for a topic; use letters, digits, dots, underscores and hyphens");
        }
        return right;
    }

    /** What kind of cluster it is for; {@link TopicProfile#PROD} by default. */
    public TopicPlanBuilder profile(TopicProfile which) {
        profile = which;
        return this;
    }

    /** Topics with too few partitions get more. Keys move to other partitions then, out of their order. */
    public TopicPlanBuilder addPartitions() {
        addsPartitions = true;
        return this;
    }

    /** Everything that is wrong so far. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (topics.isEmpty() && all.isEmpty()) {
            all.add("the plan has no topics; add one");
        }
        return all;
    }

    /**
     * The plan.
     *
     * @throws WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    public TopicPlan build() {
        List<String> wrong = problems();
        if (!wrong.isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), wrong));
        }
        return new TopicPlan(List.copyOf(topics.values()), profile, addsPartitions);
    }
}

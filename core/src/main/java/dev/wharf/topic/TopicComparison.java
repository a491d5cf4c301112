package dev.wharf.topic;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a cluster differs from a plan. Immutable.
 *
 * @param differences in the order of the plan
 * @param untold what the brokers did not tell for want of a permission, so that it was not compared
 * @param warnings about copies that the profile {@link TopicProfile#DEV} does without
 */
public record TopicComparison(List<TopicDifference> differences, List<String> untold, List<String> warnings) {
    /** Of nothing that was compared. */
    static final TopicComparison NONE = new TopicComparison(List.of(), List.of(), List.of());

    public TopicComparison {
        differences = List.copyOf(differences);
        untold = List.copyOf(untold);
        warnings = List.copyOf(warnings);
    }

    /** Whether nothing differs, of what the brokers told. */
    public boolean isAsPlanned() {
        return differences.isEmpty();
    }

    /** What {@link TopicPlan#apply} would create or change. */
    public List<TopicDifference> toApply() {
        return differences.stream().filter(each -> !each.isLeft()).toList();
    }

    /** What {@link TopicPlan#apply} would leave alone. */
    public List<TopicDifference> left() {
        return differences.stream().filter(TopicDifference::isLeft).toList();
    }

    /** The topics that would be created, in the order of the plan, and what they would be like. */
    Map<String, TopicTier> missing() {
        Map<String, TopicTier> missing = new LinkedHashMap<>();
        for (TopicDifference each : toApply()) {
            if (each.remedy() instanceof TopicDifference.Remedy.Create create) {
                missing.put(each.topic(), create.tier());
            }
        }
        return missing;
    }

    /** The settings that would be changed, by their topics. */
    Map<String, List<TopicDifference>> configChanges() {
        return toApply().stream()
                .filter(TopicDifference::isConfig)
                .collect(Collectors.groupingBy(TopicDifference::topic, LinkedHashMap::new, Collectors.toList()));
    }

    /** The topics that would get more partitions, and how many they would have then. */
    Map<String, Integer> morePartitions() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        toApply().stream()
                .filter(each -> each.what().equals(TopicDifference.PARTITIONS))
                .forEach(each -> counts.put(each.topic(), Integer.parseInt(each.wanted())));
        return counts;
    }

    TopicComparison withUntold(List<String> more) {
        List<String> all = new ArrayList<>(untold);
        all.addAll(more);
        return new TopicComparison(differences, all, warnings);
    }

    /**
     * Makes sure that the cluster can hold the topics that are missing.
     *
     * @throws WharfException with {@code ENVIRONMENT}, naming each topic that wants more copies than there are brokers
     */
    public void requireBrokers() {
        List<TopicDifference> impossible =
                differences.stream().filter(TopicDifference::isImpossible).toList();
        if (!impossible.isEmpty()) {
            throw new WharfException(ErrorCode.ENVIRONMENT, listed(impossible));
        }
    }

    /** The differences, a line each, with what to do. */
    static String listed(List<TopicDifference> differences) {
        return differences.stream().map(TopicDifference::advised).collect(Collectors.joining(System.lineSeparator()));
    }
}

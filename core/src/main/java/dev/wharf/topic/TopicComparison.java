package dev.wharf.topic;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.List;
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

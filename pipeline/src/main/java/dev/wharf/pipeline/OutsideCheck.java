package dev.wharf.pipeline;

import dev.wharf.error.WharfException;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.problem.Problem;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.TopicUse;
import dev.wharf.topic.TopicFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a plan that is right by itself against what is outside: its files, its topics, and their records. */
public final class OutsideCheck {
    private OutsideCheck() {}

    /** What the first records of its files tell; connects to nothing. */
    public static List<Problem> ofFiles(Plan plan) {
        return FieldCheck.check(plan, samplesOfFiles(plan));
    }

    /** Inputs that are not there now; only warnings, since they may be when the run starts. */
    public static List<Problem> ofInputs(Plan plan) {
        List<Problem> problems = new ArrayList<>();
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SourceStage source) {
                source.missing()
                        .map(text -> Problem.warning(node.location(), "stage " + node.id() + ": " + text))
                        .ifPresent(problems::add);
            }
        }
        return problems;
    }

    /**
     * What its clusters tell, too: topics, limits, and the last records of the topics that it reads. Nothing is
     * written, and no group is joined.
     *
     * @param embedded address of the Kafka that Wharf started itself, where topics need not be there
     * @throws WharfException with {@code ENVIRONMENT} when brokers do not answer or refuse us
     */
    public static List<Problem> ofCluster(Plan plan, Optional<String> embedded) {
        TopicCheck topics = TopicCheck.of(plan, embedded);
        List<Problem> problems = new ArrayList<>(topics.problems());
        Map<String, Sample> samples = samplesOfFiles(plan);
        samples.putAll(samplesOfTopics(plan, topics.facts(), embedded));
        problems.addAll(FieldCheck.check(plan, samples));
        return inOrder(problems);
    }

    private static List<Problem> inOrder(List<Problem> problems) {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt(
                                (Problem problem) -> problem.location().line())
                        .thenComparingInt(problem -> problem.location().column()))
                .toList();
    }

    private static Map<String, Sample> samplesOfFiles(Plan plan) {
        Map<String, Sample> samples = new HashMap<>();
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SourceStage source) {
                Sample.first(plan, node, source).ifPresent(sample -> samples.put(node.id(), sample));
            }
        }
        return samples;
    }

    private static Map<String, Sample> samplesOfTopics(
            Plan plan, Map<TopicUse, TopicFacts> there, Optional<String> embedded) {
        Map<String, Sample> samples = new HashMap<>();
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SourceStage source) {
                source.topics().stream()
                        .filter(there::containsKey)
                        .flatMap(use -> Sample.last(RunContext.resolve(use.client(), embedded), use.topic()).stream())
                        .forEach(sample -> samples.put(node.id(), sample));
            }
        }
        return samples;
    }
}

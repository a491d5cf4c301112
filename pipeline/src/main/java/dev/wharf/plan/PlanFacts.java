package dev.wharf.plan;

import dev.wharf.client.ClientSettings;
import dev.wharf.loop.Settling;
import dev.wharf.plan.ErrorHandling.DeadLetterQueue;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.Stage;
import dev.wharf.stage.TopicUse;
import dev.wharf.stage.WaitingStage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Questions about a plan as a whole. */
public final class PlanFacts {
    private PlanFacts() {}

    /** The sources whose records reach the node. */
    public static List<SourceStage> sourcesOf(Plan plan, Node node) {
        Function<Node, List<Node>> inputs = one -> plan.nodes().stream()
                .filter(other -> one.inputs().contains(other.id()))
                .toList();
        return reached(node, inputs, SourceStage.class);
    }

    /** Whether a stage looks up schemas, and was not told in which registry. */
    public static boolean wantsRegistry(Plan plan) {
        return plan.nodes().stream().anyMatch(node -> node.stage().wantsRegistry());
    }

    /** The sinks that the node's records reach. */
    public static List<SinkStage> sinksOf(Plan plan, Node node) {
        return reached(node, one -> plan.consumersOf(one.id()), SinkStage.class);
    }

    /** When everything behind the source has settled what it gets. */
    public static Settling settlingOf(Plan plan, Node source) {
        if (plan.settings().exactlyOnce()) {
            return Settling.IN_TRANSACTION;
        }
        boolean atTheEnd =
                sinksOf(plan, source).stream().anyMatch(sink -> sink.settling() == SinkStage.Settling.AT_THE_END);
        if (atTheEnd) {
            return Settling.AT_THE_END;
        }
        boolean waits = !reached(source, one -> plan.consumersOf(one.id()), WaitingStage.class)
                .isEmpty();
        // Also by partition: a slow stage that is stopped within a poll's records keeps those that it has done.
        return waits ? Settling.OUT_OF_ORDER : Settling.IN_ORDER;
    }

    /** How to reach the cluster whose transactions hold what the plan writes; empty without a sink that takes part. */
    public static Optional<ClientSettings> transactionalClient(Plan plan) {
        return plan.nodes().stream()
                .map(Node::stage)
                .filter(SinkStage.class::isInstance)
                .map(SinkStage.class::cast)
                .filter(sink -> sink.cluster().isPresent())
                .flatMap(sink -> sink.topics().stream())
                .map(TopicUse::client)
                .findFirst();
    }

    /** Every topic that the plan reads or writes. */
    public static List<TopicUse> topics(Plan plan) {
        List<TopicUse> uses = new ArrayList<>();
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SourceStage source) {
                uses.addAll(source.topics());
            } else if (node.stage() instanceof SinkStage sink) {
                uses.addAll(sink.topics());
            }
        }
        deadLetterTopic(plan).ifPresent(uses::add);
        return uses;
    }

    /** The topic of the dead letters, on the cluster that the plan reads from, or else writes to. */
    public static Optional<TopicUse> deadLetterTopic(Plan plan) {
        if (plan.settings().errors().deadLetters().orElse(null) instanceof DeadLetterQueue.Topic topic) {
            return deadLetterClient(plan).map(client -> new TopicUse(client, topic.name()));
        }
        return Optional.empty();
    }

    private static Optional<ClientSettings> deadLetterClient(Plan plan) {
        if (plan.settings().exactlyOnce()) {
            return transactionalClient(plan);
        }
        Optional<ClientSettings> source = plan.nodes().stream()
                .map(Node::stage)
                .filter(SourceStage.class::isInstance)
                .map(SourceStage.class::cast)
                .flatMap(stage -> stage.topics().stream())
                .map(TopicUse::client)
                .findFirst();
        return source.isPresent() ? source : transactionalClient(plan);
    }

    private static <T extends Stage> List<T> reached(Node start, Function<Node, List<Node>> next, Class<T> wanted) {
        List<T> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<Node> left = new ArrayDeque<>(List.of(start));
        while (!left.isEmpty()) {
            Node node = left.removeFirst();
            if (seen.add(node.id())) {
                if (wanted.isInstance(node.stage())) {
                    found.add(wanted.cast(node.stage()));
                }
                left.addAll(next.apply(node));
            }
        }
        return found;
    }
}

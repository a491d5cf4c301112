package dev.wharf.plan;

import dev.wharf.problem.Problem;
import dev.wharf.stage.Cluster;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands in the way of {@code delivery = "exactly_once"}: everything has to be one transaction of one cluster. */
public final class DeliveryCheck {
    private static final String INSTEAD = "; use delivery = \"at_least_once\"";

    private final List<Problem> problems;
    private final List<Cluster> sinks = new ArrayList<>();

    private DeliveryCheck(List<Problem> problems) {
        this.problems = problems;
    }

    /** Adds what is wrong. */
    public static void check(Plan plan, List<Problem> problems) {
        if (plan.settings().exactlyOnce()) {
            new DeliveryCheck(problems).check(plan);
        }
    }

    private void check(Plan plan) {
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SinkStage sink) {
                checkSink(node, sink);
            }
        }
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SourceStage source) {
                checkSource(node, source);
            }
        }
    }

    private void checkSink(Node node, SinkStage sink) {
        Optional<Cluster> cluster = sink.cluster();
        if (cluster.isEmpty()) {
            report(
                    node,
                    node.function() + " cannot take part in a transaction, so what it writes could appear twice"
                            + " or without its offsets");
            return;
        }
        if (!sinks.isEmpty() && !sinks.contains(cluster.get())) {
            report(
                    node,
                    "it has other brokers or other client settings than the sinks before it, and one transaction has"
                            + " one producer; give all of them the same");
        }
        sinks.add(cluster.get());
    }

    private void checkSource(Node node, SourceStage source) {
        Optional<Cluster> cluster = source.cluster();
        if (cluster.isEmpty()) {
            report(node, node.function() + " has no offsets to commit with what is written");
        } else if (sinks.stream()
                .anyMatch(sink -> !sink.brokers().equals(cluster.get().brokers()))) {
            report(
                    node,
                    "it reads from " + cluster.get().brokers() + " and the plan writes to another cluster, and a"
                            + " transaction cannot span two");
        }
    }

    private void report(Node node, String text) {
        problems.add(new Problem(node.location(), "stage " + node.id() + ": under exactly_once, " + text + INSTEAD));
    }
}

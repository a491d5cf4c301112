package dev.wharf.plan;

import dev.wharf.failure.OnError;
import dev.wharf.plan.ErrorHandling.DeadLetterQueue;
import dev.wharf.problem.Problem;
import dev.wharf.stage.Cluster;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.TransformStage;
import dev.wharf.stage.WaitingStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a plan can deliver as it says: under {@code exactly_once} everything has to be one transaction of one
 * cluster, and dead letters need a place.
 */
public final class DeliveryCheck {
    private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(5);
    /** Below 10 s, in milliseconds. */
    private static final Pattern TOO_SHORT = Pattern.compile("0*\\d{1,4}");

    private static final String INSTEAD = "; use delivery = \"at_least_once\"";

    private final List<Problem> problems;
    private final List<Cluster> sinks = new ArrayList<>();

    private DeliveryCheck(List<Problem> problems) {
        this.problems = problems;
    }

    /** Adds what is wrong. */
    public static void check(Plan plan, List<Problem> problems) {
        DeliveryCheck check = new DeliveryCheck(problems);
        if (plan.settings().exactlyOnce()) {
            check.check(plan);
        }
        check.checkDeadLetters(plan);
    }

    private void checkDeadLetters(Plan plan) {
        Optional<DeadLetterQueue> queue = plan.settings().errors().deadLetters();
        for (Node node : plan.nodes()) {
            if (node.onError().equals(Optional.of(OnError.DEAD_LETTER)) && queue.isEmpty()) {
                report(
                        node,
                        "on_error = dead_letter has no place to put them; add dead_letter_queue = \"TOPIC\" to"
                                + " [error_handling]");
            }
        }
        boolean cluster = plan.nodes().stream().anyMatch(node -> clusterOf(node).isPresent());
        if (queue.orElse(null) instanceof DeadLetterQueue.Topic topic
                && !cluster
                && !plan.nodes().isEmpty()) {
            report(
                    plan.nodes().get(0),
                    "dead_letter_queue = " + topic.name() + " is a topic, and no stage says on which cluster; use"
                            + " dead_letter_queue = \"file:PATH\"");
        }
    }

    private static Optional<Cluster> clusterOf(Node node) {
        return switch (node.stage()) {
            case SourceStage source -> source.cluster();
            case SinkStage sink -> sink.cluster();
            case TransformStage transform -> Optional.empty();
            case WaitingStage waiting -> Optional.empty();
        };
    }

    private void check(Plan plan) {
        if (plan.settings().errors().deadLetters().orElse(null) instanceof DeadLetterQueue.File file) {
            once(
                    plan.nodes().get(0),
                    "the dead letter file " + file.path() + " cannot take part in a transaction; name a topic");
        }
        checkDeadline(plan);
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
            once(
                    node,
                    node.function() + " cannot take part in a transaction, so what it writes could appear twice"
                            + " or without its offsets");
            return;
        }
        if (!sinks.isEmpty() && !sinks.contains(cluster.get())) {
            once(
                    node,
                    "it has other brokers or other client settings than the sinks before it, and one transaction has"
                            + " one producer; give all of them the same");
        }
        sinks.add(cluster.get());
        String timeout = cluster.get().settings().get("transaction.timeout.ms");
        if (timeout != null && TOO_SHORT.matcher(timeout.strip()).matches()) {
            once(
                    node,
                    "transaction.timeout.ms = " + timeout + " is less than the 10000 that attempts and commits reckon"
                            + " with; raise or remove it");
        }
    }

    private void checkSource(Node node, SourceStage source) {
        Optional<Cluster> cluster = source.cluster();
        if (cluster.isPresent()
                && "read_uncommitted".equals(cluster.get().settings().get("isolation.level"))) {
            once(node, "isolation.level = read_uncommitted would read what others have aborted; remove it");
        }
        if (cluster.isEmpty()) {
            once(node, node.function() + " has no offsets to commit with what is written");
        } else if (sinks.stream()
                .anyMatch(sink -> !sink.brokers().equals(cluster.get().brokers()))) {
            once(
                    node,
                    "it reads from " + cluster.get().brokers() + " and the plan writes to another cluster, and a"
                            + " transaction cannot span two");
        }
    }

    /** What waits longer holds the transaction until the brokers abort it. */
    private void checkDeadline(Plan plan) {
        Duration deadline = plan.settings().lanes().deadline();
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof WaitingStage
                    && (deadline.isZero() || deadline.compareTo(LONGEST_DEADLINE) > 0)) {
                once(
                        node,
                        "a stage that waits holds up its transaction, which the brokers end after 10 s; set"
                                + " deadline_ms to at most " + LONGEST_DEADLINE.toMillis());
            }
        }
    }

    private void once(Node node, String text) {
        report(node, "under exactly_once, " + text + INSTEAD);
    }

    private void report(Node node, String text) {
        problems.add(new Problem(node.location(), "stage " + node.id() + ": " + text));
    }
}

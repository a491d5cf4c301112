package dev.wharf.cli;

import dev.wharf.failure.OnError;
import dev.wharf.plan.ErrorHandling;
import dev.wharf.plan.ErrorHandling.DeadLetterQueue;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import dev.wharf.stage.Place;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.WaitingStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a plan guarantees, in sentences. */
final class Guarantees {
    private Guarantees() {}

    static List<String> of(Plan plan) {
        List<String> sentences = new ArrayList<>();
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SinkStage sink) {
                sentences.add(node.id() + ": " + ofSink(plan, node, sink));
            } else if (node.stage() instanceof WaitingStage) {
                sentences.add(node.id() + ": " + ofWaiting(plan));
            }
        }
        sentences.addAll(failures(plan));
        return sentences;
    }

    private static String ofSink(Plan plan, Node node, SinkStage sink) {
        if (plan.settings().exactlyOnce()) {
            return "records appear with their offsets, in transactions; whoever reads with read_committed sees each"
                    + " once";
        }
        boolean committing = PlanFacts.sourcesOf(plan, node).stream().anyMatch(SourceStage::commitsOffsets);
        return settled(sink) + (committing ? committed(sink) : repeated());
    }

    private static String settled(SinkStage sink) {
        return switch (sink.settling()) {
            case ACKNOWLEDGED -> "a record is done when all in-sync replicas acknowledged it; ";
            case WRITTEN -> "a record is done when it is written; ";
            case GATHERED ->
                "a file appears whole each time it rolls, when a partition is given up, and when the run stops, and its"
                        + " records are done then; ";
            case AT_THE_END -> "the file appears whole when the run has ended well, and its records are done then; ";
        };
    }

    private static String committed(SinkStage sink) {
        String when = switch (sink.settling()) {
            case ACKNOWLEDGED, WRITTEN -> "behind it";
            case GATHERED, AT_THE_END -> "then";
        };
        return "offsets are committed " + when + ", so after a crash the uncommitted ones come again, and none is lost";
    }

    private static String repeated() {
        return "the run succeeds only if every record is done; a run that failed is run again from the start";
    }

    private static String ofWaiting(Plan plan) {
        String order = switch (plan.settings().lanes().order()) {
            case PARTITION -> "those of a partition one after another";
            case KEY -> "those of a key one after another";
            case NONE -> "in no order";
        };
        return "up to " + plan.settings().lanes().lanes() + " records in work at once in each worker, " + order;
    }

    /** How failures are dealt with, where it is not by a stop. */
    private static List<String> failures(Plan plan) {
        List<String> sentences = new ArrayList<>();
        ErrorHandling errors = plan.settings().errors();
        for (Node node : plan.nodes()) {
            OnError policy = node.onError().orElse(errors.onError());
            if (node.place() != Place.SOURCE && policy != OnError.STOP) {
                sentences.add(
                        node.id() + ": a record that fails: " + policy.name().toLowerCase(Locale.ROOT));
            }
        }
        errors.deadLetters().ifPresent(queue -> sentences.add("dead letters: " + place(queue)));
        return sentences;
    }

    private static String place(DeadLetterQueue queue) {
        return switch (queue) {
            case DeadLetterQueue.Topic topic -> "topic " + topic.name();
            case DeadLetterQueue.File file -> "file " + file.path();
        };
    }
}

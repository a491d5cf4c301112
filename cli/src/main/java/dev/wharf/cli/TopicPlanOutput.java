package dev.wharf.cli;

import dev.wharf.error.WharfException;
import dev.wharf.topic.TopicApplied;
import dev.wharf.topic.TopicComparison;
import dev.wharf.topic.TopicDifference;
import dev.wharf.topic.TopicPlan;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** Prints differences on standard output; warnings, and what the brokers refuse, on standard error. */
final class TopicPlanOutput {
    private final TopicPlan plan;
    private final boolean json;
    private final PrintWriter out;
    private final PrintWriter err;

    TopicPlanOutput(TopicPlan plan, boolean json, CommandSpec spec) {
        this.plan = plan;
        this.json = json;
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
    }

    /**
     * Prints what differs.
     *
     * @param refused topics with which the brokers refuse something
     */
    void print(TopicComparison found, Map<String, WharfException> refused) {
        warn(found, refused);
        if (json) {
            Map<String, Object> map = TopicPlanText.asMap(plan, found);
            map.put("differences", TopicPlanText.asMaps(found.differences()));
            map.put("problems", texts(refused));
            out.println(Json.pretty(map));
        } else {
            lines(found.differences(), found);
            out.println(TopicPlanText.summary(plan, found));
        }
        out.flush();
    }

    /** Prints what was done, and what is left. */
    void print(TopicApplied applied) {
        TopicComparison after = applied.after();
        warn(after, applied.refused());
        if (json) {
            Map<String, Object> map = TopicPlanText.asMap(plan, after);
            map.put("done", TopicPlanText.asMaps(applied.done()));
            map.put("left", TopicPlanText.asMaps(after.differences()));
            map.put("problems", texts(applied.refused()));
            out.println(Json.pretty(map));
        } else {
            List<TopicDifference> all = new ArrayList<>(applied.done());
            all.addAll(after.left());
            lines(all, after);
            out.println(summary(applied));
        }
        out.flush();
    }

    private void lines(List<TopicDifference> differences, TopicComparison found) {
        differences.forEach(each -> TopicPlanText.lines(each).forEach(out::println));
        TopicPlanText.untold(found).forEach(out::println);
    }

    private String summary(TopicApplied applied) {
        if (applied.after().isAsPlanned() && applied.done().isEmpty()) {
            return TopicPlanText.summary(plan, applied.after());
        }
        long created = applied.done().stream()
                .filter(each -> each.what().equals(TopicDifference.TOPIC))
                .count();
        return created + " created, " + (applied.done().size() - created) + " changed, "
                + applied.after().differences().size() + " left";
    }

    private void warn(TopicComparison found, Map<String, WharfException> refused) {
        found.warnings().forEach(text -> err.println("wharf: warning: " + text));
        refused.forEach((topic, reason) -> err.println("wharf: topic " + topic + ": " + reason.getMessage()));
        err.flush();
    }

    private static Map<String, Object> texts(Map<String, WharfException> refused) {
        Map<String, Object> problems = new LinkedHashMap<>();
        refused.forEach((topic, reason) -> problems.put(topic, String.valueOf(reason.getMessage())));
        return problems;
    }

    /** The exit code of the worst that the brokers refuse. */
    static OptionalInt worst(Map<String, WharfException> refused) {
        return refused.values().stream().mapToInt(Main::exitCode).max();
    }
}

package dev.wharf.cli;

import dev.wharf.topic.TopicComparison;
import dev.wharf.topic.TopicPlan;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what a comparison has found: differences on standard output, warnings on standard error. */
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

    void print(TopicComparison found) {
        warn(found);
        if (json) {
            Map<String, Object> map = TopicPlanText.asMap(plan, found);
            map.put("differences", TopicPlanText.asMaps(found.differences()));
            out.println(Json.pretty(map));
        } else {
            found.differences().forEach(each -> TopicPlanText.lines(each).forEach(out::println));
            TopicPlanText.untold(found).forEach(out::println);
            out.println(TopicPlanText.summary(plan, found));
        }
        out.flush();
    }

    void warn(TopicComparison found) {
        found.warnings().forEach(text -> err.println("wharf: warning: " + text));
        err.flush();
    }
}

package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.WharfException;
import dev.wharf.topic.ClusterAdmin;
import dev.wharf.topic.TopicApplied;
import dev.wharf.topic.TopicDifference;
import dev.wharf.topic.TopicPlan;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf topics apply}: makes topics as planned, as far as nothing is shrunk or lost by it. */
@Command(
        name = "apply",
        description = "Creates the topics of a plan, and changes what can be changed without loss.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics apply topics.toml --brokers localhost:9092",
            "  wharf topics apply --env --profile dev",
            "",
            "Nothing is shrunk: fewer partitions, less retention, smaller records, fewer",
            "copies in sync, other copies and another cleanup.policy are left alone, and",
            "named. Several may run at once. A problem with one topic does not keep the",
            "others from being done.",
            "Exit codes: 0 now as planned; 1 some differences are left; 2 the plan or an",
            "argument is wrong, or a setting was refused as wrong; 3 no broker, the login",
            "or a permission was refused, or too few brokers."
        })
final class TopicsApplyCommand implements Callable<Integer> {
    @Mixin
    private TopicPlanOptions options;

    @Option(
            names = "--add-partitions",
            description = "Give topics more partitions, too. Keys move to other ones, out of their order.")
    private boolean addPartitions;

    @Option(names = "--json", description = "Print what was done and what is left as JSON.")
    private boolean json;

    @Mixin
    private ClientOptions clientOptions;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsApplyCommand() {}

    @Override
    public Integer call() {
        TopicPlan plan = options.load(addPartitions);
        ClientSettings client = clientOptions.settings();
        try (Embedded kafka = clientOptions.embedded(true, spec.commandLine().getErr());
                ClusterAdmin cluster =
                        ClusterAdmin.connect(kafka.address().map(client::at).orElse(client))) {
            TopicApplied applied = plan.apply(cluster);
            print(plan, applied);
            return exitCode(applied);
        }
    }

    /** That of the worst that the brokers refused. */
    private static int exitCode(TopicApplied applied) {
        return applied.after().isAsPlanned()
                ? 0
                : applied.refused().values().stream()
                        .mapToInt(Main::exitCode)
                        .max()
                        .orElse(Main.FAILED);
    }

    private void print(TopicPlan plan, TopicApplied applied) {
        PrintWriter out = spec.commandLine().getOut();
        new TopicPlanOutput(plan, json, spec).warn(applied.after());
        complain(applied.refused(), spec.commandLine().getErr());
        if (json) {
            out.println(Json.pretty(asMap(plan, applied)));
        } else {
            lines(applied).forEach(out::println);
            TopicPlanText.untold(applied.after()).forEach(out::println);
            out.println(summary(plan, applied));
        }
        out.flush();
    }

    private static void complain(Map<String, WharfException> refused, PrintWriter err) {
        refused.forEach((topic, reason) -> err.println("wharf: topic " + topic + ": " + reason.getMessage()));
        err.flush();
    }

    private static List<String> lines(TopicApplied applied) {
        List<TopicDifference> all = new ArrayList<>(applied.done());
        all.addAll(applied.after().left());
        return all.stream().flatMap(each -> TopicPlanText.lines(each).stream()).toList();
    }

    private static String summary(TopicPlan plan, TopicApplied applied) {
        if (applied.after().isAsPlanned() && applied.done().isEmpty()) {
            return TopicPlanText.summary(plan, applied.after());
        }
        long created = applied.done().stream()
                .filter(each -> each.what().equals(TopicDifference.TOPIC))
                .count();
        return created + " created, " + (applied.done().size() - created) + " changed, "
                + applied.after().differences().size() + " left";
    }

    private static Map<String, Object> asMap(TopicPlan plan, TopicApplied applied) {
        Map<String, Object> map = TopicPlanText.asMap(plan, applied.after());
        Map<String, Object> problems = new LinkedHashMap<>();
        applied.refused().forEach((topic, reason) -> problems.put(topic, String.valueOf(reason.getMessage())));
        map.put("done", TopicPlanText.asMaps(applied.done()));
        map.put("left", TopicPlanText.asMaps(applied.after().differences()));
        map.put("problems", problems);
        return map;
    }
}

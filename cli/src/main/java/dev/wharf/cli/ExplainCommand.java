package dev.wharf.cli;

import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.stage.Place;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf explain}: shows the graph of a pipeline, and what it guarantees. */
@Command(
        name = "explain",
        description = "Shows the graph of a pipeline, and what it guarantees. Needs no broker.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  wharf explain orders.toml")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions pipeline;

    @Option(names = "--json", description = "Print it as JSON on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ExplainCommand() {}

    @Override
    public Integer call() {
        Plan plan = pipeline.load();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(asMap(plan)));
        } else {
            lines(plan).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    static List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(plan.name() + ": " + plan.nodes().size() + " stages, "
                + (plan.settings().streaming() ? "runs until it is stopped" : "runs to its end")
                + ", " + plan.settings().workers()
                + (plan.settings().workers() == 1 ? " worker" : " workers") + " a topic, memory_max_bytes = "
                + Progress.number(plan.settings().memoryMaxBytes()));
        Set<String> drawn = new HashSet<>();
        plan.nodes().stream().filter(node -> node.place() == Place.SOURCE).forEach(source -> {
            lines.add("");
            draw(plan, source, "", "", lines, drawn);
        });
        lines.add("");
        lines.add("Delivery: " + (plan.settings().exactlyOnce() ? "exactly once" : "at least once"));
        Guarantees.of(plan).forEach(line -> lines.add("  " + line));
        return lines;
    }

    /**
     * A node and what is behind it, as a tree; where several ways lead to a node, the later ones refer to the first.
     */
    private static void draw(Plan plan, Node node, String first, String rest, List<String> lines, Set<String> drawn) {
        if (!drawn.add(node.id())) {
            lines.add(first + node.id() + " (see above)");
            return;
        }
        lines.add(first + node.id() + "  [" + node.function() + "]  "
                + node.stage().summary());
        List<Node> consumers = plan.consumersOf(node.id());
        for (int i = 0; i < consumers.size(); i++) {
            boolean last = i == consumers.size() - 1;
            String under = rest + (last ? "   " : "│  ");
            draw(plan, consumers.get(i), rest + (last ? "└─ " : "├─ "), under, lines, drawn);
        }
    }

    private static Map<String, Object> asMap(Plan plan) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", plan.name());
        map.put("streaming", plan.settings().streaming());
        map.put("workers", plan.settings().workers());
        map.put("delivery", plan.settings().exactlyOnce() ? "exactly_once" : "at_least_once");
        map.put("guarantees", Guarantees.of(plan));
        map.put("stages", plan.nodes().stream().map(ExplainCommand::asMap).toList());
        return map;
    }

    private static Map<String, Object> asMap(Node node) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", node.id());
        map.put("function", node.function());
        map.put("summary", node.stage().summary());
        map.put("inputs", node.inputs());
        return map;
    }
}

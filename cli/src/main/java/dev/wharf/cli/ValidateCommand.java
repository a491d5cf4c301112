package dev.wharf.cli;

import dev.wharf.error.WharfException;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanException;
import dev.wharf.problem.Location;
import dev.wharf.problem.Problem;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf validate}: says everything that is wrong with a pipeline file, at once. */
@Command(
        name = "validate",
        description = "Says everything that is wrong with a pipeline file, at once. Needs no broker.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {"  wharf validate orders.toml", "", "Exit codes: 0 nothing is wrong, 2 something is."})
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions pipeline;

    @Option(names = "--json", description = "Print the problems as JSON on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ValidateCommand() {}

    @Override
    public Integer call() {
        try {
            Plan plan = pipeline.load();
            report(plan.nodes().size() + " stages, nothing wrong", List.of());
            return 0;
        } catch (PlanException e) {
            report("", e.problems());
            return Main.WRONG_INPUT;
        } catch (WharfException e) { // there is no text to find problems in
            if (!json) {
                throw e;
            }
            Location whole = new Location(String.valueOf(pipeline.file), 0, 0);
            report("", List.of(new Problem(whole, String.valueOf(e.getMessage()))));
            return Main.WRONG_INPUT;
        }
    }

    private void report(String good, List<Problem> problems) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (json) {
            out.println(
                    Json.pretty(problems.stream().map(ValidateCommand::asMap).toList()));
        } else if (problems.isEmpty()) {
            out.println(pipeline.file + ": " + good);
        } else {
            problems.forEach(err::println);
        }
        out.flush();
        err.flush();
    }

    private static Map<String, Object> asMap(Problem problem) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", problem.location().file());
        map.put("line", problem.location().line());
        map.put("column", problem.location().column());
        map.put("problem", problem.text());
        return map;
    }
}

package dev.wharf.cli;

import dev.wharf.devstack.DevstackException;
import dev.wharf.error.WharfException;
import dev.wharf.pipeline.OutsideCheck;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanException;
import dev.wharf.plan.PlanFacts;
import dev.wharf.problem.Location;
import dev.wharf.problem.Problem;
import dev.wharf.stage.TopicUse;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        description = "Says everything that is wrong with a pipeline file, at once.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf validate orders.toml",
            "  wharf validate orders.toml --connect",
            "",
            "It connects to brokers only with --connect or --brokers, and then looks at topics,",
            "limits and the last records, too. It writes nothing.",
            "Exit codes: 0 nothing is wrong (with --strict: no warnings either); 2 something",
            "is; 3 no broker answers, or the login was refused."
        })
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions pipeline;

    @Option(names = "--connect", description = "Ask the brokers in the file, too.")
    private boolean connect;

    @Option(names = "--strict", description = "Warnings count as problems.")
    private boolean strict;

    @Option(names = "--json", description = "Print the problems as JSON on standard output.")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".wharf",
            description = "Where the embedded Kafka keeps its data (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ValidateCommand() {}

    @Override
    public Integer call() {
        try {
            Plan plan = pipeline.load();
            return report(plan, connect || pipeline.brokers != null ? look(plan) : OutsideCheck.ofFiles(plan));
        } catch (PlanException e) {
            return report("", e.problems());
        } catch (Unreachable e) {
            report("", e.known);
            throw e.reason;
        } catch (WharfException e) { // there is no text to find problems in
            if (!json) {
                throw e;
            }
            Location whole = new Location(String.valueOf(pipeline.file), 0, 0);
            return report("", List.of(new Problem(whole, String.valueOf(e.getMessage()))));
        }
    }

    /** The brokers did not tell; what is known without them is shown all the same. */
    private static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<Problem> known;
        private final RuntimeException reason;

        Unreachable(List<Problem> known, RuntimeException reason) {
            super(reason);
            this.known = known;
            this.reason = reason;
        }
    }

    private List<Problem> look(Plan plan) throws Unreachable {
        boolean embedded = PlanFacts.topics(plan).stream()
                .anyMatch(use -> use.client().brokers().equals(TopicUse.EMBEDDED));
        try (Embedded kafka =
                Embedded.acquire(embedded, data, spec.commandLine().getErr())) {
            return OutsideCheck.ofCluster(plan, kafka.address());
        } catch (WharfException | DevstackException e) {
            throw new Unreachable(OutsideCheck.ofFiles(plan), e);
        }
    }

    private int report(Plan plan, List<Problem> problems) {
        return report(plan.nodes().size() + " stages, nothing wrong", problems);
    }

    private int report(String good, List<Problem> problems) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        boolean wrong = problems.stream().anyMatch(problem -> strict || !problem.isWarning());
        if (json) {
            out.println(
                    Json.pretty(problems.stream().map(ValidateCommand::asMap).toList()));
        } else {
            problems.forEach(err::println);
            if (!wrong && !good.isEmpty()) {
                out.println(pipeline.file + ": " + good + counted(problems.size()));
            }
        }
        out.flush();
        err.flush();
        return wrong ? Main.WRONG_INPUT : 0;
    }

    private static String counted(int warnings) {
        return switch (warnings) {
            case 0 -> "";
            case 1 -> "; 1 warning";
            default -> "; " + warnings + " warnings";
        };
    }

    private static Map<String, Object> asMap(Problem problem) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", problem.location().file());
        map.put("line", problem.location().line());
        map.put("column", problem.location().column());
        map.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        map.put("problem", problem.text());
        return map;
    }
}

package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.pipeline.StageCatalog;
import dev.wharf.problem.Nearest;
import dev.wharf.stage.Parameter;
import dev.wharf.stage.Place;
import dev.wharf.stage.StageDescriptor;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wharf info}: everything about one stage. */
@Command(
        name = "info",
        description = "Shows what one stage does, its keys and an example.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  wharf info kafka")
final class InfoCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FUNCTION",
            completionCandidates = StageNames.class,
            description = "The stage, by its function.")
    private String function;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    InfoCommand() {}

    @Override
    public Integer call() {
        StageCatalog catalog = StageCatalog.load();
        StageDescriptor stage = catalog.find(function)
                .orElseThrow(() -> new WharfException(
                        ErrorCode.CONFIGURATION,
                        "there is no stage " + function + Nearest.hint(function, catalog.functions())))
                .descriptor();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(asMap(stage)));
        } else {
            print(stage, out);
        }
        out.flush();
        return 0;
    }

    private static void print(StageDescriptor stage, PrintWriter out) {
        out.println(stage.function() + " (" + ListCommand.places(stage) + ")");
        indented(stage.summary(), 2, 2, out);
        out.println();
        for (Parameter parameter : stage.parameters()) {
            indented(parameter.name() + "  " + facts(stage, parameter), 2, 4, out);
            indented(parameter.doc(), 6, 6, out);
        }
        out.println();
        stage.example().lines().forEach(line -> out.println("    " + line));
    }

    private static void indented(String text, int first, int further, PrintWriter out) {
        List<String> lines = Wrapped.lines(text, Wrapped.TERMINAL - further);
        for (int i = 0; i < lines.size(); i++) {
            out.println(" ".repeat(i == 0 ? first : further) + lines.get(i));
        }
    }

    private static String facts(StageDescriptor stage, Parameter parameter) {
        StringBuilder facts = new StringBuilder(parameter.type().name().toLowerCase(Locale.ROOT));
        if (!parameter.allowed().isEmpty()) {
            facts.append(": ").append(String.join(" | ", parameter.allowed()));
        }
        if (parameter.required()) {
            facts.append(", required");
        } else if (parameter.fallback() != null) {
            facts.append(", default ").append(parameter.fallback());
        }
        if (!parameter.places().containsAll(stage.places())) {
            facts.append(", only as ")
                    .append(parameter.places().stream()
                            .map(place -> place.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
        return facts.toString();
    }

    private static Map<String, Object> asMap(StageDescriptor stage) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("function", stage.function());
        map.put(
                "places",
                stage.places().stream()
                        .sorted()
                        .map(Place::name)
                        .map(InfoCommand::lower)
                        .toList());
        map.put("summary", stage.summary());
        map.put(
                "parameters",
                stage.parameters().stream().map(InfoCommand::asMap).toList());
        map.put("example", stage.example());
        return map;
    }

    private static Map<String, Object> asMap(Parameter parameter) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", parameter.name());
        map.put("type", lower(parameter.type().name()));
        map.put("required", parameter.required());
        if (parameter.fallback() != null) {
            map.put("default", parameter.fallback());
        }
        map.put("allowed", parameter.allowed());
        map.put(
                "places",
                parameter.places().stream()
                        .map(Place::name)
                        .map(InfoCommand::lower)
                        .toList());
        map.put("doc", parameter.doc());
        return map;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

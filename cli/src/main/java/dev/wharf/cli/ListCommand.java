package dev.wharf.cli;

import dev.wharf.pipeline.StageCatalog;
import dev.wharf.stage.StageDescriptor;
import dev.wharf.stage.StageProvider;
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
import picocli.CommandLine.Spec;

/** {@code wharf list}: the stages there are. */
@Command(
        name = "list",
        description = "Lists the stages there are; those of jars in plugins/ too.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  wharf list --json")
final class ListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    ListCommand() {}

    @Override
    public Integer call() {
        List<StageDescriptor> stages = StageCatalog.load().all().stream()
                .map(StageProvider::descriptor)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(stages.stream().map(ListCommand::asMap).toList()));
        } else {
            TextTable table = new TextTable().row("function", "as", "does");
            stages.forEach(stage -> table.row(stage.function(), places(stage), stage.summary()));
            table.lines(Wrapped.TERMINAL).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    static String places(StageDescriptor stage) {
        return stage.places().stream()
                .sorted()
                .map(place -> place.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> asMap(StageDescriptor stage) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("function", stage.function());
        map.put(
                "places",
                stage.places().stream()
                        .sorted()
                        .map(place -> place.name().toLowerCase(Locale.ROOT))
                        .toList());
        map.put("summary", stage.summary());
        return map;
    }
}

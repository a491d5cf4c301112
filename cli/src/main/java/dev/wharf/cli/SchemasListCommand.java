package dev.wharf.cli;

import dev.wharf.schema.RegisteredSchema;
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

/** {@code wharf schemas list}: the subjects, and what is the latest in each. */
@Command(
        name = "list",
        description = "Lists subjects, with the latest version of each.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf schemas list --registry http://localhost:8081 --prefix orders",
            "",
            "Exit codes: 0 done; 2 wrong arguments; 3 the registry does not answer."
        })
final class SchemasListCommand implements Callable<Integer> {
    @Option(names = "--prefix", paramLabel = "TEXT", defaultValue = "", description = "Only subjects that begin so.")
    private String prefix;

    @Mixin
    private SchemasAccess access;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    SchemasListCommand() {}

    @Override
    public Integer call() {
        return access.run(spec, registry -> {
            // Not every registry knows the parameter.
            List<RegisteredSchema> latest = registry.api().subjects(prefix, false).stream()
                    .filter(subject -> subject.startsWith(prefix))
                    .sorted()
                    .map(registry::latest)
                    .toList();
            print(latest);
            return 0;
        });
    }

    private void print(List<RegisteredSchema> latest) {
        PrintWriter out = spec.commandLine().getOut();
        if (access.json()) {
            List<Map<String, Object>> all = new ArrayList<>();
            latest.forEach(one -> all.add(asMap(one)));
            out.println(Json.pretty(all));
        } else if (latest.isEmpty()) {
            out.println("no subjects");
        } else {
            TextTable table = new TextTable().row("SUBJECT", "VERSION", "ID", "TYPE");
            latest.forEach(one -> table.row(
                    Printable.line(one.subject()),
                    String.valueOf(one.version()),
                    String.valueOf(one.id()),
                    one.schema().type().toString()));
            table.lines(Wrapped.TERMINAL).forEach(out::println);
        }
        out.flush();
    }

    static Map<String, Object> asMap(RegisteredSchema schema) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("subject", schema.subject());
        map.put("version", schema.version());
        map.put("id", schema.id());
        map.put("type", schema.schema().type().toString());
        return map;
    }
}

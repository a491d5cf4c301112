package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.Schema;
import dev.wharf.schema.SchemaRules;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf schemas diff}: in what a schema differs from one that is registered. */
@Command(
        name = "diff",
        description = "Says in what a schema differs from the latest of a subject, or from another version.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf schemas diff orders-value order.avsc",
            "  wharf schemas diff orders-value order.avsc --schema-version 2",
            "",
            "Exit codes: 0 they mean the same; 1 they differ; 2 it is no schema, or an",
            "argument is wrong; 3 the registry does not answer, or has no such version."
        })
final class SchemasDiffCommand implements Callable<Integer> {
    @Mixin
    private SchemaArguments arguments;

    @Option(
            names = "--schema-version",
            paramLabel = "N",
            description = "The version to compare with (default: the latest).")
    private @Nullable Integer version;

    @Mixin
    private SchemasAccess access;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    SchemasDiffCommand() {}

    @Override
    public Integer call() {
        Schema schema = arguments.read();
        return access.run(spec, registry -> {
            RegisteredSchema other = version == null
                    ? registry.latest(arguments.subject())
                    : registry.version(arguments.subject(), version);
            if (other.schema().type() != schema.type()) {
                throw new WharfException(
                        ErrorCode.CONFIGURATION,
                        arguments.path() + " is " + schema.type() + ", and version " + other.version() + " of "
                                + arguments.subject() + " is " + other.schema().type());
            }
            SchemaRules rules = SchemaArguments.rules(schema.type())
                    .orElseThrow(() -> new WharfException(
                            ErrorCode.CONFIGURATION, "schemas of type " + schema.type() + " cannot be read here"));
            List<String> differences = rules.parse(
                            other.schema().text(), registry.references(other.schema(), arguments.subject()))
                    .differences(rules.parse(schema.text(), registry.references(schema, arguments.subject())));
            print(other, differences);
            return differences.isEmpty() ? 0 : Main.FAILED;
        });
    }

    private void print(RegisteredSchema other, List<String> differences) {
        PrintWriter out = spec.commandLine().getOut();
        if (access.json()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("subject", arguments.subject());
            map.put("version", other.version());
            map.put("same", differences.isEmpty());
            map.put("differences", differences);
            out.println(Json.pretty(map));
        } else if (differences.isEmpty()) {
            out.println(
                    arguments.path() + " means the same as version " + other.version() + " of " + arguments.subject());
        } else {
            out.println(
                    arguments.path() + " differs from version " + other.version() + " of " + arguments.subject() + ":");
            differences.forEach(line -> out.println("  " + Printable.line(line)));
        }
        out.flush();
    }
}

package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.SchemaRegistry;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wharf schemas get}: the text of a schema. */
@Command(
        name = "get",
        description = "Prints a schema: the latest of a subject, one of its versions, or that of an id.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf schemas get orders-value > order.avsc",
            "  wharf schemas get orders-value --schema-version 2",
            "  wharf schemas get --id 7",
            "",
            "Exit codes: 0 done; 2 wrong arguments; 3 there is no such schema, or the",
            "registry does not answer."
        })
final class SchemasGetCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SUBJECT", description = "The subject.")
    private @Nullable String subject;

    @Option(
            names = "--schema-version",
            paramLabel = "N",
            description = "A version of the subject (default: the latest).")
    private @Nullable Integer version;

    @Option(names = "--id", paramLabel = "N", description = "The schema of this id, whatever its subject.")
    private @Nullable Integer id;

    @Mixin
    private SchemasAccess access;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    SchemasGetCommand() {}

    @Override
    public Integer call() {
        if ((subject == null) == (id == null) || (version != null && subject == null)) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION, "name a SUBJECT, with or without --schema-version, or else an --id");
        }
        return access.run(spec, registry -> {
            RegisteredSchema found = find(registry);
            PrintWriter out = spec.commandLine().getOut();
            if (access.json()) {
                Map<String, Object> map = SchemasListCommand.asMap(found);
                map.put("schema", found.schema().text());
                out.println(Json.pretty(map));
            } else {
                out.println(Printable.lines(found.schema().text()));
            }
            out.flush();
            return 0;
        });
    }

    private RegisteredSchema find(SchemaRegistry registry) {
        if (id != null) {
            return registry.byId(id);
        }
        String named = subject == null ? "" : subject;
        return version == null ? registry.latest(named) : registry.version(named, version);
    }
}

package dev.wharf.cli;

import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.Schema;
import dev.wharf.schema.WriterPolicy;
import dev.wharf.schema.WriterSchemas;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf schemas register}: a new version of a subject. */
@Command(
        name = "register",
        description = "Registers a schema as the next version of a subject, unless it is there already.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf schemas register orders-value order.avsc",
            "  wharf schemas register orders-value order.proto \\",
            "    --reference money.proto=money:1",
            "",
            "Exit codes: 0 it is registered; 2 it is no schema, or not compatible with what",
            "is there, and it says why; 3 the registry does not answer, or refuses us."
        })
final class SchemasRegisterCommand implements Callable<Integer> {
    @Mixin
    private SchemaArguments arguments;

    @Option(names = "--normalize", description = "Let the registry bring it into its normal form.")
    private boolean normalize;

    @Mixin
    private SchemasAccess access;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    SchemasRegisterCommand() {}

    @Override
    public Integer call() {
        Schema schema = arguments.read();
        return access.run(spec, registry -> {
            WriterSchemas writers = new WriterSchemas(
                    registry, SchemaArguments.rules(schema.type()).stream().toList());
            RegisteredSchema registered =
                    writers.resolve(arguments.subject(), schema, new WriterPolicy.Register(normalize));
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    access.json()
                            ? Json.pretty(SchemasListCommand.asMap(registered))
                            : "subject " + arguments.subject() + ": schema " + registered.id()
                                    + (registered.version() > 0 ? ", version " + registered.version() : ""));
            out.flush();
            return 0;
        });
    }
}

package dev.wharf.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wharf schemas}: what can be done with a schema registry. */
@Command(
        name = "schemas",
        description = "Lists, shows, registers and compares schemas of a registry.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SchemasListCommand.class,
            SchemasGetCommand.class,
            SchemasRegisterCommand.class,
            SchemasCheckCommand.class,
            SchemasDiffCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf schemas list --registry http://localhost:8081",
            "  wharf schemas register orders-value order.avsc",
            "  wharf schemas diff orders-value order.avsc"
        })
final class SchemasCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    SchemasCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}

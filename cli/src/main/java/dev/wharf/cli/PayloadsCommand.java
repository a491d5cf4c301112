package dev.wharf.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wharf payloads}: what stores of large payloads hold, and what is orphaned. */
@Command(
        name = "payloads",
        description = "Shows what stores of large payloads hold, finds references to nothing, and removes orphans.",
        mixinStandardHelpOptions = true,
        subcommands = {PayloadsStatCommand.class, PayloadsFsckCommand.class, PayloadsGcCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf payloads stat --store archive=s3://my-bucket/payloads --brokers localhost:9092",
            "  wharf payloads fsck",
            "  wharf payloads gc --grace 48h --delete",
            "",
            "Exit codes: 0 all is well; 1 something is wrong; 2 wrong arguments; 3 no broker, no",
            "store, or a topic that cannot be read."
        })
final class PayloadsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    PayloadsCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}

package dev.wharf.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wharf dlq}: what can be done with dead letters. */
@Command(
        name = "dlq",
        description =
                "Lists, shows and replays dead letters: records that could not be processed, in a topic or a file.",
        mixinStandardHelpOptions = true,
        subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqReplayCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf dlq list orders.dlq --brokers localhost:9092",
            "  wharf dlq show orders.dlq --reason \"no such customer\"",
            "  wharf dlq replay orders.dlq --reason \"no such customer\"",
            "",
            "It also reads what Kafka Connect, Kafka Streams and Spring for Apache Kafka write."
        })
final class DlqCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    DlqCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}

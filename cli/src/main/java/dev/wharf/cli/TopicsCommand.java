package dev.wharf.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wharf topics}: what can be done with topics. */
@Command(
        name = "topics",
        description = "Lists, describes, creates and deletes topics, and makes them as a file plans them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TopicsListCommand.class,
            TopicsDescribeCommand.class,
            TopicsCreateCommand.class,
            TopicsDeleteCommand.class,
            TopicsPlanCommand.class,
            TopicsApplyCommand.class,
            TopicsVerifyCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics list --brokers localhost:9092",
            "  wharf topics create orders --partitions 6 --brokers localhost:9092",
            "  wharf topics plan topics.toml --brokers localhost:9092"
        })
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}

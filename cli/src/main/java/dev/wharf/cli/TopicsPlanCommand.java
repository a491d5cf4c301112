package dev.wharf.cli;

import dev.wharf.topic.TopicComparison;
import dev.wharf.topic.TopicPreview;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf topics plan}: what {@code apply} would do. */
@Command(
        name = "plan",
        description = "Shows how topics differ from a plan, and what apply would do about it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics plan topics.toml --brokers localhost:9092",
            "  wharf topics plan --env --brokers localhost:9092",
            "",
            "It changes nothing. + is a topic that apply creates, ~ a change, ! what it",
            "leaves alone and why, ? what the brokers did not tell.",
            "Exit codes: 0 all as planned; 4 apply would create or change something; 1 it",
            "would leave all differences alone; 2 the plan or an argument is wrong, or the",
            "brokers would refuse a setting as wrong; 3 no broker, the login or a",
            "permission was refused, or too few brokers."
        })
final class TopicsPlanCommand implements Callable<Integer> {
    /** There is something that apply would do. */
    static final int TO_APPLY = 4;

    @Mixin
    private TopicPlanOptions options;

    @Option(names = "--add-partitions", description = "Show what apply would do with this option.")
    private boolean addPartitions;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsPlanCommand() {}

    @Override
    public Integer call() {
        return options.run(spec, addPartitions, (plan, cluster, output) -> {
            TopicPreview preview = plan.preview(cluster);
            preview.found().requireBrokers();
            output.print(preview.found(), preview.refused());
            return TopicPlanOutput.worst(preview.refused()).orElse(exitCode(preview.found()));
        });
    }

    private static int exitCode(TopicComparison found) {
        if (found.isAsPlanned()) {
            return 0;
        }
        return found.toApply().isEmpty() ? Main.FAILED : TO_APPLY;
    }
}

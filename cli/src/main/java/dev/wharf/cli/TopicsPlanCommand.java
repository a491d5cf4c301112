package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.topic.ClusterAdmin;
import dev.wharf.topic.TopicComparison;
import dev.wharf.topic.TopicPlan;
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
            "would leave all differences alone; 2 the plan or an argument is wrong; 3 no",
            "broker, the login or a permission was refused, or too few brokers."
        })
final class TopicsPlanCommand implements Callable<Integer> {
    /** There is something that apply would do. */
    static final int TO_APPLY = 4;

    @Mixin
    private TopicPlanOptions options;

    @Option(names = "--add-partitions", description = "Show what apply would do with this option.")
    private boolean addPartitions;

    @Option(names = "--json", description = "Print the differences as JSON on standard output.")
    private boolean json;

    @Mixin
    private ClientOptions clientOptions;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsPlanCommand() {}

    @Override
    public Integer call() {
        TopicPlan plan = options.load(addPartitions);
        ClientSettings client = clientOptions.settings();
        try (Embedded kafka = clientOptions.embedded(true, spec.commandLine().getErr());
                ClusterAdmin cluster =
                        ClusterAdmin.connect(kafka.address().map(client::at).orElse(client))) {
            TopicComparison found = plan.compare(cluster);
            found.requireBrokers();
            new TopicPlanOutput(plan, json, spec).print(found);
            return exitCode(found);
        }
    }

    private static int exitCode(TopicComparison found) {
        if (found.isAsPlanned()) {
            return 0;
        }
        return found.toApply().isEmpty() ? Main.FAILED : TO_APPLY;
    }
}

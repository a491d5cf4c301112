package dev.wharf.cli;

import dev.wharf.topic.TopicApplied;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wharf topics apply}: makes topics as planned, as far as nothing is shrunk or lost by it. */
@Command(
        name = "apply",
        description = "Creates the topics of a plan, and changes what can be changed without loss.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics apply topics.toml --brokers localhost:9092",
            "  wharf topics apply --env --profile dev",
            "",
            "Nothing is shrunk: fewer partitions, less retention, smaller records, fewer",
            "copies in sync, other copies and another cleanup.policy are left alone, and",
            "named. Several may run at once. A problem with one topic does not keep the",
            "others from being done.",
            "Exit codes: 0 now as planned; 1 some differences are left; 2 the plan or an",
            "argument is wrong, or a setting was refused as wrong; 3 no broker, the login",
            "or a permission was refused, or too few brokers."
        })
final class TopicsApplyCommand implements Callable<Integer> {
    @Mixin
    private TopicPlanOptions options;

    @Option(
            names = "--add-partitions",
            description = "Give topics more partitions, too. Keys move to other ones, out of their order.")
    private boolean addPartitions;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsApplyCommand() {}

    @Override
    public Integer call() {
        return options.run(spec, addPartitions, (plan, cluster, output) -> {
            TopicApplied applied = plan.apply(cluster);
            output.print(applied);
            return applied.after().isAsPlanned()
                    ? 0
                    : TopicPlanOutput.worst(applied.refused()).orElse(Main.FAILED);
        });
    }
}

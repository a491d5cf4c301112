package dev.wharf.cli;

import dev.wharf.topic.TopicComparison;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wharf topics verify}: whether topics are as planned. */
@Command(
        name = "verify",
        description = "Says whether topics are as planned, and how they differ.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf topics verify topics.toml --brokers localhost:9092",
            "  wharf topics verify --env --json",
            "",
            "It changes nothing, and needs DESCRIBE on the topics; settings are compared",
            "where DESCRIBE_CONFIGS is allowed, too.",
            "Exit codes: 0 as planned; 1 not; 2 the plan or an argument is wrong; 3 no",
            "broker, or the login or a permission was refused."
        })
final class TopicsVerifyCommand implements Callable<Integer> {
    @Mixin
    private TopicPlanOptions options;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicsVerifyCommand() {}

    @Override
    public Integer call() {
        return options.run(spec, false, (plan, cluster, output) -> {
            TopicComparison found = plan.compare(cluster);
            output.print(found, Map.of());
            return found.isAsPlanned() ? 0 : Main.FAILED;
        });
    }
}

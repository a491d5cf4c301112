package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.pipeline.TopicPlanLoader;
import dev.wharf.problem.Nearest;
import dev.wharf.topic.ClusterAdmin;
import dev.wharf.topic.TopicPlan;
import dev.wharf.topic.TopicPlanBuilder;
import dev.wharf.topic.TopicProfile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that hold topics against a plan have in common: the plan, and the cluster. */
final class TopicPlanOptions {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The plan, in TOML.")
    private @Nullable Path file;

    @Option(
            names = "--env",
            description = "Plan the topics that variables KAFKA_TOPIC_NAME=TOPIC of the environment name; with FILE,"
                    + " those too.")
    private boolean environment;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "prod; or dev, where there may be fewer brokers than copies (default: that of the file, else"
                    + " prod).")
    private @Nullable String profile;

    @Option(names = "--json", description = "Print what was found and done as JSON on standard output.")
    private boolean json;

    @Mixin
    private ClientOptions clientOptions;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicPlanOptions() {}

    /** What a command does with its plan; the answer is its exit code. */
    interface Work {
        int on(TopicPlan plan, ClusterAdmin cluster, TopicPlanOutput output);
    }

    /**
     * Does it.
     *
     * @throws WharfException if there is no plan, or no cluster
     */
    int run(CommandSpec spec, boolean addPartitions, Work work) {
        TopicPlan plan = load(addPartitions, System.getenv());
        ClientSettings client = clientOptions.settings();
        try (Embedded kafka = clientOptions.embedded(true, spec.commandLine().getErr());
                ClusterAdmin cluster =
                        ClusterAdmin.connect(kafka.address().map(client::at).orElse(client))) {
            return work.on(plan, cluster, new TopicPlanOutput(plan, json, spec));
        }
    }

    /** With {@code CONFIGURATION} for an error that names every problem. */
    private TopicPlan load(boolean addPartitions, Map<String, String> variables) {
        Optional<TopicProfile> wanted = Optional.ofNullable(profile).map(TopicPlanOptions::profile);
        if (file != null) {
            return TopicPlanLoader.load(
                    file, new TopicPlanLoader.Options(wanted, variables, environment, addPartitions));
        }
        if (!environment) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION, "there is no plan; name a FILE, or give --env for KAFKA_TOPIC_NAME=TOPIC");
        }
        TopicPlanBuilder plan = TopicPlan.builder().environment(variables);
        wanted.ifPresent(plan::profile);
        return addPartitions ? plan.addPartitions().build() : plan.build();
    }

    private static TopicProfile profile(String word) {
        return TopicProfile.of(word)
                .orElseThrow(() -> new WharfException(
                        ErrorCode.CONFIGURATION,
                        "--profile " + word + " is not possible" + Nearest.hint(word, TopicProfile.words())));
    }
}

package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.pipeline.TopicPlanLoader;
import dev.wharf.problem.Nearest;
import dev.wharf.topic.TopicPlan;
import dev.wharf.topic.TopicPlanBuilder;
import dev.wharf.topic.TopicProfile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that hold topics against a plan have in common: the plan. */
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

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    TopicPlanOptions() {}

    /**
     * The plan.
     *
     * @throws WharfException with {@code CONFIGURATION} that names every problem
     */
    TopicPlan load(boolean addPartitions) {
        return load(addPartitions, System.getenv());
    }

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

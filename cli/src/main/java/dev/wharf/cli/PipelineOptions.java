package dev.wharf.cli;

import dev.wharf.pipeline.PipelineLoader;
import dev.wharf.pipeline.StageCatalog;
import dev.wharf.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that take a pipeline file have in common. */
final class PipelineOptions {
    @Parameters(index = "0", paramLabel = "FILE", description = "The pipeline file.")
    @Nullable
    Path file;

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT,...",
            description = "Kafka's brokers, in place of those in the file; \"embedded\" for one that Wharf starts.")
    @Nullable
    String brokers;

    /** Reads the file. */
    Plan load() {
        Embedded.check(brokers);
        Path path = file == null ? Path.of("") : file;
        PipelineLoader.Options options = new PipelineLoader.Options(Optional.ofNullable(brokers), System.getenv());
        return PipelineLoader.load(path, StageCatalog.load(), options);
    }
}

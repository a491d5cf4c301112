package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WharfPipelineTest {

    @Test
    void filterHasThreeStages() {
        String toml = WharfPipeline.toml(job(Bench.FILTER), "at_least_once");

        assertThat(toml)
                .containsSubsequence(
                        "id = \"in\"",
                        "topic = \"source\"",
                        "group_id = \"mine\"",
                        "max_messages = \"1000\"",
                        "\"max.poll.records\" = \"5000\"",
                        "function = \"filter.apply\"",
                        "operator = \">=\"",
                        "inputs = [\"filter\"]",
                        "topic = \"target\"",
                        "\"compression.type\" = \"lz4\"")
                .doesNotContain("select.apply");
    }

    @Test
    void projectSelectsAndMapsInBetween() {
        assertThat(WharfPipeline.toml(job(Bench.PROJECT), "exactly_once"))
                .containsSubsequence(
                        "delivery = \"exactly_once\"",
                        "function = \"select.apply\"",
                        "function = \"map.apply\"",
                        "expression = \"amount * quantity\"",
                        "inputs = [\"map\"]");
    }

    @Test
    void aJobSurvivesTheCommandLine() {
        LoadJob job = job(Bench.PROJECT);

        assertThat(LoadJob.parse(job.args())).isEqualTo(job);
    }

    private static LoadJob job(Bench bench) {
        return new LoadJob(bench, "127.0.0.1:1", "mine", "source", "target", 1_000, "classic", Path.of("folder"));
    }
}

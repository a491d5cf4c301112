package dev.wharf.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    void avroIsReadByTheRegistryAndWrittenAsJson() {
        assertThat(WharfPipeline.toml(avroJob(), "at_least_once"))
                .containsSubsequence(
                        "topic = \"source\"",
                        "codec = \"avro\"",
                        "registry = \"http://127.0.0.1:2\"",
                        "function = \"filter.apply\"",
                        "topic = \"target\"",
                        "codec = \"json\"");
        assertThat(WharfPipeline.toml(job(Bench.AVRO_TO_JSON), "at_least_once")).doesNotContain("codec", "registry");
    }

    @Test
    void aJobSurvivesTheCommandLine() {
        for (LoadJob job : List.of(job(Bench.PROJECT), avroJob())) {
            assertThat(LoadJob.parse(job.args())).isEqualTo(job);
        }
    }

    private static LoadJob job(Bench bench) {
        return job(bench, Optional.empty());
    }

    private static LoadJob avroJob() {
        return job(Bench.AVRO_TO_JSON, Optional.of("http://127.0.0.1:2"));
    }

    private static LoadJob job(Bench bench, Optional<String> registry) {
        Path folder = Path.of("folder");
        return new LoadJob(bench, "127.0.0.1:1", "mine", "source", "target", 1_000, "classic", folder, registry);
    }
}

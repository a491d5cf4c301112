package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the container file and the Compose file make of the distribution works, as far as it does without an engine. */
final class PackagingIT {

    @TempDir
    private Path sandbox = Path.of("");

    @Test
    void whatTheImageCopiesIsInTheDistribution() {
        Path home = Path.of(System.getProperty("wharf.distribution", ""));

        assertThat(Containerfile.ours().copied())
                .contains("bin", "lib", "sbom.json*")
                .filteredOn(path -> !path.endsWith("*"))
                .allSatisfy(path -> assertThat(home.resolve(path)).exists());
        assertThat(List.of(Containerfile.PATH, Compose.PATH))
                .allSatisfy(path -> assertThat(home.resolve(path)).isNotEmptyFile());
    }

    @Test
    void whatComposeRunsOfWharfWorksTwice() {
        Compose compose = Compose.ours();
        Distribution distribution = Distribution.copyTo(sandbox);
        Path work = sandbox.resolve("work");
        Folders.copy(distribution.home().resolve("examples"), work.resolve("examples"));
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            for (int round = 1; round <= 2; round++) {
                for (String service : compose.wharfServices()) {
                    Command.Result result = wharf(distribution, compose, service)
                            .run(compose.command(service).stream()
                                    .map(word -> word.replace("kafka:9092", kafka.bootstrapServers()))
                                    .toArray(String[]::new));
                    assertThat(result.exit()).as(service + "\n" + result.err()).isZero();
                }
            }
        }
        assertThat(work.resolve("output/late-flights.json")).isNotEmptyFile();
    }

    @Test
    void theImageAloneShowsTheHelp() {
        Command.Result result = Distribution.copyTo(sandbox).wharf().run("--help");

        assertThat(Containerfile.ours().one("CMD")).isEqualTo("[\"--help\"]");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("Usage: wharf ");
    }

    private static Command wharf(Distribution distribution, Compose compose, String service) {
        Command wharf = distribution.wharf();
        for (var variable : compose.environment(service).entrySet()) {
            wharf = wharf.with(variable.getKey(), variable.getValue());
        }
        return wharf;
    }
}

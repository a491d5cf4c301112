package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StartupTrainingTest {

    @Test
    void takesOneCommandALineAndNoComments() {
        List<String> lines = List.of("# a comment", "", "  version  ", "explain HOME/examples/a.toml");
        assertThat(StartupTraining.commandLines(lines, "/opt/a wharf"))
                .containsExactly(List.of("version"), List.of("explain", "/opt/a wharf/examples/a.toml"));
    }
}

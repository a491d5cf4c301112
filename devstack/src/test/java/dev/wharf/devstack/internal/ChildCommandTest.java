package dev.wharf.devstack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildCommandTest {

    @TempDir
    Path folder;

    @Test
    void givesEachJavaOnlyFlagsThatItKnows() throws IOException {
        assertThat(line("25.0.1")).contains("--sun-misc-unsafe-memory-access=allow");
        assertThat(line("21.0.2"))
                .contains("-XX:+AutoCreateSharedArchive")
                .doesNotContain("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void givesAnUnknownJavaOnlyFlagsThatAllKnow() {
        List<String> line = new ChildCommand(Path.of("java"), List.of(), "Main", List.of()).line(folder);

        assertThat(line).contains("-XX:+UseSerialGC").noneMatch(flag -> flag.startsWith("--"));
    }

    @Test
    void putsClassPathMainClassAndArgumentsLast() throws IOException {
        assertThat(line("25")).endsWith("-cp", folder.resolve("a.jar").toString(), "Main", "one", "two");
    }

    private List<String> line(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(version).resolve("bin"));
        Files.writeString(home.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = home.resolve("java");
        Files.writeString(java, "");
        return new ChildCommand(java, List.of(folder.resolve("a.jar")), "Main", List.of("one", "two")).line(folder);
    }
}

package dev.wharf.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DotEnvTest {
    @TempDir
    private Path folder;

    private Map<String, String> read(String text, Map<String, String> environment) throws IOException {
        return DotEnv.over(Files.writeString(folder.resolve(".env"), text), environment);
    }

    @Test
    void readsWhatShellsRead() throws IOException {
        String text = """
            # a comment
            PLAIN=a b   # with a comment
            export EXPORTED = x#y
            SINGLE='a # b $c \\n'   # behind
            DOUBLE="a \\"b\\"\\n"
            BACKSLASH="C:\\\\new $1 \\x"
            EMPTY=

            """;

        assertThat(read(text, Map.of()))
                .containsExactly(
                        Map.entry("PLAIN", "a b"),
                        Map.entry("EXPORTED", "x#y"),
                        Map.entry("SINGLE", "a # b $c \\n"),
                        Map.entry("DOUBLE", "a \"b\"\n"),
                        Map.entry("BACKSLASH", "C:\\new $1 \\x"),
                        Map.entry("EMPTY", ""));
    }

    @Test
    void theEnvironmentComesFirst() throws IOException {
        assertThat(read("A=1\nB=2\n", Map.of("B", "3", "C", "4"))).isEqualTo(Map.of("A", "1", "B", "3", "C", "4"));
    }

    @Test
    void aLineThatIsNoVariableIsToldWithoutItsText() {
        assertThatThrownBy(() -> read("A=1\nhunter2\n", Map.of()))
                .isInstanceOf(WharfException.class)
                .hasMessageEndingWith(".env:2: a line is NAME=value")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> read("A=\"hunter2\n", Map.of()))
                .hasMessageEndingWith(".env:1: a quote is not closed, or something follows it");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> DotEnv.over(folder.resolve("none"), Map.of()))
                .hasMessageContaining("there is no file")
                .hasMessageContaining("none");
    }
}

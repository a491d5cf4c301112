package dev.wharf.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** References to secrets. */
final class SecretsTest {
    private final Secrets secrets = new Secrets(Map.of("NAME", "a$1\\b", "EMPTY", "", "NESTED", "${env:NAME}"));

    @Test
    void resolvesVariablesOfTheEnvironmentOnce() {
        assertThat(secrets.resolve("<${env:NAME}|${env:EMPTY}|${env:NESTED}>")).isEqualTo("<a$1\\b||${env:NAME}>");
        assertThat(secrets.resolve("${NAME} $env:NAME ${other:NAME}")).isEqualTo("${NAME} $env:NAME ${other:NAME}");
    }

    @Test
    void namesAVariableThatIsNotSet() {
        assertThatThrownBy(() -> secrets.resolve("${env:PASSWORD}"))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessage("${env:PASSWORD}: the environment has no variable PASSWORD; set it");
    }

    @Test
    void readsAFileWithoutItsLastLineEnd(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, " a b \r\n");
        assertThat(secrets.resolve("${file:" + file + "}")).isEqualTo(" a b ");
        Files.writeString(file, "a\nb\n\n");
        assertThat(secrets.resolve("${file:" + file + "}")).isEqualTo("a\nb\n");
    }

    @Test
    void namesAFileThatCannotBeRead(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> secrets.resolve("${file:" + folder.resolve("no") + "}"))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("${file:" + folder.resolve("no") + "} cannot be read");
        Path large = Files.writeString(folder.resolve("large"), "c4n4ry".repeat(20_000));
        assertThatThrownBy(() -> secrets.resolve("${file:" + large + "}"))
                .hasMessageContaining("larger than 65536 bytes")
                .message()
                .doesNotContain("c4n4ry");
    }

    @Test
    @Timeout(30)
    void readsNoFileWithoutAnEnd() {
        assertThatThrownBy(() -> secrets.resolve("${file:/dev/zero}"))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("larger than 65536 bytes");
    }

    @Test
    void settingsDoNotShowTheirValues() {
        ClientSettings settings = new ClientSettings("localhost:1", Map.of("ssl.key.password", "c4n4ry"));
        assertThat(settings.toString()).isEqualTo("brokers localhost:1, settings [ssl.key.password]");
    }
}

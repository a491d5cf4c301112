package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.plan.PlanException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot even be parsed. */
final class PipelineFileTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    PipelineFileTest() {}

    private void assertRefused(Path file, String text) {
        assertThatThrownBy(() -> PipelineFile.read(file))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(text);
    }

    @Test
    void namesTheNearestOfAFileThatIsNotThere() throws IOException {
        Files.createFile(folder.resolve("orders.toml"));
        assertRefused(folder.resolve("order.toml"), "did you mean orders.toml?");
        assertRefused(folder.resolve("orders"), "did you mean orders.toml?");
        assertRefused(folder.resolve("no/order.toml"), "there is no folder " + folder.resolve("no"));
    }

    @Test
    void saysWhereItLookedForAFileAndWhatIsThere() throws IOException {
        Path file = folder.resolve("send.toml");
        assertRefused(file, "(looked for at " + file + "); no pipeline file is there, they end in .toml");
        for (int i = 10; i < 22; i++) {
            Files.createFile(folder.resolve("orders" + i + ".toml"));
        }
        assertRefused(file, "; pipeline files there: orders10.toml, orders11.toml");
        assertRefused(file, "orders19.toml and 2 more");
    }

    @Test
    void refusesAFolder() {
        assertRefused(folder, "is a folder; name a pipeline file in it");
    }

    @Test
    void refusesWhatCannotBeRead() throws IOException {
        Path loop = folder.resolve("loop.toml");
        Files.createSymbolicLink(loop, loop);
        assertRefused(loop, "cannot be read");
    }

    @Test
    void takesOneMebibyteAndNotOneByteMore() throws IOException {
        Path file = Files.writeString(folder.resolve("a.toml"), "#".repeat(1 << 20));
        assertThat(PipelineFile.read(file)).hasSize(1 << 20);
        Files.writeString(file, "#".repeat((1 << 20) + 1));
        assertRefused(file, "larger than 1 MiB");
    }

    @Test
    void readsNoFurtherThanItsLimit() {
        assertRefused(Path.of("/dev/zero"), "larger than 1 MiB");
    }

    @Test
    void showsWhereAFileIsNotUtf8() throws IOException {
        byte[] bytes = "[pipeline]\nname = \"ü\"\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("latin.toml"), bytes);
        assertThatThrownBy(() -> PipelineFile.read(file))
                .isInstanceOf(PlanException.class)
                .hasMessage(file + ":2:9: not UTF-8 from here on; save the file as UTF-8");
    }

    @Test
    void skipsAByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("bom.toml"), "\uFEFF[pipeline]");
        assertThat(PipelineFile.read(file)).isEqualTo("[pipeline]");
    }
}

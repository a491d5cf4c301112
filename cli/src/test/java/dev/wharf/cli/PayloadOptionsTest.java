package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientSettings;
import dev.wharf.large.PayloadSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class PayloadOptionsTest {
    private static final Path EMBEDDED = Path.of(".wharf");

    @Command
    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    private static final class Line {
        @Mixin
        private PayloadOptions options;
    }

    private static PayloadSettings settings(@Nullable Path data, String... words) {
        Line line = new Line();
        var unused = new CommandLine(line).parseArgs(words);
        return line.options.settings(ClientSettings.of("localhost:1"), data, Map.of());
    }

    @Test
    void largePayloadsGoToTheStoreThatIsNamed() {
        assertThat(settings(null).writing().large()).isEqualTo("chunks");
        assertThat(settings(null, "--store", "a=file:/x").writing().large()).isEqualTo("a");
        assertThat(settings(EMBEDDED).writing().large()).isEqualTo("local");
        assertThat(settings(EMBEDDED, "--store", "a=file:/x").writing().large()).isEqualTo("a");
    }

    @Test
    void saysWhatIsWrongWithAStore() {
        assertThatThrownBy(() -> settings(null, "--store-option", "a.region=x"))
                .hasMessage("store.a.url is missing: where store a is, such as file:/var/lib/payloads or"
                        + " s3://BUCKET/PREFIX");
        assertThatThrownBy(() -> settings(null, "--store", "a=ftp://x"))
                .hasMessageContaining("store.a.url = ftp://x: there is no store of that kind");
        assertThatThrownBy(() -> settings(null, "--store", "a"))
                .hasMessage("--store: a setting without its name; write KEY=VALUE");
    }
}

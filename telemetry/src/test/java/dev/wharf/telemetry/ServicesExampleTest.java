package dev.wharf.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ServicesExampleTest {
    private static final Path PAGE = Path.of("..", "docs", "how-to", "event-services.md");
    private static final Path CODE =
            Path.of("src", "test", "java", "dev", "wharf", "telemetry", "ServicesExample.java");
    private static final Pattern SHOWN =
            Pattern.compile(" {4}// shown from here\\n(.*?) {4}// shown to here", Pattern.DOTALL);

    @Test
    void thePageShowsCodeThatCompiles() throws IOException {
        List<String> parts = SHOWN.matcher(Files.readString(CODE))
                .results()
                .map(part -> part.group(1).stripTrailing().stripIndent())
                .toList();

        assertThat(parts).hasSize(3);
        assertThat(parts)
                .allSatisfy(part -> assertThat(Files.readString(PAGE)).contains("```java\n" + part + "\n```\n"));
    }
}

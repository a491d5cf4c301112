package dev.wharf.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class HandlerExampleTest {
    private static final Path PAGE = Path.of("..", "docs", "how-to", "handle-records-in-java.md");
    private static final Path CODE = Path.of("src", "test", "java", "dev", "wharf", "handler", "PaymentsExample.java");

    @Test
    void thePageShowsCodeThatCompiles() throws IOException {
        String code = Files.readString(CODE);
        int start = code.indexOf("shown from here\n") + "shown from here\n".length();
        String shown = code.substring(start, code.lastIndexOf("    // shown to here"));
        assertThat(Files.readString(PAGE))
                .contains("```java\n" + shown.stripTrailing().stripIndent() + "\n```\n");
    }

    @Test
    void theSettingsOfTheExampleAreRight() {
        PaymentsExample.payments("localhost:9092", order -> order).close();
    }
}

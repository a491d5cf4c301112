package dev.wharf.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TopicsExampleTest {
    private static final Path PAGE = Path.of("..", "docs", "how-to", "topics-as-code.md");
    private static final Path CODE = Path.of("src", "test", "java", "dev", "wharf", "topic", "TopicsExample.java");

    @Test
    void thePageShowsCodeThatCompiles() throws IOException {
        String code = Files.readString(CODE);
        int start = code.indexOf("shown from here\n") + "shown from here\n".length();
        String shown = code.substring(start, code.lastIndexOf("    // shown to here"));
        assertThat(Files.readString(PAGE))
                .contains("```java\n" + shown.stripTrailing().stripIndent() + "\n```\n");
    }

    @Test
    void thePlanOfTheExampleIsRight() {
        assertThat(TopicsExample.topics(Map.of("KAFKA_TOPIC_DLQ", "orders.dlq")).topics())
                .hasSize(4);
    }
}

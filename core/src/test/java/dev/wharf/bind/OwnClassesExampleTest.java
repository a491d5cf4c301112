package dev.wharf.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.payload.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class OwnClassesExampleTest {
    private static final Path PAGE = Path.of("..", "docs", "how-to", "own-classes.md");
    private static final Path CODE = Path.of("src", "test", "java", "dev", "wharf", "bind", "OwnClassesExample.java");

    @Test
    void thePageShowsCodeThatCompiles() throws IOException {
        String code = Files.readString(CODE);
        int start = code.indexOf("shown from here\n") + "shown from here\n".length();
        String shown = code.substring(start, code.lastIndexOf("    // shown to here"));
        assertThat(Files.readString(PAGE))
                .contains("```java\n" + shown.stripTrailing().stripIndent() + "\n```\n");
    }

    @Test
    void theExampleDoesWhatThePageSays() {
        Payload paid = OwnClassesExample.paid(Payload.of("""
            {"order_id":7,"state":"NEW","created":"2026-01-02T03:04:05Z",
             "lines":[{"sku":"a","count":2,"price":1.50,"colour":"red"}]}\
            """));
        assertThat(new String(java.util.Objects.requireNonNull(paid.array()), StandardCharsets.UTF_8))
                .isEqualTo("{\"order_id\":7,\"state\":\"PAID\",\"created\":\"2026-01-02T03:04:05Z\","
                        + "\"lines\":[{\"sku\":\"a\",\"count\":2,\"price\":1.50}],"
                        + "\"note\":\"thanks\",\"voucher\":null}");
    }
}

package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about the serdes shows code that is compiled, and settings that are accepted. */
final class PayloadSerdesExampleTest {
    private static final String END = "    // shown to here";

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer", "serde"})
    void thePageShowsWhatIsCompiled(String name) throws IOException {
        String code = Files.readString(Path.of("src/test/java/dev/wharf/large/PayloadSerdesExample.java"));
        String page = Files.readString(Path.of("../docs/reference/payload-serdes.md"));
        int start = code.indexOf("// " + name + ", shown from here\n");
        int from = code.indexOf('\n', start) + 1;

        String shown =
                code.substring(from, code.indexOf(END, from)).stripTrailing().stripIndent();

        assertThat(start).isPositive();
        assertThat(page).contains("```java\n" + shown + "\n```\n");
    }

    @Test
    void theSettingsOfThePageAreAccepted() {
        Map<String, Object> producer = PayloadSerdesExample.producer("localhost:1", "memory:page");
        Map<String, Object> consumer = PayloadSerdesExample.consumer("localhost:1", "memory:page");
        try (Serializer<String> serializer = new PayloadSerializer<>();
                Deserializer<String> deserializer = new PayloadDeserializer<>();
                Serde<String> serde = PayloadSerdesExample.texts("localhost:1", "memory:page")) {
            serializer.configure(producer, false);
            deserializer.configure(consumer, false);

            byte[] value = serializer.serialize("t", new RecordHeaders(), "text");

            assertThat(deserializer.deserialize("t", new RecordHeaders(), value))
                    .isEqualTo("text");
            assertThat(serde.serializer().serialize("t", new RecordHeaders(), "text"))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("text");
        }
    }
}

package dev.wharf.large;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.chunk.ChunkReader;
import dev.wharf.client.ClientSettings;
import dev.wharf.foreign.ForeignFormat;
import dev.wharf.payload.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Records and objects as two versions of kafka-large-message-serde have written them. */
final class LargeMessageSerdeFixturesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> readsWhatVersion4HasWritten() throws IOException {
        return cases("4.0.0").stream();
    }

    @TestFactory
    Stream<DynamicTest> readsWhatVersion3HasWritten() throws IOException {
        return cases("3.1.1").stream();
    }

    private static List<DynamicTest> cases(String version) throws IOException {
        String file = "/large-message-serde/" + version + ".json";
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(LargeMessageSerdeFixturesTest.class.getResourceAsStream(file), file)) {
            for (JsonNode one : JSON.readTree(in).get("cases")) {
                String part = one.get("isKey").asBoolean() ? "key" : "value";
                tests.add(DynamicTest.dynamicTest(part + ", " + one.get("name").asText(), () -> read(one)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private static void read(JsonNode one) throws IOException {
        Headers headers = headers(one.get("headers"));
        Payload bytes = Payload.of(one.get("bytes").binaryValue());
        for (ForeignFormat format : ForeignFormat.values()) {
            boolean flagged = headers.iterator().hasNext() || format == ForeignFormat.LARGE_MESSAGE_SERDE;
            if (format != ForeignFormat.KAF_S3 && flagged) {
                try (PayloadReader reader = reader(one, format)) {
                    Payload payload =
                            one.get("isKey").asBoolean() ? reader.key(bytes, headers) : reader.payload(bytes, headers);

                    assertThat(payload.array())
                            .as(format.word())
                            .isEqualTo(one.get("payload").binaryValue());
                }
            }
        }
    }

    private static PayloadReader reader(JsonNode one, ForeignFormat format) throws IOException {
        BucketInMemory bucket = new BucketInMemory("bucket", "base/")
                .with(one.get("object").asText(), one.get("stored").binaryValue());
        return new PayloadReader(
                Map.of("theirs", bucket),
                new ChunkReader(ClientSettings.of("localhost:1"), "test"),
                Set.of(),
                Set.of(format));
    }

    private static Headers headers(JsonNode named) throws IOException {
        Headers headers = new RecordHeaders();
        for (Map.Entry<String, JsonNode> header : named.properties()) {
            headers.add(header.getKey(), header.getValue().binaryValue());
        }
        return headers;
    }
}

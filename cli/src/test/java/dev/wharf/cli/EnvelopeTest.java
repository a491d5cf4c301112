package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvelopeTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final Slice SLICE =
            new Slice(new Origin("orders", 3), new Decoding(JsonCodec.JSON, new Fields(), true), 0);

    private static WharfRecord record(Payload key, Payload value, Headers headers) {
        return new WharfRecord(SLICE, 17, 1_772_359_200_000L, true, key, value, headers);
    }

    private static byte[] line(WharfRecord record) {
        ByteSink sink = new ByteSink();
        Envelope.write(record, sink);
        return sink.toByteArray();
    }

    private static Draft read(byte[] line) {
        Decoded decoded = JsonCodec.JSON.decode(Payload.of(line), new Fields());
        assertThat(decoded).isInstanceOf(Document.class);
        return Envelope.read(((Document) decoded).value());
    }

    private static Draft read(String line) {
        return read(line.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Header> list(Headers headers) {
        List<Header> list = new ArrayList<>();
        headers.forEach(list::add);
        return list;
    }

    @Test
    void saysEverythingAboutARecord() {
        Headers headers = new RecordHeaders()
                .add("trace", "a\"b".getBytes(StandardCharsets.UTF_8))
                .add("none", null)
                .add("raw", new byte[] {(byte) 0xFF});
        byte[] line = line(record(Payload.of("k"), Payload.of("{\"a\": 1}\n"), headers));
        assertThat(new String(line, StandardCharsets.UTF_8)).isEqualTo("""
            {"topic":"orders","partition":3,"offset":17,"timestamp":1772359200000,"timestamp_type":"LogAppendTime",\
            "key":"k","headers":[{"name":"trace","value":"a\\"b"},{"name":"none","value":null},\
            {"name":"raw","value_base64":"/w=="}],"value":"{\\"a\\": 1}\\n"}\
            """);
    }

    @Test
    void anotherJsonReaderFindsTheSame() throws IOException {
        byte[] binary = {0, (byte) 0x80, 1};
        JsonNode line =
                JACKSON.readTree(line(record(Payload.of(binary), Payload.of("a\u0000☃\u2028"), new RecordHeaders())));
        assertThat(line.get("key_base64").binaryValue()).isEqualTo(binary);
        assertThat(line.get("value").textValue()).isEqualTo("a\u0000☃\u2028");
        assertThat(line.get("offset").longValue()).isEqualTo(17);
    }

    @Test
    void givesTheSameBytesBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Payload key = any(random);
            Payload value = any(random);
            byte[] header = any(random).array();
            Headers headers = new RecordHeaders().add("ü" + round, header).add("ü" + round, null);
            Draft back = read(line(record(key, value, headers)));
            assertThat(back.key().array()).as("seed %d", seed).isEqualTo(key.array());
            assertThat(back.value().array()).as("seed %d", seed).isEqualTo(value.array());
            assertThat(list(Objects.requireNonNull(back.headers())))
                    .as("seed %d", seed)
                    .isEqualTo(list(headers));
            assertThat(back.partition()).isEqualTo(3);
            assertThat(back.timestampMs()).isEqualTo(1_772_359_200_000L);
        }
    }

    private static Payload any(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Payload.NULL;
            case 1 -> Payload.of(new byte[0]);
            case 2 -> Payload.of("text ☃ 😀 " + random.nextInt());
            default -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield Payload.of(bytes);
            }
        };
    }

    @Test
    void takesWhatAPersonWouldWrite() {
        Draft draft = read("{\"value\": {\"id\" : 1.50, \"b\":[true,null]}, \"key\": 7}");
        assertThat(draft.value().array()).isEqualTo("{\"id\":1.50,\"b\":[true,null]}".getBytes(StandardCharsets.UTF_8));
        assertThat(draft.key().array()).isEqualTo(new byte[] {'7'});
        assertThat(draft.partition()).isNull();
        assertThat(draft.timestampMs()).isEqualTo(WharfRecord.NO_TIMESTAMP);
        assertThat(read("{\"value\":null}").value().isNull()).isTrue();
        assertThat(read("{\"value\":\"\"}").value().array()).isEmpty();
        assertThat(read("{\"value\":null}").key().isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|the line is no JSON object",
                "{\"key\":\"a\"}|there is no value; write \"value\":null for a tombstone",
                "{\"vlaue\":\"a\"}|a record has no member vlaue; did you mean value?",
                "{\"value\":1,\"value_base64\":\"\"}|both value and value_base64 are there",
                "{\"value_base64\":\"*\"}|value_base64 is no Base64",
                "{\"value_base64\":1}|value_base64 is no text",
                "{\"value\":\"\\ud800\"}|value has half of a surrogate pair",
                "{\"value\":1,\"headers\":{}}|headers is no array",
                "{\"value\":1,\"headers\":[{\"value\":1}]}|a header has no name",
                "{\"value\":1,\"headers\":[{\"name\":\"a\"}]}|a header has no value",
                "{\"value\":1,\"headers\":[{\"name\":\"\\ud800\",\"value\":1}]}|the name of a header has half",
                "{\"value\":1,\"partition\":\"a\"}|partition is no whole number",
                "{\"value\":1,\"partition\":3000000000}|partition 3000000000 is more than there can be",
                "{\"value\":1,\"timestamp\":1.5}|timestamp is no whole number"
            })
    void saysWhatIsWrongWithALine(String line, String text) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .hasMessageStartingWith(text);
    }
}

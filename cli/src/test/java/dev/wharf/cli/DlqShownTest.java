package dev.wharf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.deadletter.DeadLetter;
import dev.wharf.deadletter.Failure;
import dev.wharf.deadletter.Provenance;
import dev.wharf.record.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One dead letter as people and machines see it. */
final class DlqShownTest {
    private static String shown(DeadLetter letter) {
        return String.join("\n", DlqShown.lines(DlqSamples.inFile(7, letter)));
    }

    private static String value(byte @Nullable [] value) {
        String all = shown(DlqSamples.letter(null, value));
        return all.substring(all.indexOf("\n  value") + 1);
    }

    @Test
    void tellsTheWholeStory() {
        Headers headers = new RecordHeaders()
                .add("trace", DlqSamples.utf8("a\nb"))
                .add("trace", new byte[] {-1, 0})
                .add("none", null)
                .add("empty", new byte[0]);
        DeadLetter letter = DlqSamples.letter(
                DlqSamples.utf8("k-1"),
                DlqSamples.utf8("{\"a\":[1,2.50]}"),
                headers,
                DlqSamples.of("orders", "no such customer", 2));
        assertThat(shown(letter)).isEqualTo("""
            failed.jsonl:7
              reason      no such customer
              exception   java.lang.IllegalStateException
              kind        permanent
              stage       enrich
              pipeline    orders-to-bank
              from        orders-3@42
              timestamp   2026-03-01T09:59:59Z
              failed      2026-03-01T10:00:00Z after 4 attempts
              replays     2
              headers     trace = a\\nb
                          trace = ff 00  (2 bytes, binary)
                          none = null
                          empty = empty
              key         3 bytes, text
                k-1
              value       14 bytes, JSON
                {
                  "a": [
                    1,
                    2.50
                  ]
                }\
            """);
    }

    @Test
    void tellsNullEmptyAndJsonNullApart() {
        assertThat(value(null)).isEqualTo("  value       null");
        assertThat(value(new byte[0])).isEqualTo("  value       empty");
        assertThat(value(DlqSamples.utf8("null"))).isEqualTo("  value       4 bytes, JSON\n    null");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        Provenance nothing =
                new Provenance(new Origin("", -1), -1, -1, new Failure("", "", "", "", Optional.empty(), -1, -1), 0);
        assertThat(shown(DlqSamples.letter(null, null, new RecordHeaders(), nothing)))
                .isEqualTo("failed.jsonl:7\n  replays     0\n  key         null\n  value       null");
    }

    @Test
    void showsTheStartOfOtherBytes() {
        byte[] bytes = new byte[5_000];
        bytes[0] = -1;
        assertThat(value(bytes).lines())
                .startsWith("  value       5,000 bytes, binary", "    0000  ff" + " 00".repeat(15))
                .endsWith("    0070 " + " 00".repeat(16), "    … (5,000 bytes in all; --json shows them)")
                .hasSize(10);
    }

    @Test
    void cutsLongTextAndLongJson() {
        assertThat(value(DlqSamples.utf8("x".repeat(5_000))))
                .hasSizeBetween(Content.MAX_CHARS, Content.MAX_CHARS + 200)
                .endsWith("… (5,000 characters in all; --json shows them)");
        assertThat(value(DlqSamples.utf8("[" + "1,".repeat(500) + "1]")).lines())
                .hasSize(Content.MAX_LINES + 2);
        assertThat(value(DlqSamples.utf8("[".repeat(900) + "1,".repeat(100_000) + "1" + "]".repeat(900))))
                .startsWith("  value       201,801 bytes, JSON")
                .hasSizeLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b]0;title\u0007",
                "\u009b31m",
                "a\rb",
                "\"\u009b31m\"",
                "{\"\u202e\":\"\u0085\"}",
                "\ud83d\ude00 \u2028 \u2066",
                "\u007f"
            })
    void showsNoCharacterThatSteersATerminal(String text) throws IOException {
        byte[] bytes = DlqSamples.utf8(text);
        Headers headers = new RecordHeaders().add(text, bytes);
        DlqLetter letter = DlqSamples.inFile(7, DlqSamples.letter(bytes, bytes, headers, DlqSamples.of(text, text)));
        String lines = String.join("", DlqShown.lines(letter));
        String json = Printable.lines(Json.pretty(DlqShown.asMap(letter)));
        assertThat(List.of(lines, json.replace("\n", "")))
                .allSatisfy(printed -> assertThat(printed.codePoints())
                        .allMatch(character -> !Character.isISOControl(character)
                                && Character.getType(character) != Character.FORMAT
                                && Character.getType(character) != Character.LINE_SEPARATOR));
        JsonNode read = new ObjectMapper().readTree(json);
        assertThat(read.get("reason").textValue()).isEqualTo(text);
    }

    @Test
    void givesMachinesEveryByte() throws IOException {
        byte[] binary = {-1, 0, 7};
        Headers headers = new RecordHeaders().add("h", binary).add("h", null);
        DeadLetter letter = DlqSamples.letter(
                new byte[0], DlqSamples.utf8(" {\"a\":1.0} "), headers, DlqSamples.of("orders", "bad"));
        JsonNode json = new ObjectMapper().readTree(Json.pretty(DlqShown.asMap(DlqSamples.inFile(7, letter))));
        assertThat(json.get("at").textValue()).isEqualTo("failed.jsonl:7");
        assertThat(json.get("topic").textValue()).isEqualTo("orders");
        assertThat(json.get("offset").longValue()).isEqualTo(42);
        assertThat(json.get("key").get("type").textValue()).isEqualTo("empty");
        assertThat(json.get("value").get("text").textValue()).isEqualTo(" {\"a\":1.0} ");
        assertThat(json.get("headers").get(0).get("base64").binaryValue()).isEqualTo(binary);
        assertThat(json.get("headers").get(1).get("type").textValue()).isEqualTo("null");
    }
}

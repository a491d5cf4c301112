package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The same input to us and to Jackson. Each failure names the seed, to be put where {@link #SEED} is. */
class JsonDifferentialTest {
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private final Fields fields = new Fields();
    private final List<Field> wanted =
            RandomJson.NAMES.stream().map(fields::field).toList();

    @Test
    void readsWhatJacksonReads() {
        for (int i = 0; i < 220_000; i++) {
            byte[] json = new RandomJson(SEED + i).document();
            checked(SEED + i, json, () -> assertReadsTheSame(json));
        }
    }

    @Test
    void acceptsAndRefusesWhatJacksonDoes() {
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            RandomJson random = new RandomJson(SEED + i);
            byte[] json = random.mutated(random.document());
            checked(SEED + i, json, () -> assertAcceptsTheSame(json));
            accepted += Jackson.verdict(json) == Jackson.Verdict.ACCEPTED ? 1 : 0;
        }
        assertThat(accepted).isBetween(20_000, 180_000);
    }

    @Test
    void neverTakesABeginningForTheWhole() {
        for (int i = 0; i < 3_000; i++) {
            byte[] json = new RandomJson(SEED + i).document();
            for (int length = 0; length < json.length; length++) {
                byte[] beginning = Arrays.copyOf(json, length);
                checked(SEED + i, beginning, () -> assertTruncatedOrWhole(beginning));
            }
        }
    }

    @Test
    void writesWhatJacksonReadsBackTheSame() {
        for (int i = 0; i < 50_000; i++) {
            byte[] json = new RandomJson(SEED + i).document();
            checked(SEED + i, json, () -> assertWritesTheSame(json));
        }
    }

    private void assertReadsTheSame(byte[] json) {
        JsonNode node = Jackson.tree(json);
        JsonDocument document = (JsonDocument) JsonCodec.JSON.decode(Payload.of(json), fields);
        assertThat(document.isRow()).isEqualTo(node.isObject());
        for (Field field : wanted) {
            Value value = document.get(field);
            if (node.has(field.name())) {
                Jackson.assertSame(value, node.get(field.name()));
            } else if (!(value instanceof Value.Absent)) {
                throw new AssertionError(field + " is there");
            }
        }
        Jackson.assertSame(document.value(), node);
    }

    private void assertAcceptsTheSame(byte[] json) {
        Decoded decoded = JsonCodec.JSON.decode(Payload.of(json), fields);
        boolean accepted = decoded instanceof JsonDocument;
        switch (Jackson.verdict(json)) {
            case ACCEPTED -> assertThat(accepted).isTrue();
            case REFUSED -> assertThat(accepted).isFalse();
            case LONE_SURROGATE, OTHER_ENCODING ->
                assertThat(accepted && !Jackson.isUtf8(json)).isFalse();
        }
        if (decoded instanceof Decoded.Failure failure) {
            assertThat(failure.position()).isBetween(0L, (long) json.length);
        }
    }

    /** The beginning of a number, or a value and some of the space behind it, is whole; nothing else is. */
    private void assertTruncatedOrWhole(byte[] json) {
        int[] index = new int[2 * fields.size()];
        long result = JsonScanner.whole(json, 0, json.length, fields.table(), index);
        if (ScanResult.ok(result)) {
            // Where Jackson takes the bytes for another encoding there is nothing to compare with but the encoding.
            assertThat(Jackson.verdict(json)).isNotEqualTo(Jackson.Verdict.REFUSED);
            assertThat(Jackson.isUtf8(json)).isTrue();
        } else {
            assertThat(ScanResult.truncated(result)).isTrue();
            assertThat(ScanResult.position(result)).isEqualTo(json.length);
        }
    }

    private void assertWritesTheSame(byte[] json) {
        JsonNode node = Jackson.tree(json);
        JsonDocument document = (JsonDocument) JsonCodec.JSON.decode(Payload.of(json), fields);
        ByteSink compact = new ByteSink();
        JsonCodec.JSON.encode(document.value(), compact);
        ByteSink indented = new ByteSink();
        JsonWriter.indent(json, 0, json.length, indented);
        for (ByteSink written : List.of(compact, indented)) {
            assertThat(Jackson.isUtf8(written.toByteArray())).isTrue();
            assertThat(Jackson.sameNumbers(Jackson.tree(written.toByteArray()), node))
                    .isTrue();
        }
        assertThat(tokens(indented.toByteArray())).isEqualTo(tokens(json));
    }

    /** The text without whitespace outside of strings. */
    private static String tokens(byte[] json) {
        StringBuilder tokens = new StringBuilder();
        boolean inString = false;
        for (int i = 0; i < json.length; i++) {
            char c = (char) (json[i] & 0xFF);
            if (inString || c > ' ') {
                tokens.append(c);
            }
            if (inString && c == '\\') {
                tokens.append((char) (json[++i] & 0xFF));
            } else if (c == '"') {
                inString = !inString;
            }
        }
        return tokens.toString();
    }

    private static void checked(long seed, byte[] json, Runnable check) {
        try {
            check.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + new String(json, StandardCharsets.ISO_8859_1), e);
        }
    }
}

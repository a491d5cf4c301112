package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wharf.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What someone else's implementation says. Its limits on lengths are lifted, that on depth is the same as ours. */
final class Jackson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonScanner.MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
    static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Jackson() {}

    /** What Jackson says of some bytes. */
    enum Verdict {
        ACCEPTED,
        REFUSED,
        /** Refused for reasons that are not ours: a lone surrogate written as an escape in a name. */
        LONE_SURROGATE,
        /** It may take the bytes for UTF-16 or UTF-32, or step over a byte order mark. We know UTF-8 alone. */
        OTHER_ENCODING
    }

    /** Whether it is one value and nothing else. Jackson does not look closely at UTF-8, so this does. */
    static Verdict verdict(byte[] json) {
        if (seesOtherEncoding(json)) {
            return Verdict.OTHER_ENCODING;
        }
        try {
            return readsToTheEnd(json) && isUtf8(json) ? Verdict.ACCEPTED : Verdict.REFUSED;
        } catch (IOException e) {
            boolean surrogate = String.valueOf(e.getMessage()).contains("surrogate");
            return surrogate ? Verdict.LONE_SURROGATE : Verdict.REFUSED;
        }
    }

    /** Reads all tokens of what should be one value. */
    static boolean readsToTheEnd(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.finishToken();
            while (!parser.getParsingContext().inRoot()) {
                parser.nextToken();
                parser.finishToken();
            }
            return parser.nextToken() == null;
        }
    }

    static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean seesOtherEncoding(byte[] json) {
        for (int i = 0; i < Math.min(4, json.length); i++) {
            if (json[i] == 0 || json[i] == (byte) 0xEF || json[i] == (byte) 0xFE || json[i] == (byte) 0xFF) {
                return true;
            }
        }
        return false;
    }

    static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(new String(json, StandardCharsets.UTF_8), e);
        }
    }

    static void assertSame(Value value, JsonNode node) {
        switch (value) {
            case Value.Row row -> {
                List<String> names = List.copyOf(
                        node.properties().stream().map(e -> e.getKey()).toList());
                assertThat(row.shape().names()).isEqualTo(names);
                for (String name : names) {
                    assertSame(row.get(name), node.get(name));
                }
            }
            case Value.Array array -> {
                assertThat(array.values()).hasSize(node.size());
                for (int i = 0; i < node.size(); i++) {
                    assertSame(array.values().get(i), node.get(i));
                }
            }
            default -> {
                if (!value.equals(scalar(node))) {
                    throw new AssertionError(value + " and not " + node);
                }
            }
        }
    }

    /** Whether they are equal but for how numbers are written: 1e0 is 1. */
    static boolean sameNumbers(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    /** The value that we should have for a node without members and elements. */
    static Value scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> Value.Bool.of(node.booleanValue());
            case NULL -> Value.NULL;
            case STRING -> new Value.Text(node.textValue());
            case NUMBER -> {
                if (!node.isIntegralNumber()) {
                    yield new Value.Decimal(node.decimalValue());
                }
                yield node.canConvertToLong()
                        ? Value.Int.of(node.longValue())
                        : Value.Decimal.of(node.bigIntegerValue());
            }
            case ARRAY, OBJECT, BINARY, MISSING, POJO -> throw new AssertionError(node.getNodeType());
        };
    }
}

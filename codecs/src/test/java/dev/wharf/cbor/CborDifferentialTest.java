package dev.wharf.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.wharf.packed.PackedChecks;
import dev.wharf.packed.RandomValues;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * The same values to us and to Jackson, with those of its settings that keep to the standard for large negative
 * numbers. A failure names the seed.
 */
class CborDifferentialTest {
    private static final int ROUNDS = 1_500;
    private static final ObjectMapper JACKSON = new ObjectMapper(CBORFactory.builder()
            .enable(CBORGenerator.Feature.ENCODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING)
            .enable(CBORParser.Feature.DECODE_USING_STANDARD_NEGATIVE_BIGINT_ENCODING)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(1_000_000).build())
            .build());

    @Test
    void readsWhatJacksonWrites() throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        for (int i = 0; i < ROUNDS; i++) {
            Value value = new RandomValues(seed + i, true).document();
            byte[] theirs = JACKSON.writeValueAsBytes(node(value));
            Value ours = PackedChecks.read(CborCodec.CBOR, theirs);
            assertThat(widest(ours)).as("seed %d", seed + i).isEqualTo(widest(value));
        }
    }

    @Test
    void writesWhatJacksonReads() throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        for (int i = 0; i < ROUNDS; i++) {
            Value value = new RandomValues(seed + i, true).document();
            byte[] ours = PackedChecks.encode(CborCodec.CBOR, value);
            assertThat(value(JACKSON.readTree(ours))).as("seed %d", seed + i).isEqualTo(widest(value));
            assertThat(widest(PackedChecks.read(CborCodec.CBOR, ours))).isEqualTo(widest(value));
        }
    }

    @Test
    void largeNumbersAndDecimalsAreThoseOfJackson() throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            BigInteger digits = new BigInteger(1 + random.nextInt(300), random);
            BigInteger number = random.nextBoolean() ? digits : digits.negate();
            BigDecimal decimal = new BigDecimal(number, random.nextInt(60) - 20);
            for (Object object : List.of(number, decimal)) {
                Value ours = PackedChecks.read(CborCodec.CBOR, JACKSON.writeValueAsBytes(object));
                assertThat(((Value.Numeric) ours).asDecimal())
                        .as("seed %d", seed)
                        .isEqualByComparingTo(number(object));
            }
            byte[] written = PackedChecks.encode(CborCodec.CBOR, new Value.Decimal(decimal));
            assertThat(PackedChecks.read(CborCodec.CBOR, written)).isEqualTo(asRead(decimal));
            if (number.bitLength() >= 64 && number.bitLength() % 8 == 0) {
                continue; // Jackson takes the first bit of a large mantissa for a sign, which the standard has
                // elsewhere
            }
            try (JsonParser parser = JACKSON.getFactory().createParser(written)) {
                var unused = parser.nextToken();
                assertThat(parser.getDecimalValue()).as("seed %d", seed).isEqualByComparingTo(decimal);
            }
        }
    }

    private static BigDecimal number(Object object) {
        return object instanceof BigInteger whole ? new BigDecimal(whole) : (BigDecimal) object;
    }

    private static Value asRead(BigDecimal decimal) {
        boolean unsigned = decimal.scale() == 0
                && decimal.signum() > 0
                && decimal.unscaledValue().bitLength() == 64;
        return unsigned
                ? new Value.Int(decimal.unscaledValue().longValue(), Value.IntType.U64)
                : new Value.Decimal(decimal);
    }

    private static JsonNode node(Value value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case Value.Null none -> nodes.nullNode();
            case Value.Bool bool -> nodes.booleanNode(bool.value());
            case Value.Int number -> nodes.numberNode(number.asDecimal().toBigInteger());
            case Value.Float32 number -> nodes.numberNode(number.value());
            case Value.Float64 number -> nodes.numberNode(number.value());
            case Value.Text text -> nodes.textNode(text.value());
            case Value.Binary bytes -> nodes.binaryNode(bytes.value());
            case Value.Array array -> {
                ArrayNode node = nodes.arrayNode();
                array.values().forEach(one -> node.add(node(one)));
                yield node;
            }
            case Value.Row row -> {
                ObjectNode node = nodes.objectNode();
                for (int i = 0; i < row.shape().size(); i++) {
                    var unused = node.set(
                            row.shape().names().get(i), node(row.values().get(i)));
                }
                yield node;
            }
            default -> throw new AssertionError(value);
        };
    }

    private static Value value(JsonNode node) throws IOException {
        return switch (node.getNodeType()) {
            case NULL -> Value.NULL;
            case BOOLEAN -> Value.Bool.of(node.booleanValue());
            case NUMBER ->
                node.isIntegralNumber() ? integer(node.bigIntegerValue()) : new Value.Float64(node.doubleValue());
            case STRING -> new Value.Text(node.textValue());
            case BINARY -> new Value.Binary(node.binaryValue());
            case ARRAY -> {
                List<Value> values = new ArrayList<>();
                for (JsonNode one : node) {
                    values.add(value(one));
                }
                yield new Value.Array(values);
            }
            case OBJECT -> {
                List<String> names = new ArrayList<>();
                List<Value> values = new ArrayList<>();
                for (var member : node.properties()) {
                    names.add(member.getKey());
                    values.add(value(member.getValue()));
                }
                yield new Value.Row(Shape.of(names), values);
            }
            case MISSING, POJO -> throw new AssertionError(node);
        };
    }

    private static Value integer(BigInteger number) {
        return number.bitLength() < 64
                ? Value.Int.of(number.longValue())
                : new Value.Int(number.longValue(), Value.IntType.U64);
    }

    /** What Jackson can tell apart: numbers of the widest type. */
    private static Value widest(Value value) {
        return switch (value) {
            case Value.Int number -> integer(number.asDecimal().toBigInteger());
            case Value.Float32 number -> new Value.Float64(number.value());
            case Value.Array array ->
                new Value.Array(array.values().stream()
                        .map(CborDifferentialTest::widest)
                        .toList());
            case Value.Row row ->
                new Value.Row(
                        row.shape(),
                        row.values().stream().map(CborDifferentialTest::widest).toList());
            default -> value;
        };
    }
}

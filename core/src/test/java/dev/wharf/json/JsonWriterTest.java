package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.Value.Int;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.Value.Text;
import dev.wharf.value.Value.TimeUnit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                9,
                10,
                99,
                100,
                1023,
                -1,
                -10,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1
            })
    void writesIntegers(long value) {
        assertThat(written(Int.of(value))).isEqualTo(Long.toString(value));
        assertThat(written(new Int(value, IntType.U64))).isEqualTo(Long.toUnsignedString(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0,0.0",
        "-0.0,-0.0",
        "1.0E10,1.0E10",
        "0.1,0.1",
        "1e-5,1.0E-5",
        "4.9E-324,4.9E-324",
        "1.7976931348623157E308,1.7976931348623157E308"
    })
    void writesBinaryFractionsAsShortAsTheyCanBeReadBack(double value, String expected) {
        assertThat(written(new Value.Float64(value))).isEqualTo(expected);
        assertThat(written(new Value.Float32(0.1f))).isEqualTo("0.1");
    }

    @Test
    void writesAnyFiniteNumberAsJson() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            float small = Float.intBitsToFloat(random.nextInt());
            if (Double.isFinite(number) && Float.isFinite(small)) {
                assertThat(jackson(new Value.Float64(number)).doubleValue())
                        .as("seed %d", seed)
                        .isEqualTo(number);
                assertThat(jackson(new Value.Float32(small)).floatValue())
                        .as("seed %d", seed)
                        .isEqualTo(small);
            }
            BigDecimal decimal = BigDecimal.valueOf(random.nextLong(), random.nextInt(60) - 30);
            assertThat(jackson(new Value.Decimal(decimal)).decimalValue()).isEqualByComparingTo(decimal);
        }
    }

    @Test
    void writesAnyTextSoThatItIsReadBackTheSame() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            int[] bounds = {0x60, 0x80, 0x100, 0xE000, 0x10000};
            int bound = bounds[random.nextInt(bounds.length)];
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append((char) (random.nextInt(4) == 0 ? 0xD7F0 + random.nextInt(0x820) : random.nextInt(bound)));
            }
            byte[] json = bytes(new Text(text.toString()));
            assertThat(Jackson.isUtf8(json)).as("seed %d", seed).isTrue();
            assertThat(Jackson.tree(json).textValue()).as("seed %d", seed).isEqualTo(text.toString());
        }
    }

    @Test
    void escapesWhatMustBeAndNothingElse() {
        assertThat(written(new Text("\"\\/\b\f\n\r\t\u0000\u001f\u007fä\u2028名🚀?")))
                .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fä\u2028名🚀?\"");
        assertThat(written(new Text("?\uD800x\uDC00\uD800"))).isEqualTo("\"?\\ud800x\\udc00\\ud800\"");
        assertThat(written(new Text("what? ä"))).isEqualTo("\"what? ä\"");
    }

    @Test
    void writesTimesByIso8601() {
        LocalDateTime noon = LocalDateTime.of(2026, 11, 21, 12, 0);

        assertThat(written(new Value.Date(LocalDate.of(2026, 1, 2)))).isEqualTo("\"2026-01-02\"");
        assertThat(written(new Value.Time(LocalTime.NOON, TimeUnit.MILLIS))).isEqualTo("\"12:00:00\"");
        assertThat(written(new Value.Time(LocalTime.of(1, 2, 3, 4_000_000), TimeUnit.MILLIS)))
                .isEqualTo("\"01:02:03.004\"");
        assertThat(written(new Value.Timestamp(Instant.ofEpochMilli(1), TimeUnit.MILLIS)))
                .isEqualTo("\"1970-01-01T00:00:00.001Z\"");
        assertThat(written(new Value.LocalTimestamp(noon, TimeUnit.NANOS))).isEqualTo("\"2026-11-21T12:00:00\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0,PT0S",
        "14,3,1500000000,P14M3DT1.5S",
        "0,-3,0,P-3D",
        "-1,1,0,P-1M1D",
        "1,0,-1,P1MT-0.000000001S",
        "0,0,60000000000,PT60S"
    })
    void writesIntervalsPartByPart(int months, int days, long nanos, String expected) {
        assertThat(written(new Value.Interval(months, days, nanos))).isEqualTo('"' + expected + '"');
    }

    @Test
    void writesTheRestOfTheKinds() {
        assertThat(written(Value.NULL)).isEqualTo("null");
        assertThat(written(Value.Bool.FALSE)).isEqualTo("false");
        assertThat(written(new Value.Symbol("RED", 3))).isEqualTo("\"RED\"");
        assertThat(written(new Value.Binary(new byte[] {0, (byte) 0xFF}))).isEqualTo("\"AP8=\"");
        assertThat(written(new Value.Tagged("string", new Text("x")))).isEqualTo("\"x\"");
        assertThat(written(new Value.Array(List.of()))).isEqualTo("[]");
        assertThat(written(new Value.Array(List.of(Int.of(1), Value.NULL)))).isEqualTo("[1,null]");
        assertThat(written(new Value.MapOf(Map.of()))).isEqualTo("{}");
    }

    @Test
    void leavesAbsentMembersOut() {
        Shape shape = Shape.of(List.of("a", "b", "c"));

        assertThat(written(new Value.Row(shape, List.of(Value.ABSENT, Int.of(1), Value.ABSENT))))
                .isEqualTo("{\"b\":1}");
        assertThat(written(new Value.Row(shape, List.of(Value.ABSENT, Value.ABSENT, Value.ABSENT))))
                .isEqualTo("{}");
    }

    @Test
    void turnsMapKeysToText() {
        Map<Value, Value> entries = new LinkedHashMap<>();
        entries.put(new Text("t\""), Int.of(1));
        entries.put(Int.of(-2), Value.NULL);
        entries.put(new Int(-1, IntType.U64), Value.ABSENT);
        entries.put(Value.Bool.TRUE, Int.of(3));
        entries.put(new Value.Symbol("S", 0), Int.of(4));

        assertThat(written(new Value.MapOf(entries))).isEqualTo("{\"t\\\"\":1,\"-2\":null,\"true\":3,\"S\":4}");
    }

    @Test
    void refusesWhatHasNoJsonFormAndWritesNothing() {
        refuses(
                new Value.Float64(Double.NaN),
                "NaN and infinities have no JSON form: write null or text in their place");
        refuses(new Value.Float32(Float.NEGATIVE_INFINITY), "NaN and infinities have no JSON form");
        refuses(Value.ABSENT, "an absent value has no JSON form outside a row");
        refuses(new Value.Array(List.of(Int.of(1), Value.ABSENT)), "an absent value");
        refuses(new Value.MapOf(Map.of(new Value.Float64(1), Int.of(1))), "a map key of kind Float64");
        refuses(new Value.MapOf(Map.of(Int.of(1), Int.of(1), new Text("1"), Int.of(1))), "two keys of a map");
    }

    @Test
    void refusesWhatWouldBeTooDeepToReadBack() {
        Value value = Int.of(1);
        for (int i = 0; i < 1000; i++) {
            value = new Value.Array(List.of(value));
        }
        assertThat(written(value)).hasSize(2001);
        refuses(new Value.Array(List.of(value)), "a value nested deeper than 1000 levels");
    }

    @Test
    void indentsByTwoSpaces() {
        byte[] json = bytes("{\"a\":[ 1.50,{}, [ ]],\"b\" :{\"c\":\"x, {y}\\\"\"},\"d\":true}");
        ByteSink sink = new ByteSink();

        JsonWriter.indent(json, 0, json.length, sink);

        assertThat(text(sink)).isEqualTo("""
            {
              "a": [
                1.50,
                {},
                []
              ],
              "b": {
                "c": "x, {y}\\""
              },
              "d": true
            }\
            """);
    }

    @Test
    void indentsValuesAndScalars() {
        ByteSink sink = new ByteSink();

        JsonWriter.writePretty(new Value.Array(List.of(Int.of(1))), sink);
        JsonWriter.writePretty(new Text(" "), sink);
        JsonWriter.indent(bytes("  12 "), 1, 5, sink);

        assertThat(text(sink)).isEqualTo("[\n  1\n]\" \"12");
    }

    private static void refuses(Value value, String reason) {
        ByteSink sink = new ByteSink();
        sink.write('#');

        assertThatThrownBy(() -> JsonWriter.write(value, sink))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessageStartingWith(reason);
        assertThat(text(sink)).isEqualTo("#");
    }

    private static JsonNode jackson(Value value) {
        return Jackson.tree(bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Value value) {
        ByteSink sink = new ByteSink(1);
        JsonWriter.write(value, sink);
        return sink.toByteArray();
    }

    private static String written(Value value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    private static String text(ByteSink sink) {
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }
}

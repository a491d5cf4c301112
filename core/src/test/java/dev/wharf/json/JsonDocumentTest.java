package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentTest {
    private final Fields fields = new Fields();
    private final Field a = fields.field("a");
    private final Field b = fields.field("b");
    private final Field c = fields.field("c");

    @Test
    void givesTheOriginalPayloadBackIfNothingChanged() {
        Payload payload = Payload.of(" {\"a\" : 1 } ");
        JsonDocument document = (JsonDocument) JsonCodec.JSON.decode(payload, fields);

        assertThat(document.encoded()).isSameAs(payload);
        assertThat(document.with(c, Value.ABSENT).encoded()).isSameAs(payload);
        assertThat(document.with(b, Value.NULL).with(b, Value.ABSENT).encoded()).isSameAs(payload);
    }

    @Test
    void readsPartOfAnArray() {
        byte[] array = "####{\"a\":[1],\"b\":\"x\"}  ####".getBytes(StandardCharsets.UTF_8);
        JsonDocument document = (JsonDocument) JsonCodec.JSON.decode(Payload.of(array, 4, 18), fields);

        assertThat(document.get(b)).isEqualTo(new Value.Text("x"));
        assertThat(text(document.with(b, Value.Int.of(2)))).isEqualTo("{\"a\":[1],\"b\":2} ");
        assertThat(text(document.select(List.of(a)))).isEqualTo("{\"a\":[1]}");
    }

    @Test
    void saysWhyItIsNoJson() {
        assertThat(JsonCodec.JSON.decode(Payload.of("{\"a\":01}"), fields))
                .isEqualTo(new Decoded.Failure("a number starts with a needless zero", 5));
        assertThat(JsonCodec.JSON.decode(Payload.of(new byte[9], 4, 0), fields))
                .isEqualTo(new Decoded.Failure("the payload is empty or blank", 0));
        assertThat(JsonCodec.JSON.decode(Payload.of("##[1".getBytes(StandardCharsets.UTF_8), 2, 2), fields))
                .isEqualTo(new Decoded.Failure("the input ends inside a value", 2));
        assertThat(JsonCodec.JSON.decode(Payload.NULL, fields)).isInstanceOf(Decoded.Failure.class);
    }

    @Test
    void refusesWhatIsLargerThanTheLimit() {
        JsonCodec codec = new JsonCodec(4);

        assertThat(codec.decode(Payload.of("1234"), fields)).isInstanceOf(JsonDocument.class);
        assertThat(codec.decode(Payload.of("12345"), fields))
                .isEqualTo(new Decoded.Failure(
                        Decoded.Kind.TOO_LARGE, "the payload has 5 bytes, more than decode.max.bytes = 4", 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "1023,1023",
        "1024,1024",
        "-7,-7",
        "999999999999999999,999999999999999999",
        "9223372036854775807,9223372036854775807",
        "-9223372036854775808,-9223372036854775808"
    })
    void readsIntegersOf64Bits(String json, long expected) {
        assertThat(number(json)).isEqualTo(Value.Int.of(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808,9223372036854775808",
        "-9223372036854775809,-9223372036854775809",
        "1.50,1.50",
        "-0.0,0.0",
        "1e5,1E+5",
        "-1.25E-3,-0.00125",
        "0.00000000000000000000001,1E-23",
        "123456789.1234567890,123456789.1234567890",
        "1e10000,1E+10000",
        "1e-00000000000000010000,1E-10000",
        "0e10000,0E+10000"
    })
    void readsOtherNumbersExactly(String json, BigDecimal expected) {
        assertThat(number(json)).isEqualTo(new Value.Decimal(expected));
    }

    @Test
    void passesOnButDoesNotReadNumbersWithoutMeasure() {
        String digits = "1".repeat(1000);
        assertThat(number(digits)).isEqualTo(new Value.Decimal(new BigDecimal(digits)));
        for (String json : List.of(
                "1e999999999",
                "1e-10001",
                "1e+10001",
                "1e99999999999999999999",
                "0.1e-10000",
                "10e10000",
                "0." + "0".repeat(10_001),
                digits + "1",
                "0." + digits + "1",
                "-" + digits + "0e1")) {
            JsonDocument document = decode("{\"a\":" + json + ",\"b\":1}");

            assertThatThrownBy(() -> document.get(a))
                    .isInstanceOfSatisfying(
                            WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                    .hasMessage("a number with more than 1000 digits or an exponent beyond 10000 cannot be compared or"
                            + " computed with");
            assertThatThrownBy(document::value).isInstanceOf(WharfException.class);
            assertThat(text(document.select(List.of(a)))).isEqualTo("{\"a\":" + json + "}");
            assertThat(document.get(b)).isEqualTo(Value.Int.of(1));
        }
    }

    @Test
    void readsAgainEachNumberItWrites() {
        String digits = "1".repeat(1000);
        for (String json : List.of(
                "1e10000", "1e-10000", "0.1e-9999", "0e-10000", "0." + digits, digits + "e-1006", digits + "e9001")) {
            ByteSink sink = new ByteSink();

            JsonCodec.JSON.encode(number(json), sink);

            assertThat(number(new String(sink.toByteArray(), StandardCharsets.UTF_8)))
                    .isEqualTo(number(json));
        }
    }

    @Test
    void readsAndWritesTheDeepestThatIsAccepted() {
        String json = "{\"a\":".repeat(500) + "[".repeat(500) + "]".repeat(500) + "}".repeat(500);
        ByteSink sink = new ByteSink();

        JsonCodec.JSON.encode(decode(json).value(), sink);

        assertThat(new String(sink.toByteArray(), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    @Test
    void unescapesText() {
        assertThat(decode("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude80ü名🚀\"}")
                        .get(a))
                .isEqualTo(new Value.Text("\"\\/\b\f\n\r\tä🚀ü名🚀"));
        assertThat(decode("{\"a\":\"x\\ud800y\"}").get(a)).isEqualTo(new Value.Text("x\uD800y"));
    }

    @Test
    void tellsAbsentFromNull() {
        assertThat(decode("{\"a\":null}").get(a)).isEqualTo(Value.NULL);
        assertThat(decode("{\"a\":null}").get(b)).isEqualTo(Value.ABSENT);
        assertThat(decode("[1]").get(a)).isEqualTo(Value.ABSENT);
    }

    @Test
    void keepsTheLastOfDuplicatesAtThePlaceOfTheFirst() {
        Value row = decode("{\"a\":{\"x\":1,\"y\":2,\"x\":3}}").get(a);

        assertThat(row)
                .isEqualTo(new Value.Row(Shape.of(List.of("x", "y")), List.of(Value.Int.of(3), Value.Int.of(2))));
    }

    @Test
    void rowsThatLookAlikeShareTheirShape() {
        Value.Row one = (Value.Row) decode("{\"x\":1,\"y\":2}").value();
        Value.Row other = (Value.Row) decode("{\"x\":3,\"y\":4}").value();

        assertThat(one.shape()).isSameAs(other.shape());
    }

    @Test
    void readsAFieldThatWasAddedAfterDecoding() {
        JsonDocument document = decode("{\"late\":1,\"a\":2,\"lat\\u0065\":3}");
        JsonDocument array = decode("[]");
        Field late = fields.field("late");
        Field never = fields.field("never");

        assertThat(document.get(late)).isEqualTo(Value.Int.of(3));
        assertThat(document.get(never)).isEqualTo(Value.ABSENT);
        assertThat(array.get(late)).isEqualTo(Value.ABSENT);
        assertThat(text(document.with(late, Value.NULL))).isEqualTo("{\"late\":null,\"a\":2}");
        assertThat(text(document.with(never, Value.NULL)))
                .isEqualTo("{\"late\":1,\"a\":2,\"lat\\u0065\":3,\"never\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{\"a\":1,\"b\":2}|{\"a\":true,\"b\":2}",
                " { \"a\" : [1, 2]\t, \"b\":2 } | { \"a\" : true\t, \"b\":2 } ",
                "{\"b\":2,\"a\":\"}\"}|{\"b\":2,\"a\":true}",
                "{}|{\"a\":true}",
                "{ \t}|{\"a\":true \t}",
                "{ \"b\" : 2 }|{ \"b\" : 2,\"a\":true }",
                "{\"a\":1, \"b\":2, \"a\":3 , \"\\u0061\":4 }|{\"a\":true, \"b\":2 }",
                "{\"\\u0061\" :1}|{\"\\u0061\" :true}",
            })
    void replacesOrAddsAndLeavesTheRestAlone(String json, String expected) {
        assertThat(text(decode(json).with(a, Value.Bool.TRUE))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{\"a\":1,\"b\":2}|{\"b\":2}",
                "{ \"a\":1 , \"b\":2 }|{ \"b\":2 }",
                "{ \"b\":1 , \"a\":2 }|{ \"b\":1 }",
                "{\"b\":1, \"a\":2, \"c\":3}|{\"b\":1, \"c\":3}",
                "{ \"a\" : 1 }|{  }",
                "{\"a\":1,\"b\":2,\"a\":3}|{\"b\":2}",
                "{\"a\":1,\"a\":3}|{}",
            })
    void removesAMemberWithItsComma(String json, String expected) {
        assertThat(text(decode(json).with(a, Value.ABSENT))).isEqualTo(expected);
    }

    @Test
    void putsARemovedFieldAtTheEndWhenItComesBack() {
        JsonDocument document =
                decode("{\"a\":1,\"b\":2}").with(a, Value.ABSENT).with(a, Value.Int.of(3));

        assertThat(text(document)).isEqualTo("{\"b\":2,\"a\":3}");
        assertThat(text(document.with(a, Value.Int.of(4)))).isEqualTo("{\"b\":2,\"a\":4}");
    }

    @Test
    void selectsInTheOrderOfTheList() {
        JsonDocument document = decode("{ \"a\" : {\"x\": 1} , \"b\" : 1.50 , \"d\" : 4 }");

        assertThat(text(document.select(List.of(b, c, a, b)))).isEqualTo("{\"b\":1.50,\"a\":{\"x\": 1}}");
        assertThat(text(document.select(List.of(c)))).isEqualTo("{}");
        assertThat(text(document.select(List.of()))).isEqualTo("{}");
    }

    @Test
    void forgetsWhatWasNotSelectedUntilItIsSetAgain() {
        JsonDocument document =
                decode("{\"a\":1,\"b\":2}").with(c, Value.Int.of(3)).select(List.of(a));

        assertThat(document.get(b)).isEqualTo(Value.ABSENT);
        assertThat(document.get(c)).isEqualTo(Value.ABSENT);
        assertThat(text(document.select(List.of(b, c, a)))).isEqualTo("{\"a\":1}");
        assertThat(text(document.with(b, Value.NULL))).isEqualTo("{\"a\":1,\"b\":null}");
        assertThat(text(document.select(List.of(c, a)).with(c, Value.NULL))).isEqualTo("{\"a\":1,\"c\":null}");
    }

    @Test
    void changesNothingInTheDocumentsItCameFrom() {
        JsonDocument document = decode("{\"a\":1}");
        JsonDocument one = document.with(b, Value.Int.of(1));
        JsonDocument two = one.with(b, Value.Int.of(2)).with(a, Value.ABSENT);

        assertThat(text(document)).isEqualTo("{\"a\":1}");
        assertThat(text(one)).isEqualTo("{\"a\":1,\"b\":1}");
        assertThat(text(two)).isEqualTo("{\"b\":2}");
        assertThat(one.encoded()).isSameAs(one.encoded());
    }

    @Test
    void keepsTheKindOfValuesThatWereSet() {
        Value symbol = new Value.Symbol("RED", 1);
        JsonDocument document = decode("{\"a\":1}").with(b, symbol);

        assertThat(document.get(b)).isSameAs(symbol);
        assertThat(document.value())
                .isEqualTo(new Value.Row(Shape.of(List.of("a", "b")), List.of(Value.Int.of(1), symbol)));
        assertThat(text(document)).isEqualTo("{\"a\":1,\"b\":\"RED\"}");
    }

    @Test
    void escapesTheNamesItWrites() {
        Field odd = fields.field("\"\n\\ä\uD800");

        assertThat(text(decode("{}").with(odd, Value.NULL))).isEqualTo("{\"\\\"\\n\\\\ä\\ud800\":null}");
        assertThat(decode("{\"\\\"\\n\\\\ä\\uD800\":5}").get(odd)).isEqualTo(Value.Int.of(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"[1]|an array", "\"x\"|a string", "true|a boolean", "null|null", "-1|a number"})
    void refusesToChangeWhatIsNoRow(String json, String kind) {
        JsonDocument document = decode(" " + json);

        assertThat(document.isRow()).isFalse();
        assertThatThrownBy(() -> document.with(a, Value.NULL))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessage("the JSON is " + kind + " and not an object, so no field of it can be set");
        assertThatThrownBy(() -> document.select(List.of(a))).isInstanceOf(WharfException.class);
    }

    @Test
    void refusesAValueWithoutJsonFormWhenItIsEncodedAndWritesOthersAfterwards() {
        JsonDocument document = decode("{\"a\":1}").with(a, new Value.Float64(Double.NaN));

        assertThatThrownBy(document::encoded).isInstanceOf(WharfException.class);
        assertThat(text(document.with(a, Value.Int.of(2)))).isEqualTo("{\"a\":2}");
    }

    private Value number(String json) {
        return decode("{\"a\":" + json + "}").get(a);
    }

    private JsonDocument decode(String json) {
        return (JsonDocument) JsonCodec.JSON.decode(Payload.of(json), fields);
    }

    private static String text(JsonDocument document) {
        Payload.Inline payload = (Payload.Inline) document.encoded();
        return new String(payload.buffer(), payload.offset(), payload.size(), StandardCharsets.UTF_8);
    }
}

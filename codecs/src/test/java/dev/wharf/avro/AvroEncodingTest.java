package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of any origin, fitted to a schema. */
class AvroEncodingTest {
    private static final AvroCodec ORDER = AvroCodec.of("""
        {"type":"record","name":"Order","namespace":"shop","fields":[
          {"name":"id","type":"string"},
          {"name":"note","type":["null","string"],"default":null},
          {"name":"status","type":{"type":"enum","name":"Status","symbols":["NEW","PAID"]},"default":"NEW"},
          {"name":"lines","type":{"type":"array","items":{"type":"record","name":"Line","fields":[
            {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":6,"scale":2}}]}},
            "default":[]}]}
        """);

    @Test
    void jsonFitsWithDefaultsForWhatIsMissing() {
        assertThat(json(again(ORDER, "{\"lines\":[{\"amount\":12.5}],\"id\":\"a\"}")))
                .isEqualTo("{\"id\":\"a\",\"note\":null,\"status\":\"NEW\",\"lines\":[{\"amount\":12.50}]}");
        assertThat(json(again(ORDER, "{\"id\":\"a\",\"note\":\"n\",\"status\":\"PAID\"}")))
                .isEqualTo("{\"id\":\"a\",\"note\":\"n\",\"status\":\"PAID\",\"lines\":[]}");
    }

    @Test
    void errorsSayWhereAndWhatDoesNotFit() {
        assertThat(refusal(ORDER, "{\"id\":\"a\",\"lines\":[{\"amount\":1},{\"amount\":1.234}]}"))
                .isEqualTo("Order.lines[1].amount: a decimal of scale 3 does not fit decimal(6,2)");
        assertThat(refusal(ORDER, "{\"id\":\"a\",\"lines\":[{\"amount\":123456.7}]}"))
                .isEqualTo("Order.lines[0].amount: a decimal of 8 digits does not fit decimal(6,2)");
        assertThat(refusal(ORDER, "{\"id\":\"a\",\"lines\":[{\"amount\":\"1\"}]}"))
                .isEqualTo("Order.lines[0].amount: text does not fit a decimal");
        assertThat(refusal(ORDER, "{\"note\":\"n\"}")).isEqualTo("Order.id: the field is missing, and has no default");
        assertThat(refusal(ORDER, "{\"id\":\"a\",\"nota\":\"n\"}"))
                .isEqualTo("Order.nota: the record shop.Order has no such field; did you mean note?");
        assertThat(refusal(ORDER, "{\"id\":\"a\",\"status\":\"LOST\"}"))
                .isEqualTo("Order.status: text is none of the symbols of shop.Status: NEW, PAID");
        assertThat(refusal(ORDER, "{\"id\":1}")).isEqualTo("Order.id: an integer does not fit text");
        assertThat(refusal(ORDER, "[]")).isEqualTo("Order: an array does not fit the record shop.Order");
        assertThat(refusal(AvroCodec.of("\"int\""), "2147483648"))
                .isEqualTo("int: an integer does not fit an integer from -2147483648 to 2147483647");
    }

    @Test
    void asManyElementsWithoutBytesAreWrittenAsCanBeRead() {
        AvroCodec nulls = AvroCodec.of("""
            {"type":"record","name":"Gaps","fields":[
              {"name":"first","type":{"type":"array","items":"null"}},
              {"name":"second","type":{"type":"array","items":{"type":"record","name":"Empty","fields":[]}}}]}
            """);
        String most = "{\"first\":[" + "null,".repeat(3_999) + "null],\"second\":[" + "{},".repeat(95) + "{}]}";

        assertThat(json(again(nulls, most))).isEqualTo(most);
        assertThat(refusal(nulls, most.replace("{},{}]", "{},{},{}]")))
                .isEqualTo("Gaps.second: there are more than 4096 elements that take no bytes");
    }

    @Test
    void nothingIsWrittenWhereItThrows() {
        ByteSink sink = new ByteSink();
        sink.write(7);
        assertThatThrownBy(() -> ORDER.encode(value("{\"id\":\"a\",\"lines\":[1]}"), sink))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED));
        assertThat(sink.toByteArray()).containsExactly(7);
    }

    @Test
    void unknownFieldsAreLeftOutIfThatIsAsked() {
        AvroCodec lenient = AvroCodec.of(ORDER.writer(), ORDER.writer(), Limits.DEFAULT, AvroOptions.LENIENT);
        assertThat(json(again(lenient, "{\"id\":\"a\",\"nota\":\"n\"}"))).startsWith("{\"id\":\"a\",\"note\":null");
    }

    @Test
    void aMapIsARecordAndARowIsAMap() {
        Map<Value, Value> entries = new LinkedHashMap<>();
        entries.put(new Value.Text("id"), new Value.Text("a"));
        assertThat(json(again(ORDER, new Value.MapOf(entries)))).startsWith("{\"id\":\"a\",\"note\":null");
        entries.put(new Value.Text("ide"), Value.NULL);
        assertThatThrownBy(() -> again(ORDER, new Value.MapOf(entries)))
                .hasMessage("Order.ide: the record shop.Order has no such field; did you mean id?");
        AvroCodec map = AvroCodec.of("{\"type\":\"map\",\"values\":\"long\"}");
        assertThat(again(map, "{\"a\":1,\"b\":2}"))
                .isInstanceOfSatisfying(
                        Value.MapOf.class,
                        read -> assertThat(read.entries()).containsEntry(new Value.Text("b"), Value.Int.of(2)));
        assertThat(refusal(map, "{\"a\":1,\"b\":true}"))
                .isEqualTo("map.b: a boolean does not fit a signed integer of" + " 64 bits");
    }

    @Test
    void unionsTakeTheBranchThatIsTagged() {
        AvroCodec codec =
                AvroCodec.of("[\"null\",\"int\",\"string\",{\"type\":\"fixed\",\"name\":\"a.Two\",\"size\":2}]");
        Value two = new Value.Tagged("a.Two", new Value.Binary(new byte[2]));
        assertThat(again(codec, two)).isEqualTo(two);
        assertThat(again(codec, new Value.Tagged("Two", new Value.Binary(new byte[2]))))
                .isEqualTo(two);
        assertThatThrownBy(() -> again(codec, new Value.Tagged("sting", new Value.Text(""))))
                .hasMessage("union: the union has no branch sting; did you mean string?");
        AvroCodec nullable = AvroCodec.of("[\"null\",\"string\"]");
        assertThat(again(nullable, new Value.Tagged("text", new Value.Text("a"))))
                .isEqualTo(new Value.Text("a"));
        assertThat(again(AvroCodec.of("\"string\""), new Value.Tagged("text", new Value.Text("a"))))
                .isEqualTo(new Value.Text("a"));
    }

    @Test
    void unionsTakeTheBranchOfJustThatTypeElseTheFirstThatFits() {
        AvroCodec numbers = AvroCodec.of("[\"null\",\"int\",\"long\",\"double\"]");
        assertThat(again(numbers, Value.Int.of(1))).isEqualTo(new Value.Tagged("long", Value.Int.of(1)));
        assertThat(again(numbers, new Value.Int(1, Value.IntType.I8)))
                .isEqualTo(new Value.Tagged("int", new Value.Int(1, Value.IntType.I32)));
        assertThat(again(numbers, new Value.Decimal(new BigDecimal("1.5"))))
                .isEqualTo(new Value.Tagged("double", new Value.Float64(1.5)));
        assertThat(again(numbers, Value.NULL)).isEqualTo(Value.NULL);
        assertThatThrownBy(() -> again(numbers, new Value.Text("1")))
                .hasMessage("union: text does not fit any branch of the union of null, int, long, double");
        AvroCodec bytes = AvroCodec.of("[\"int\",\"bytes\"]");
        assertThat(again(bytes, new Value.Text("AQI=")))
                .isEqualTo(new Value.Tagged("bytes", new Value.Binary(new byte[] {1, 2})));
    }

    @Test
    void unionsOfRecordsTakeTheOneWhoseFieldsAreThere() {
        AvroCodec codec = AvroCodec.of("""
            [{"type":"record","name":"A","fields":[{"name":"a","type":"int"},{"name":"v","type":"int"}]},
             {"type":"record","name":"B","fields":[{"name":"v","type":"string"}]},
             {"type":"record","name":"C","fields":[{"name":"v","type":"int"},
                {"name":"d","type":"int","default":4}]}]
            """);
        assertThat(again(codec, "{\"v\":1}"))
                .hasToString("Tagged[branch=C, value=Row[shape=[v, d],"
                        + " values=[Int[value=1, type=I32], Int[value=4, type=I32]]]]");
        assertThat(again(codec, "{\"v\":\"x\"}"))
                .hasToString("Tagged[branch=B, value=Row[shape=[v], values=[Text[value=x]]]]");
        assertThat(refusal(codec, "{\"v\":true}")).startsWith("union.v: a boolean does not fit");
    }

    @Test
    void valuesThatFitUnionsInPartEndSoon() {
        AvroCodec codec = AvroCodec.of("""
            [{"type":"record","name":"A","fields":[{"name":"v","type":["null","A",
               {"type":"record","name":"B","fields":[{"name":"v","type":["null","A","B"]}]}]}]},"B"]
            """);
        Value nested = Value.Row.of(Shape.of(List.of("v")), Value.Bool.TRUE);
        for (int i = 0; i < 200; i++) {
            nested = Value.Row.of(Shape.of(List.of("v")), nested);
        }
        Value deep = nested;
        assertThatThrownBy(() -> again(codec, deep)).isInstanceOf(WharfException.class);
    }

    @Test
    void depthIsLimited() {
        AvroCodec codec = AvroCodec.of("{\"type\":\"record\",\"name\":\"Link\",\"fields\":["
                + "{\"name\":\"next\",\"type\":[\"null\",\"Link\"]}]}");
        Value nested = Value.NULL;
        for (int i = 0; i < 100_000; i++) {
            nested = Value.Row.of(Shape.of(List.of("next")), nested);
        }
        Value deep = nested;
        assertThatThrownBy(() -> again(codec, deep)).hasMessageEndingWith("the value is nested deeper than is allowed");
    }

    @Test
    void textThatHasNoUtf8IsRefused() {
        AvroCodec codec = AvroCodec.of("\"string\"");
        assertThatThrownBy(() -> again(codec, new Value.Text("long enough text \uD800")))
                .hasMessageContaining("half of a character");
        assertThatThrownBy(() -> again(codec, new Value.Text("\uDC00?"))).hasMessageContaining("half of a character");
        assertThat(again(codec, new Value.Text("why? \uD83D\uDE00"))).isEqualTo(new Value.Text("why? \uD83D\uDE00"));
    }

    @Test
    void timestampsComeFromTextAndFromNumbers() {
        AvroCodec codec = AvroCodec.of("{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}");
        Value expected = new Value.Timestamp(Instant.parse("2026-11-28T10:00:00.123Z"), Value.TimeUnit.MILLIS);
        assertThat(again(codec, "\"2026-11-28T10:00:00.123Z\"")).isEqualTo(expected);
        assertThat(again(codec, expected)).isEqualTo(expected);
        assertThat(again(codec, "1795860000123")).isEqualTo(expected);
        assertThat(refusal(codec, "\"2026-11-28T10:00:00.1234Z\""))
                .isEqualTo("long: a time with parts smaller than the unit does not fit timestamp-millis");
        assertThat(refusal(codec, "\"yesterday\"")).contains("text does not fit a timestamp");
    }

    private static Value value(String json) {
        return JsonCodec.JSON.read(Payload.of(json));
    }

    private static Value again(AvroCodec codec, String json) {
        return again(codec, value(json));
    }

    private static Value again(AvroCodec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return codec.read(Payload.of(sink.toByteArray()));
    }

    private static String refusal(AvroCodec codec, String json) {
        try {
            Value unused = again(codec, json);
            return "none";
        } catch (WharfException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String json(Value value) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(value, sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }
}

package dev.wharf.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufWriterTest {
    private static final ProtobufMessage MESSAGE = ProtobufSchema.parse("""
        syntax = "proto3";
        package p;
        import "google/protobuf/struct.proto";
        import "google/protobuf/timestamp.proto";
        import "google/protobuf/wrappers.proto";
        message M {
          int32 number = 1;
          string user_name = 2;
          optional bool flag = 3;
          repeated Line lines = 4;
          oneof choice { int32 left = 5; string right = 6; }
          Colour colour = 7;
          map<int32, string> names = 8;
          google.protobuf.Value anything = 9;
          google.protobuf.Timestamp time = 10;
          google.protobuf.StringValue note = 11;
          bytes raw = 12;
          float small = 13;
        }
        message Line { int32 quantity = 1; M inner = 2; }
        enum Colour { RED = 0; GREEN = 1; }
        """).message("p.M");
    private static final ProtobufCodec CODEC = ProtobufCodec.of(MESSAGE);
    private static final ProtobufCodec LENIENT =
            ProtobufCodec.of(MESSAGE, Limits.DEFAULT, new ProtobufOptions(true, true));

    private static String written(ProtobufCodec codec, String json) {
        ByteSink sink = new ByteSink();
        codec.encode(JsonCodec.JSON.read(Payload.of(json.replace('\'', '"'))), sink);
        ByteSink back = new ByteSink();
        JsonCodec.JSON.encode(codec.read(Payload.of(sink.toByteArray())), back);
        return new String(back.toByteArray(), UTF_8)
                .replace('"', '\'')
                .replace("'number':0,", "")
                .replace("'user_name':'',", "")
                .replace("'lines':[],", "")
                .replace("'colour':'RED',", "")
                .replace("'names':{},", "")
                .replace("'raw':'','small':0.0", "_");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'number':-5}|{'number':-5,_}",
                "{'number':5.0}|{'number':5,_}",
                "{'userName':'x'}|{'user_name':'x',_}",
                "{'flag':null,'left':0}|{'left':0,_}",
                "{'colour':'GREEN'}|{'colour':'GREEN',_}",
                "{'colour':7}|{'colour':7,_}",
                "{'names':{'-3':'a','7':''}}|{'names':{'-3':'a','7':''},_}",
                "{'anything':null}|{'anything':null,_}",
                "{'anything':[1,{'a':[true,'x',null]}]}|{'anything':[1.0,{'a':[true,'x',null]}],_}",
                "{'time':'2026-01-02T03:04:05.5Z'}|{'time':'2026-01-02T03:04:05.500Z',_}",
                "{'note':''}|{'note':'',_}",
                "{'raw':'AQI=','small':0.1}|{'raw':'AQI=','small':0.1}",
                "{'right':'?'}|{'right':'?',_}",
            })
    void writesWhatFitsAndReadsItBack(String json, String back) {
        assertThat(written(CODEC, json)).isEqualTo(back);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'number':2147483648}|number: an integer does not fit an integer from -2147483648 to 2147483647",
                "{'number':0.5}|number: a decimal does not fit",
                "{'number':'5'}|number: text does not fit",
                "{'nummber':5}|the message p.M has no field nummber; did you mean number?",
                "{'number':null}|number: null does not fit a field that is always there",
                "{'lines':[{},{'quantity':true}]}|lines[1].quantity: a boolean does not fit",
                "{'lines':[{'inner':{'lines':{}}}]}|lines[0].inner.lines: a row does not fit a repeated field",
                "{'left':1,'right':''}|the fields left and right belong to one oneof",
                "{'colour':'BLUE'}|colour: the enumeration p.Colour has no such name",
                "{'names':{'x':'a'}}|names[...]: text does not fit an integer as the key of a map",
                "{'user_name':'a','userName':'b'}|the row has the field userName twice",
                "{'time':'soon'}|time: text does not fit a timestamp",
                "{'small':0.1000000001}|small: a decimal does not fit a float",
                "[1]|an array does not fit the message p.M",
            })
    void refusesWhatDoesNotFitWithThePathToIt(String json, String reason) {
        assertThatThrownBy(() -> written(CODEC, json)).isInstanceOfSatisfying(WharfException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED);
            assertThat(e).hasMessageContaining(reason);
        });
    }

    @Test
    void dropsWhatTheMessageHasNotWhenToldSo() {
        assertThat(written(LENIENT, "{'nummber':5,'number':null,'left':1}")).isEqualTo("{'left':1,_}");
    }

    @Test
    void refusesTextThatHasNoUtf8() {
        Value row = Value.Row.of(Shape.of(List.of("right")), new Value.Text("a\uD800"));

        assertThatThrownBy(() -> CODEC.encode(row, new ByteSink()))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("right: text with half of a surrogate pair");
    }

    @Test
    void appendsNothingWhereItThrows() {
        ByteSink sink = new ByteSink();
        sink.write(7);

        assertThatThrownBy(() -> CODEC.encode(Value.NULL, sink)).isInstanceOf(WharfException.class);
        assertThat(sink.length()).isEqualTo(1);
    }

    @Test
    void refusesAValueThatIsNestedTooDeep() {
        Value row = Value.Row.of(Shape.of(List.of()));
        for (int i = 0; i < 100_000; i++) {
            row = Value.Row.of(MESSAGE.field(3).message().shape(), Ints.i32(1), row);
        }
        Value deep = row;
        ProtobufCodec lines = ProtobufCodec.of(MESSAGE.field(3).message());

        assertThatThrownBy(() -> lines.encode(deep, new ByteSink())).isInstanceOf(WharfException.class);
    }

    @Test
    void aRequiredFieldMustBeThere() {
        ProtobufCodec codec = ProtobufCodec.of(ProtobufSchema.parse("""
            syntax = "proto2";
            message A { optional B b = 1; }
            message B { required int32 must = 1; optional int32 may = 2; }
            """).message("A"));

        assertThatThrownBy(() -> written(codec, "{'b':{'may':1}}"))
                .hasMessageContaining("b: the field must is required, and is not there");
        assertThat(written(codec, "{'b':{'must':0}}")).isEqualTo("{'b':{'must':0}}");
    }
}

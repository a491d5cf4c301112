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
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtobufDocumentTest {
    private static final ProtobufSchema SCHEMA = ProtobufSchema.parse("""
        syntax = "proto3";
        message M {
          int32 a = 1;
          string b = 2;
          optional int32 c = 3;
          N n = 4;
          repeated int32 r = 5;
          oneof o { int32 x = 6; N y = 7; }
        }
        message N { int32 p = 1; optional string q = 2; }
        """);
    private static final ProtobufCodec CODEC = ProtobufCodec.of(SCHEMA.message("M"));

    private final Fields fields = new Fields();
    private final Field a = fields.field("a");
    private final Field b = fields.field("b");
    private final Field c = fields.field("c");
    private final Field n = fields.field("n");
    private final Field r = fields.field("r");
    private final Field x = fields.field("x");
    private final Field y = fields.field("y");

    private Document document(String hex) {
        Decoded decoded = CODEC.decode(payload(hex), fields);
        assertThat(decoded).isInstanceOf(Document.class);
        return (Document) decoded;
    }

    private static Payload payload(String hex) {
        return Payload.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String hex(Payload payload) {
        return HexFormat.of().formatHex(payload.array());
    }

    private static String json(Document document) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(document, sink);
        return new String(sink.toByteArray(), UTF_8);
    }

    @Test
    void whatCannotBeAbsentHasItsDefault() {
        Document empty = document("");

        assertThat(json(empty)).isEqualTo("{\"a\":0,\"b\":\"\",\"r\":[]}");
        assertThat(empty.has(a)).isTrue();
        assertThat(empty.has(c)).isFalse();
        assertThat(empty.get(r)).isEqualTo(Value.Array.of());
    }

    @Test
    void ofSeveralValuesTheLastCounts() {
        Document document = document("0801 1201 61 0802");

        assertThat(document.get(a)).isEqualTo(Ints.i32(2));
        assertThat(json(document)).isEqualTo("{\"a\":2,\"b\":\"a\",\"r\":[]}");
    }

    @Test
    void partsOfAMessageAreOne() {
        Document document = document("2202 0805 2203 1201 7a");

        assertThat(json(document)).isEqualTo("{\"a\":0,\"b\":\"\",\"n\":{\"p\":5,\"q\":\"z\"},\"r\":[]}");
    }

    @Test
    void valuesOfARepeatedFieldAddUpWhereverTheyStand() {
        assertThat(document("2801 0807 2a02 0203 2804").get(r))
                .isEqualTo(Value.Array.of(Ints.i32(1), Ints.i32(2), Ints.i32(3), Ints.i32(4)));
    }

    @Test
    void ofAOneofOnlyTheLastMemberIsThere() {
        Document document = document("3a02 0805 3001 3a03 1201 7a");

        assertThat(document.has(x)).isFalse();
        assertThat(json(document)).isEqualTo("{\"a\":0,\"b\":\"\",\"r\":[],\"y\":{\"p\":0,\"q\":\"z\"}}");
        assertThat(document("3a020805 3001").get(y)).isEqualTo(Value.ABSENT);
    }

    @Test
    void aFieldInAnotherFormIsUnknown() {
        Document document = document("0a01 61 1005");

        assertThat(json(document)).isEqualTo("{\"a\":0,\"b\":\"\",\"r\":[]}");
        assertThat(hex(document.encoded())).isEqualTo("0a01611005");
    }

    @Test
    void aChangeKeepsWhatTheSchemaDoesNotKnow() {
        Document changed = document("0801 2204 0805 4801 9a06 0161").with(b, new Value.Text("b"));

        assertThat(hex(changed.encoded())).isEqualTo("0801" + "120162" + "220408054801" + "9a060161");
        assertThat(json(changed)).isEqualTo("{\"a\":1,\"b\":\"b\",\"n\":{\"p\":5},\"r\":[]}");
    }

    @Test
    void aSelectionDropsWhatTheSchemaDoesNotKnowAtTheTop() {
        Document selected = document("0801 2204 0805 4801 9a06 0161").select(List.of(n));

        assertThat(hex(selected.encoded())).isEqualTo("220408054801");
    }

    @Test
    void aFieldThatIsRemovedIsGoneFromAllPlaces() {
        assertThat(hex(document("0801 1201 61 0802").with(a, Value.ABSENT).encoded()))
                .isEqualTo("120161");
    }

    @Test
    void whatAOneofHadBeforeDoesNotComeBack() {
        assertThat(hex(document("3001 3a00").with(y, Value.ABSENT).encoded())).isEmpty();
    }

    @Test
    void twoMembersOfAOneofAreRefused() {
        Document both =
                document("3001").with(y, CODEC.message().field(3).message().empty());

        assertThatThrownBy(both::encoded).isInstanceOf(WharfException.class).hasMessageContaining("x and y");
        assertThat(hex(both.with(x, Value.ABSENT).encoded())).isEqualTo("3a00");
    }

    @Test
    void unknownFieldsCanBeRefusedWhereTheyWouldBeLost() {
        ProtobufCodec strict = ProtobufCodec.of(CODEC.message(), Limits.DEFAULT, new ProtobufOptions(false, false));
        Document document = (Document) strict.decode(payload("0801 9a06 0161"), fields);

        assertThatThrownBy(() -> json(document))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("M does not know");
        assertThatThrownBy(() -> strict.read(payload("9a06 0161"))).isInstanceOf(WharfException.class);
        assertThat(hex(document.with(b, new Value.Text("b")).encoded())).isEqualTo("08011201629a060161");
        assertThat(document.get(a)).isEqualTo(Ints.i32(1));
    }

    @Test
    void findsAFieldThatWasNotAskedForBefore() {
        Document document = (Document) CODEC.decode(payload("0801 1801"), new Fields());
        Fields late = new Fields();

        assertThat(document.get(late.field("c"))).isEqualTo(Ints.i32(1));
        assertThat(document.get(late.field("nothing"))).isEqualTo(Value.ABSENT);
    }

    @Test
    void aSchemaParsedTwiceIsTheSame() {
        ProtobufSchema one = ProtobufSchema.parse("syntax = \"proto3\"; message M { int32 a = 1; }");
        ProtobufSchema same = ProtobufSchema.parse("syntax = \"proto3\"; message M { int32 a = 1; }");
        ProtobufSchema other = ProtobufSchema.parse("syntax = \"proto3\"; message M { int64 a = 1; }");
        Document document = (Document) ProtobufCodec.of(one.message("M")).decode(payload("0801 4801"), fields);

        assertThat(encoded(ProtobufCodec.of(same.message("M")), document)).isEqualTo("08014801");
        assertThat(encoded(ProtobufCodec.of(same.message("M")), document.with(a, Ints.i32(2))))
                .isEqualTo("08024801");
        assertThat(encoded(ProtobufCodec.of(other.message("M")), document)).isEqualTo("0801");
    }

    private static String encoded(ProtobufCodec codec, Document document) {
        ByteSink sink = new ByteSink();
        codec.encode(document, sink);
        return HexFormat.of().formatHex(sink.toByteArray());
    }

    @Test
    void tellsOneField() {
        Document document = document("0807 2202 0805 2801 2802");

        assertThat(told(document, n)).isEqualTo("{\"p\":5}");
        assertThat(told(document, r)).isEqualTo("[1,2]");
        assertThat(told(document, b)).isEqualTo("\"\"");
        assertThat(told(document, c)).isEqualTo("nothing");
        assertThat(told(document("2202 0805 2203 1201 7a"), n)).isEqualTo("{\"p\":5,\"q\":\"z\"}");
    }

    /** Through a selection, which tells its fields one by one. */
    private static String told(Document document, Field field) {
        Document selected = document.select(List.of(field));
        return document.has(field) ? json(selected).replaceFirst("^\\{\"[a-z]\":(.*)}$", "$1") : "nothing";
    }

    @Test
    void saysWhyBytesAreNoMessage() {
        assertThat(failure("08")).isEqualTo("the input ends inside a value at 1");
        assertThat(failure("1203 61")).isEqualTo("a length goes beyond the end of what it stands in at 2");
        assertThat(failure("0001")).isEqualTo("no field has such a number at 1");
        assertThat(failure("1201 ff")).isEqualTo("the text is not valid UTF-8 at 2");
        assertThat(failure("2202 08ff")).startsWith("the input ends inside a value");
        assertThat(failure("4b 54")).startsWith("a group ends that has not begun");
        assertThat(failure("0fff")).startsWith("a value stands in a form that does not exist");
        assertThat(CODEC.decode(Payload.NULL, fields)).isInstanceOf(Decoded.Failure.class);
        assertThatThrownBy(() -> CODEC.read(payload("08")))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
    }

    private String failure(String hex) {
        Decoded.Failure failure = (Decoded.Failure) CODEC.decode(payload(hex), fields);
        return failure.reason() + " at " + failure.position();
    }
}

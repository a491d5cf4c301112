package dev.wharf.jsonschema;

import static dev.wharf.jsonschema.Schemas.decoded;
import static dev.wharf.jsonschema.Schemas.encoded;
import static dev.wharf.jsonschema.Schemas.fits;
import static dev.wharf.jsonschema.Schemas.json;
import static dev.wharf.jsonschema.Schemas.reason;
import static dev.wharf.jsonschema.Schemas.schema;
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
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class JsonSchemaCodecTest {
    private static final JsonSchema ORDER = schema("{'type':'object','title':'Order','required':['id','price'],"
            + "'properties':{'id':{'type':'string'},'price':{'type':'number','minimum':0},"
            + "'tags':{'items':{'enum':['new','old']}}},'additionalProperties':false}");

    private final JsonSchemaCodec codec = new JsonSchemaCodec(ORDER);
    private final Fields fields = new Fields();
    private final Field id = fields.field("id");
    private final Field price = fields.field("price");
    private final Field other = fields.field("other");

    @Test
    void isCalledJsonSchemaAndWritesJson() {
        assertThat(codec.name()).isEqualTo("json_schema");
        assertThat(codec.contentType()).isEqualTo("application/json");
    }

    @Test
    void readsFieldsOfWhatFitsAndPassesTheBytesOn() {
        Payload payload = Payload.of(json(" {'id' : 'a', 'price':1.50} "));
        Document document = (Document) codec.decode(payload, fields);

        assertThat(document.isRow()).isTrue();
        assertThat(document.get(id)).isEqualTo(new Value.Text("a"));
        assertThat(document.has(other)).isFalse();
        assertThat(document.encoded()).isSameAs(payload);
        ByteSink sink = new ByteSink();
        codec.encode(document, sink);
        assertThat(text(sink)).isEqualTo(json(" {'id' : 'a', 'price':1.50} "));
    }

    @Test
    void saysWhereWhichRuleIsBrokenAndWhatItWants() {
        assertThat(decoded(codec, json("{'id':'a',  'price':-1}")))
                .isEqualTo(new Decoded.Failure(
                        Decoded.Kind.INVALID, "a rule of the schema is broken: /price: minimum wants 0", 20));
        assertThat(reason(ORDER, "{'id':7,'price':1}"))
                .isEqualTo("a rule of the schema is broken: /id: type wants string");
        assertThat(reason(ORDER, "{'id':'a','price':1,'tags':['new','older']}"))
                .isEqualTo("a rule of the schema is broken: /tags/1: enum wants [\"new\",\"old\"]");
        assertThat(reason(ORDER, "{'id':'a','price':1,'extra':2}"))
                .isEqualTo("a rule of the schema is broken: /extra: additionalProperties wants no such member");
        assertThat(reason(ORDER, "{'tags':[]}"))
                .isEqualTo("a rule of the schema is broken: the document: required wants \"id\", \"price\"");
        assertThat(reason(ORDER, "[]")).isEqualTo("a rule of the schema is broken: the document: type wants object");
    }

    @Test
    void countsTheBrokenRulesAndShowsThree() {
        String reason = reason(ORDER, "{'id':1,'price':'x','tags':[1,2,3]}");

        assertThat(reason)
                .startsWith("5 rules of the schema are broken: /id: type wants string; /price: type wants number;");
        assertThat(reason).endsWith("; and 2 more");
    }

    @Test
    void doesNotShowWhatTheDocumentHolds() {
        assertThat(reason(ORDER, "{'id':{'secret':'secret'},'price':'secret','tags':['secret']}"))
                .doesNotContain("secret");
        assertThat(reason(schema("{'additionalProperties':false}"), "{'" + "n".repeat(500) + "':1}"))
                .hasSizeLessThan(200);
    }

    @Test
    void tellsOfChoicesAsAWhole() {
        assertThat(reason(schema("{'anyOf':[{'type':'string'},{'type':'object','required':['a']}]}"), "1"))
                .isEqualTo("a rule of the schema is broken: the document: anyOf wants what fits one of 2 schemas");
        assertThat(reason(schema("{'items':{'oneOf':[{'type':'string'},{'minimum':3}]}}"), "[1]"))
                .isEqualTo("a rule of the schema is broken: /0: oneOf wants what fits just one of 2 schemas");
        assertThat(reason(schema("{'not':{'type':'null'}}"), "null"))
                .isEqualTo("a rule of the schema is broken: the document: not wants what does not fit a schema");
        assertThat(reason(schema("{'contains':{'type':'null'}}"), "[1,2]"))
                .isEqualTo(
                        "a rule of the schema is broken: the document: contains wants an element that fits a schema");
        assertThat(reason(schema("{'allOf':[{'maximum':3},{'minimum':1}]}"), "5"))
                .isEqualTo("a rule of the schema is broken: the document: maximum wants 3");
        assertThat(reason(schema("{'if':{'type':'string'},'then':{'maxLength':1},'else':false}"), "'ab'"))
                .isEqualTo("a rule of the schema is broken: the document: maxLength wants 1");
        assertThat(reason(schema("false"), "1"))
                .isEqualTo("a rule of the schema is broken: the document: the schema is false, so nothing may stand"
                        + " there");
    }

    @Test
    void whatIsNoJsonIsMalformed() {
        assertThat(decoded(codec, "{\"id\":")).isInstanceOfSatisfying(Decoded.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Decoded.Kind.MALFORMED);
            assertThat(failure.position()).isEqualTo(6);
        });
        assertThat(codec.decode(Payload.NULL, fields)).isInstanceOf(Decoded.Failure.class);
        assertThat(decoded(codec.withLimits(new Limits(4, 10)), "12345"))
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Decoded.Kind.TOO_LARGE));
    }

    @Test
    void theCheckOnReadingCanBeLeftOut() {
        JsonSchemaCodec trusting = codec.withoutCheckOnDecode();
        Document document = (Document) trusting.decode(Payload.of("{\"id\":7}"), fields);

        assertThat(document.get(id)).isEqualTo(Value.Int.of(7));
        assertThat(trusting.read(Payload.of("[1]"))).isEqualTo(new Value.Array(List.of(Value.Int.of(1))));
        assertThat(document.encoded().length()).isEqualTo(8);
        refused(() -> trusting.encode(document, new ByteSink()), "/id: type wants string");
    }

    @Test
    void readsTheWholeOrSaysWhyNot() {
        assertThat(codec.read(Payload.of(json("{'id':'a','price':1}")))).isEqualTo(row("a", Value.Int.of(1)));
        assertThatThrownBy(() -> codec.read(Payload.of("{}")))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .hasMessageContaining("the bytes are not json_schema: ")
                .hasMessageContaining("required wants");
    }

    @Test
    void writesWhatFits() {
        assertThat(encoded(codec, row("a", Value.Int.of(1)))).isEqualTo(json("{'id':'a','price':1}"));
    }

    @Test
    void checksValuesOfOtherFormatsAsTheJsonThatTheyBecome() {
        JsonSchemaCodec strict = new JsonSchemaCodec(schema("{'items':[{'enum':['AP8=']},{'type':'integer'},"
                + "{'enum':['2026-11-28']},{'required':['a'],'maxProperties':1},{'const':18446744073709551615},"
                + "{'const':0.1}],'$schema':'http://json-schema.org/draft-07/schema#'}"));
        Value fitting = Value.Array.of(
                new Value.Binary(new byte[] {0, (byte) 0xFF}),
                new Value.Float64(3.0),
                new Value.Date(LocalDate.of(2026, 11, 28)),
                new Value.MapOf(Map.of(new Value.Text("a"), Value.NULL)),
                new Value.Int(-1, Value.IntType.U64),
                new Value.Float32(0.1f));

        assertThat(encoded(strict, fitting)).startsWith("[\"AP8=\",3.0,\"2026-11-28\",{\"a\":null},184");
        Value absent = Value.Row.of(Shape.of(List.of("a", "b")), Value.ABSENT, Value.NULL);
        refused(
                () -> encoded(strict, Value.Array.of(Value.Int.of(0), Value.Int.of(0), Value.Int.of(0), absent)),
                "3 rules of the schema are broken");
    }

    @Test
    void writesNothingOfWhatDoesNotFit() {
        ByteSink sink = new ByteSink();
        sink.write('#');

        refused(() -> codec.encode(row("a", Value.Int.of(-1)), sink), "/price: minimum wants 0");
        refused(() -> codec.encode(row("a", new Value.Float64(Double.NaN)), sink), "NaN");
        Document foreign = (Document) JsonCodec.JSON.decode(Payload.of("{\"id\":true}"), fields);
        refused(() -> codec.encode(foreign, sink), "2 rules of the schema are broken");

        assertThat(text(sink)).isEqualTo("#");
    }

    @Test
    void checksWhatWasChanged() {
        Document document = (Document) codec.decode(Payload.of(json("{'id':'a', 'price':1}")), fields);
        Document dearer = document.with(price, Value.Int.of(2));
        Document wrong = document.with(other, Value.Int.of(2));

        assertThat(text(dearer)).isEqualTo(json("{'id':'a', 'price':2}"));
        assertThat(dearer.value()).isEqualTo(row("a", Value.Int.of(2)));
        refused(wrong::encoded, "/other: additionalProperties wants no such member");
        refused(() -> codec.encode(wrong, new ByteSink()), "/other: additionalProperties wants no such member");
        refused(() -> document.select(List.of(id)).encoded(), "required wants \"price\"");
        assertThat(document.with(other, Value.ABSENT)).isSameAs(document);
    }

    @Test
    void takesDocumentsOfOtherFormats() {
        Document foreign = (Document) JsonCodec.JSON.decode(Payload.of(json("{'id':'a' ,'price':1}")), fields);
        ByteSink sink = new ByteSink();

        codec.encode(foreign, sink);
        codec.encode(foreign.with(price, Value.Int.of(3)), sink);

        assertThat(text(sink)).isEqualTo(json("{'id':'a' ,'price':1}{'id':'a' ,'price':3}"));
    }

    @Test
    void tellsNumbersByTheirValue() {
        assertThat(fits(schema("{'type':'integer'}"), "1.0")).isTrue();
        assertThat(fits(schema("{'type':'integer'}"), "1e3")).isTrue();
        assertThat(fits(schema("{'type':'integer'}"), "1.5")).isFalse();
        assertThat(fits(schema("{'maximum':100000000000000000000}"), "100000000000000000001"))
                .isFalse();
        assertThat(fits(schema("{'enum':[100000000000000000000]}"), "1e20")).isTrue();
    }

    @Test
    void findsThePositionOfWhatIsBroken() {
        String document = json("{'a~/\\u0062':[ {'x':[1,2]}, {'x' : [ 1 ,'t\\'}'] } ] }");
        JsonSchema schema =
                schema("{'additionalProperties':{'items':{'properties':{'x':{'items':{'type':'integer'}}}}}}");

        assertThat(decoded(new JsonSchemaCodec(schema), document))
                .isInstanceOfSatisfying(Decoded.Failure.class, failure -> {
                    assertThat(failure.reason()).contains("/a~0~1b/1/x/1: type wants integer");
                    assertThat(failure.position()).isEqualTo(document.indexOf("\"t"));
                });
    }

    private static void refused(ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessageContaining(reason);
    }

    private static Value row(String id, Value price) {
        return Value.Row.of(Shape.of(List.of("id", "price")), new Value.Text(id), price);
    }

    private static String text(Document document) {
        byte[] bytes = document.encoded().array();
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String text(ByteSink sink) {
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }
}

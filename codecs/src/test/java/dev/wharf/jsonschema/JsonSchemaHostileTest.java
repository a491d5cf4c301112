package dev.wharf.jsonschema;

import static dev.wharf.jsonschema.Schemas.decoded;
import static dev.wharf.jsonschema.Schemas.reason;
import static dev.wharf.jsonschema.Schemas.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Decoded;
import dev.wharf.value.Value;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas and documents of somebody who wants to keep us busy. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class JsonSchemaHostileTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"^(a+)+$", "^(a|aa)+$", "^([a-z]+)*[A-Z]$", "(.*)*x", "^(a?){40}a{40}$", "a*a*a*a*a*a*a*a*a*a*b"
            })
    void aPatternThatGoesBackAndForthEnds(String pattern) {
        JsonSchema schema = schema("{'pattern':'" + pattern + "'}");

        assertThat(reason(schema, '\'' + "a".repeat(39) + "!'")).isNotEmpty();
        assertThat(reason(schema, '\'' + "a".repeat(20_000) + "!'")).isNotEmpty();
    }

    @Test
    void aPatternThatGoesBackAndForthOverNamesEnds() {
        String name = "{'" + "a".repeat(50) + "!':1}";

        String slow = "a*".repeat(10) + 'b';
        assertThat(reason(schema("{'patternProperties':{'" + slow + "':true}}"), name))
                .contains("too many steps");
        assertThat(reason(schema("{'propertyNames':{'pattern':'" + slow + "'}}"), name))
                .contains("too many steps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "a{2,1}",
                "[a",
                "(?<n",
                "a\\\\",
                "(((a{1000}){1000}){1000})",
                "((){1000000}){1000000}",
                "a{99999999999999999999}",
                "*"
            })
    void aPatternThatIsNoneOrRepeatsTooOftenIsRefused(String pattern) {
        refused(() -> schema("{'properties':{'a':{'pattern':'" + pattern + "'}}}"), "#/properties/a/pattern: it");
        refused(() -> schema("{'patternProperties':{'" + pattern + "':true}}"), "#/patternProperties: it");
    }

    @Test
    void aPatternHasALength() {
        refused(
                () -> schema("{'pattern':'" + "(".repeat(4000) + ")".repeat(4000) + "'}"),
                "more than the limit of 4096");
        refused(() -> schema("{'pattern':'" + "(".repeat(4000) + "'}"), "#/pattern: it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'#'}",
                "{'allOf':[{'$ref':'#'}]}",
                "{'properties':{'a':{'anyOf':[{'$ref':'#/properties/a'}]}}}",
                "{'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'not':{'$ref':'#/$defs/a'}}}}",
                "{'$dynamicAnchor':'x','allOf':[{'$dynamicRef':'#x'}]}"
            })
    void aSchemaThatRefersToItselfForOneValueIsRefused(String schema) {
        refused(() -> schema(schema), "refers to itself for one and the same value");
    }

    @Test
    void aSchemaThatMultipliesItselfIsRefused() {
        StringBuilder schema = new StringBuilder("{'$ref':'#/$defs/n0','$defs':{");
        for (int i = 0; i < 40; i++) {
            String next = "{'$ref':'#/$defs/n" + (i + 1) + "'}";
            schema.append("'n" + i + "':{'allOf':[" + next + ',' + next + "]},");
        }
        refused(() -> schema(schema + "'n40':true}}"), "schemas speak of one value");
    }

    @Test
    void aChainOfReferencesHasALength() {
        StringBuilder schema = new StringBuilder("{'$ref':'#/$defs/n0','$defs':{");
        for (int i = 0; i < 5_000; i++) {
            schema.append("'n" + i + "':{'$ref':'#/$defs/n" + (i + 1) + "'},");
        }
        refused(() -> schema(schema + "'n5000':true}}"), "schemas refer to each other for one value");
    }

    @Test
    void aSchemaThatMultipliesItselfOnEachLevelOfADocumentEnds() {
        JsonSchema schema =
                schema("{'allOf':[{'properties':{'a':{'$ref':'#'}}},{'properties':{'a':{'$ref':'#'}}}],'not':false}");

        assertThat(reason(schema, nested(10))).isEmpty();
        assertThat(reason(schema, nested(60))).contains("too many steps");
    }

    private static String nested(int levels) {
        return "{'a':".repeat(levels) + '1' + "}".repeat(levels);
    }

    @Test
    void aDocumentIsAsDeepAsTheLimitAndNoDeeper() {
        JsonSchema list = schema("{'items':{'$ref':'#'}}");

        assertThat(reason(list, "[".repeat(256) + "]".repeat(256))).isEmpty();
        assertThat(reason(list, "[".repeat(258) + "]".repeat(258))).contains("nested deeper than 256 levels");
        assertThat(reason(list, "[".repeat(1001) + "]".repeat(1001))).contains("nested deeper than 1000");
        assertThat(reason(schema("{'type':'array'}"), "[".repeat(900) + "]".repeat(900)))
                .isEmpty();
    }

    @Test
    void noDepthOverflowsTheStack() throws InterruptedException {
        String all = "{'allOf':[".repeat(90) + "{'items':{'$ref':'#'}}" + "]}".repeat(90);
        JsonSchemaCodec deep = new JsonSchemaCodec(schema(all)).withLimits(new Limits(1 << 20, 1000));
        Decoded[] decoded = new Decoded[1];

        Thread small =
                new Thread(null, () -> decoded[0] = decoded(deep, "[".repeat(1000) + "]".repeat(1000)), "s", 1 << 19);
        small.start();
        small.join();

        assertThat(decoded[0]).isInstanceOf(Decoded.Failure.class);
    }

    @Test
    void aSchemaIsAsDeepAsTheLimitAndNoDeeper() {
        assertThat(reason(schema("{'items':".repeat(199) + "true" + "}".repeat(199)), "[]"))
                .isEmpty();
        refused(() -> schema("{'items':".repeat(300) + "true" + "}".repeat(300)), "nested deeper than 200 levels");
        refused(() -> schema("[".repeat(5_000)), "nested deeper than 1000");
    }

    @Test
    void aSchemaHasALength() {
        refused(() -> schema("{'title':'" + "x".repeat(1 << 20) + "'}"), "and the limit is 1048576");
        refused(() -> schema("7"), "# is neither an object nor true or false");
        refused(() -> schema("{'maximum':1e99999}"), "digits or an exponent beyond");
        refused(() -> schema("{'minLength':4294967296}"), "#/minLength is larger than 2147483647");
    }

    @Test
    void aNumberWithoutMeasureIsNotChecked() {
        assertThat(reason(schema("{}"), "[1e99999]"))
                .startsWith("it cannot be checked: a number with more than 1000 digits");
        assertThat(reason(schema("{'items':{'multipleOf':0.0001}}"), '[' + "1e10000,".repeat(50_000) + "1]"))
                .contains("too many steps");
        assertThat(reason(schema("{'items':{'maximum':5}}"), "[1e10000]")).contains("/0: maximum wants 5");
    }

    @Test
    void manyElementsThatMustDifferAreComparedInTheirHashes() {
        StringBuilder unique = new StringBuilder("[");
        for (int i = 0; i < 200_000; i++) {
            unique.append(i).append(',');
        }
        JsonSchema schema = schema("{'uniqueItems':true}");

        assertThat(reason(schema, unique + "-1]")).isEmpty();
        assertThat(reason(schema, unique + "7.0]")).contains("uniqueItems wants true");
    }

    @Test
    void elementsOfOneHashAreNotComparedForEver() {
        StringBuilder colliding = new StringBuilder("[");
        for (int i = 0; i < 1 << 14; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 14; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB"); // both have the same hash
            }
            colliding.append('\'').append(text).append("',");
        }

        assertThat(reason(schema("{'uniqueItems':true}"), colliding + "1]")).contains("too many steps");
    }

    @Test
    void manyBrokenRulesDoNotFillTheMemory() {
        String broken = '[' + "1,".repeat(2_000_000) + "1]";

        assertThat(reason(schema("{'items':{'type':'string'}}"), broken)).contains("too much memory");
    }

    @Test
    void whatIsWrittenIsBoundedToo() {
        JsonSchemaCodec codec = new JsonSchemaCodec(schema("{'items':{'$ref':'#'}}"));
        Value value = Value.NULL;
        for (int i = 0; i < 300; i++) {
            value = Value.Array.of(value);
        }
        Value deep = value;

        assertThatThrownBy(() -> codec.encode(deep, new ByteSink()))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessageContaining("nested deeper than 256 levels");
    }

    private static void refused(ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining(reason);
    }
}

package dev.wharf.jsonschema;

import static dev.wharf.jsonschema.Schemas.fits;
import static dev.wharf.jsonschema.Schemas.json;
import static dev.wharf.jsonschema.Schemas.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References lead to what was given, and nowhere else. */
final class JsonSchemaReferencesTest {
    private static final String TEXT = json("{'type':'string'}");

    /** The reference, and the name under which what it leads to was given. */
    @ParameterizedTest
    @CsvSource({
        "address.json,address.json",
        "./address.json,address.json",
        "types/address.json,types/address.json",
        "https://a.b/address.json,https://a.b/address.json",
        "address.json,https://a.b/address.json",
        "com.example.Address,com.example.Address",
        "address.json#,address.json"
    })
    void isFoundByItsName(String reference, String name) {
        JsonSchema schema = schema(
                "{'$id':'https://a.b/order.json','properties':{'a':{'$ref':'" + reference + "'}}}", Map.of(name, TEXT));

        assertThat(fits(schema, "{'a':'x'}")).isTrue();
        assertThat(fits(schema, "{'a':1}")).isFalse();
    }

    @Test
    void needsNoAddressOfTheSchemaItself() {
        assertThat(fits(schema("{'$ref':'address.json'}", Map.of("address.json", TEXT)), "1"))
                .isFalse();
    }

    @Test
    void isFoundByTheAddressThatItGivesItself() {
        JsonSchema schema = schema(
                "{'$ref':'https://x.y/z#/$defs/t'}",
                Map.of("any name", json("{'$id':'https://x.y/z','$defs':{'t':{'type':'string'}}}")));

        assertThat(fits(schema, "'x'")).isTrue();
        assertThat(fits(schema, "1")).isFalse();
    }

    @Test
    void mayReferToOthersAndBack() {
        JsonSchema schema = schema(
                "{'$id':'https://a.b/tree','type':'object','properties':{'next':{'$ref':'node'}}}",
                Map.of(
                        "node", json("{'properties':{'tree':{'$ref':'tree'},'leaf':{'$ref':'leaf#/$defs/l'}}}"),
                        "leaf", json("{'$defs':{'l':{'type':'null'}}}")));

        assertThat(fits(schema, "{'next':{'tree':{'next':{'leaf':null}}}}")).isTrue();
        assertThat(fits(schema, "{'next':{'tree':{'next':{'leaf':1}}}}")).isFalse();
        assertThat(fits(schema, "{'next':{'tree':1}}")).isFalse();
    }

    @Test
    void eachDocumentHasADraftOfItsOwn() {
        JsonSchema schema = schema(
                "{'$schema':'http://json-schema.org/draft-07/schema#','items':{'$ref':'old'}}",
                Map.of(
                        "old",
                        json("{'$schema':'http://json-schema.org/draft-04/schema#','minimum':1,"
                                + "'exclusiveMinimum':true}")));

        assertThat(fits(schema, "[2]")).isTrue();
        assertThat(fits(schema, "[1]")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#/$defs/a b/x%y",
                "#/$defs/a%20b/x%25y",
                "https://a.b/c#/$defs/a%20b/x%25y",
                "#/$defs/plus+/t",
                "#/$defs/hash%23/t",
                "#/$defs/slash~1tilde~0/t",
                "#/unknown/schemas/0",
                "#umlaut",
                "d",
                "d#/$defs/e",
                "/d#e"
            })
    void pointersAndAnchorsAndAddressesLeadToTheirPlace(String reference) {
        JsonSchema schema = schema("{'$id':'https://a.b/c','properties':{'v':{'$ref':'" + reference + "'}},"
                + "'unknown':{'schemas':[{'type':'string'}]},'$defs':{'a b':{'x%y':{'type':'string'}},"
                + "'plus+':{'t':{'type':'string'}},'hash#':{'t':{'type':'string'}},"
                + "'slash/tilde~':{'t':{'type':'string'}},'u':{'$anchor':'umlaut','type':'string'},"
                + "'d':{'$id':'d','type':'string','$defs':{'e':{'$anchor':'e','type':'string'}}}}}");

        assertThat(fits(schema, "{'v':'x'}")).isTrue();
        assertThat(fits(schema, "{'v':1}")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/nowhere.json",
                "nowhere.json",
                "#/$defs/nothing",
                "#/title",
                "#nothing",
                "file:///etc/passwd",
                "not an address",
                "http://json-schema.org/draft-03/schema#"
            })
    void oneThatLeadsNowhereIsRefusedWhenTheSchemaIsRead(String reference) {
        assertThatThrownBy(() -> schema("{'title':'x','properties':{'a':{'items':{'$ref':'" + reference + "'}}}}"))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("#/properties/a/items/$ref: \"" + reference + "\" leads to no schema");
    }

    @Test
    void anErrorInAReferenceNamesIt() {
        assertThatThrownBy(() -> schema("{'$ref':'r'}", Map.of("r", "{\"type\":")))
                .hasMessageContaining("r# is no JSON: the input ends inside a value at byte 8");
        assertThatThrownBy(() -> schema("{'$ref':'r'}", Map.of("r", json("{'items':{'$ref':'s'}}"))))
                .hasMessageContaining("r#/items/$ref: \"s\" leads to no schema");
        assertThatThrownBy(() -> schema("{'$ref':'r'}", Map.of("r", json("{'type':7}"))))
                .hasMessageContaining("r# does not fit its meta-schema");
    }

    @Test
    void twoSchemasMayNotHaveOneAddress() {
        assertThatThrownBy(() -> schema("{'$defs':{'a':{'$id':'x','type':'null'},'b':{'$id':'x'}}}"))
                .hasMessageContaining("#/$defs/b has the address of #/$defs/a");
    }

    @Test
    void whatOnlyLooksLikeAReferenceIsNone() {
        JsonSchema schema = schema("{'const':{'$ref':'nowhere'},'properties':{'$ref':{'type':'string'}},"
                + "'default':{'$ref':'nowhere','pattern':'('},'examples':[{'pattern':'('}]}");

        assertThat(fits(schema, "{'$ref':'nowhere'}")).isTrue();
        assertThat(fits(schema, "{'$ref':1}")).isFalse();
    }
}

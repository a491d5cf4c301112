package dev.wharf.jsonschema;

import static dev.wharf.jsonschema.Schemas.json;
import static dev.wharf.jsonschema.Schemas.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.schema.SchemaType;
import org.junit.jupiter.api.Test;

final class JsonSchemaRulesTest {

    @Test
    void isOfJson() {
        assertThat(new JsonSchemaRules().type()).isEqualTo(SchemaType.JSON);
        assertThat(schema("{}").type()).isEqualTo(SchemaType.JSON);
    }

    @Test
    void isNamedByItsTitle() {
        assertThat(schema("{'title':'Order'}").name()).isEqualTo("Order");
        assertThat(schema("{}").name()).isEmpty();
        assertThat(schema("true").name()).isEmpty();
    }

    @Test
    void theCanonicalFormHasNoWhitespaceAndKeepsTheOrder() {
        assertThat(schema(" { 'type' : 'string',\n 'maxLength': 1.0, 'enum': [ 'b', 'a' ] } ")
                        .canonical())
                .isEqualTo(json("{'type':'string','maxLength':1.0,'enum':['b','a']}"));
        assertThat(schema(" true ").canonical()).isEqualTo("true");
    }

    @Test
    void theNormalizedFormIsSorted() {
        assertThat(schema("{'type':'string','$defs':{'b':{'minimum':1.50,'maximum':1e2},'a':true},'enum':['b','a']}")
                        .normalized())
                .isEqualTo(json(
                        "{'$defs':{'a':true,'b':{'maximum':100,'minimum':1.5}},'enum':['b','a'],'type':'string'}"));
    }

    @Test
    void whatDiffersIsListedPlaceByPlace() {
        JsonSchema one = schema("{'type':'object','required':['a','b'],'properties':{'a':{'type':'string'},'c':{}},"
                + "'allOf':[true,{'minProperties':1}]}");
        JsonSchema other = schema("{'required':['b','d'],'properties':{'a':{'type':'integer'},'e':{}},'type':'object',"
                + "'allOf':[true]}");

        assertThat(one.differences(other))
                .containsExactly(
                        "#/required: \"a\" only here",
                        "#/required: \"d\" only in the other",
                        "#/properties/a/type: \"string\" here, \"integer\" in the other",
                        "#/properties/c: only here",
                        "#/properties/e: only in the other",
                        "#/allOf/1: only here");
    }

    @Test
    void whatMeansTheSameDiffersInNothing() {
        assertThat(schema("{'maximum':1.0,'required':['a','b'],'type':['null','string']}")
                        .differences(schema("{'type':['string','null'],'required':['b','a'],'maximum':1}")))
                .isEmpty();
    }
}

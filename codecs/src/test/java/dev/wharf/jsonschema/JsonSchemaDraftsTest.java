package dev.wharf.jsonschema;

import static dev.wharf.jsonschema.Schemas.fits;
import static dev.wharf.jsonschema.Schemas.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What differs from draft to draft, and what does not. */
final class JsonSchemaDraftsTest {

    @ParameterizedTest
    @EnumSource
    void isToldByItsAddress(Draft draft) {
        assertThat(schema("{'$schema':'" + draft.id() + "'}").draft()).isEqualTo(draft);
        assertThat(schema("{'$schema':'" + draft.id().replace("#", "") + "'}").draft())
                .isEqualTo(draft);
        String secure = draft.id().replace("http:", "https:").replace("#", "") + '#';
        assertThat(schema("{'$schema':'" + secure + "'}").draft()).isEqualTo(draft);
        assertThat(schema(draft, "{}").draft()).isEqualTo(draft);
    }

    @Test
    void isTheNewestWhereTheSchemaDoesNotSay() {
        assertThat(schema("{}").draft()).isEqualTo(Draft.DRAFT_2020_12);
    }

    @Test
    void anUnknownOneIsRefused() {
        assertThatThrownBy(() -> schema("{'$schema':'http://json-schema.org/draft-03/schema#'}"))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("#/$schema: \"http://json-schema.org/draft-03/schema#\" is not known")
                .hasMessageContaining("draft-07");
    }

    /** Draft, schema, what fits, what does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DRAFT_4       | {'minimum':1,'exclusiveMinimum':true} | 2 | 1",
                "DRAFT_4       | {'maximum':1,'exclusiveMaximum':true} | 0.5 | 1.0",
                "DRAFT_4       | {'minimum':1,'exclusiveMinimum':false} | 1 | 0",
                "DRAFT_6       | {'exclusiveMinimum':1} | 1.01 | 1",
                "DRAFT_7       | {'exclusiveMaximum':1} | 0 | 1",
                "DRAFT_2019_09 | {'exclusiveMaximum':1} | 0 | 1",
                "DRAFT_2020_12 | {'exclusiveMinimum':1} | 1.01 | 1",
                "DRAFT_4       | {'items':[{'type':'string'}],'additionalItems':false} | ['a'] | ['a',1]",
                "DRAFT_7       | {'items':[{'type':'string'}],'additionalItems':{'type':'null'}} | "
                        + "['a',null] | ['a',1]",
                "DRAFT_2019_09 | {'items':[{'type':'string'}]} | ['a',1] | [1]",
                "DRAFT_2019_09 | {'items':{'type':'string'}} | ['a','b'] | ['a',1]",
                "DRAFT_2020_12 | {'prefixItems':[{'type':'string'}],'items':false} | ['a'] | ['a',1]",
                "DRAFT_2020_12 | {'prefixItems':[{'type':'string'}],'items':{'type':'null'}} | ['a',null] | [1]",
                "DRAFT_4       | {'dependencies':{'a':['b']}} | {'a':1,'b':2} | {'a':1}",
                "DRAFT_7       | {'dependencies':{'a':{'required':['b']}}} | {'b':2} | {'a':1}",
                "DRAFT_2019_09 | {'dependentRequired':{'a':['b']}} | {'a':1,'b':2} | {'a':1}",
                "DRAFT_2020_12 | {'dependentSchemas':{'a':{'required':['b']}}} | {'b':1} | {'a':1}",
                "DRAFT_6       | {'const':{'a':1.0}} | {'a':1} | {'a':2}",
                "DRAFT_6       | {'contains':{'type':'null'}} | [1,null] | [1]",
                "DRAFT_6       | {'propertyNames':{'pattern':'^a'}} | {'ab':1} | {'b':1}",
                "DRAFT_2019_09 | {'contains':{'type':'null'},'minContains':2} | [null,null] | [null,1]",
                "DRAFT_2020_12 | {'contains':{'type':'null'},'maxContains':1} | [null] | [null,null]",
                "DRAFT_7       | {'if':{'type':'string'},'then':{'minLength':2},'else':{'type':'null'}} | 'ab' | 'a'",
                "DRAFT_7       | {'if':{'type':'string'},'then':{'minLength':2},'else':{'type':'null'}} | null | 1",
                "DRAFT_2019_09 | {'allOf':[{'properties':{'a':{}}}],'unevaluatedProperties':false} | "
                        + "{'a':1} | {'b':1}",
                "DRAFT_2020_12 | {'anyOf':[{'properties':{'a':{}}}],'unevaluatedProperties':false} | "
                        + "{'a':1} | {'b':1}",
                "DRAFT_2020_12 | {'prefixItems':[{}],'unevaluatedItems':false} | [1] | [1,2]",
                "DRAFT_4       | {'definitions':{'t':{'type':'null'}},'$ref':'#/definitions/t'} | null | 1",
                "DRAFT_2020_12 | {'$defs':{'t':{'type':'null'}},'$ref':'#/$defs/t'} | null | 1",
                "DRAFT_4       | "
                        + "{'id':'http://a.b/c','definitions':{'t':{'id':'#t','type':'null'}},'$ref':'#t'} | null | 1",
                "DRAFT_7       | {'definitions':{'t':{'$id':'#t','type':'null'}},'$ref':'#t'} | null | 1",
                "DRAFT_2019_09 | {'$defs':{'t':{'$anchor':'t','type':'null'}},'$ref':'#t'} | null | 1",
                "DRAFT_7       | {'patternProperties':{'^a\\/b':{'type':'null'}}} | {'a/b':null} | {'a/b':1}",
                "DRAFT_2020_12 | {'patternProperties':{'#$':{'type':'null'}},'additionalProperties':false} | "
                        + "{'a#':null} | {'a':1}",
                "DRAFT_2020_12 | {'uniqueItems':true} | [1,[1.5],{'a':1}] | [{'a':1,'b':2},{'b':2.0,'a':1}]",
                "DRAFT_2020_12 | {'enum':[1,'a',null]} | 1.0 | '1'",
                "DRAFT_2020_12 | {'multipleOf':0.01} | 4.02 | 4.025",
                "DRAFT_4       | {'multipleOf':3} | 9 | 10",
            })
    void hasItsKeywords(Draft draft, String schema, String fitting, String other) {
        assertThat(fits(schema(draft, schema), fitting)).isTrue();
        assertThat(fits(schema(draft, schema), other)).isFalse();
    }

    @Test
    void keywordsOfLaterDraftsMeanNothingInEarlierOnes() {
        assertThat(fits(schema(Draft.DRAFT_4, "{'const':1,'contains':false,'propertyNames':false,'if':true}"), "[2]"))
                .isTrue();
        assertThat(fits(schema(Draft.DRAFT_6, "{'if':true,'then':false}"), "1")).isTrue();
        assertThat(fits(
                        schema(Draft.DRAFT_7, "{'unevaluatedProperties':false,'dependentRequired':{'a':['b']}}"),
                        "{'a':1}"))
                .isTrue();
        assertThat(fits(schema(Draft.DRAFT_2020_12, "{'additionalItems':false,'dependencies':{'a':['b']}}"), "[1]"))
                .isTrue();
    }

    @Test
    void besideARefNothingCountsUpToDraft7() {
        String schema = "{'$defs':{'t':{'type':'integer'}},'definitions':{'t':{'type':'integer'}},"
                + "'$ref':'#/definitions/t','maximum':3}";
        for (Draft draft : List.of(Draft.DRAFT_4, Draft.DRAFT_6, Draft.DRAFT_7)) {
            assertThat(fits(schema(draft, schema), "5")).isTrue();
        }
        for (Draft draft : List.of(Draft.DRAFT_2019_09, Draft.DRAFT_2020_12)) {
            assertThat(fits(schema(draft, schema), "5")).isFalse();
        }
    }

    @Test
    void aTreeIsExtendedByADynamicReference() {
        JsonSchema strict = schema(
                "{'$id':'https://a.b/strict','$dynamicAnchor':'node','$ref':'tree','unevaluatedProperties':false,"
                        + "'$defs':{'tree':{'$id':'tree','$dynamicAnchor':'node','type':'object',"
                        + "'properties':{'data':true,'children':{'items':{'$dynamicRef':'#node'}}}}}}");

        assertThat(fits(strict, "{'children':[{'data':1}]}")).isTrue();
        assertThat(fits(strict, "{'children':[{'daat':1}]}")).isFalse();
        assertThat(fits(strict, "{'daat':1}")).isFalse();
    }

    @Test
    void aTreeIsExtendedByARecursiveReference() {
        JsonSchema strict = schema(
                Draft.DRAFT_2019_09,
                "{'$id':'https://a.b/strict','$recursiveAnchor':true,'$ref':'tree','unevaluatedProperties':false,"
                        + "'$defs':{'tree':{'$id':'tree','$recursiveAnchor':true,'type':'object',"
                        + "'properties':{'data':true,'children':{'items':{'$recursiveRef':'#'}}}}}}");

        assertThat(fits(strict, "{'children':[{'data':1}]}")).isTrue();
        assertThat(fits(strict, "{'children':[{'daat':1}]}")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void formatSaysNothingUnlessItIsAskedFor(Draft draft) {
        String schema = "{\"format\":\"date\"}";
        JsonSchemaRules rules = new JsonSchemaRules().withDefaultDraft(draft);

        assertThat(fits(rules.parse(schema, Map.of()), "'x'")).isTrue();
        assertThat(fits(rules.withFormats().parse(schema, Map.of()), "'x'")).isFalse();
        assertThat(fits(rules.withFormats().parse(schema, Map.of()), "'2026-11-28'"))
                .isTrue();
        assertThat(fits(rules.withFormats().parse(schema, Map.of()), "7")).isTrue();
    }

    @Test
    void booleansAreSchemasFromDraft6On() {
        assertThat(fits(schema(Draft.DRAFT_6, "true"), "1")).isTrue();
        assertThat(fits(schema(Draft.DRAFT_2020_12, "false"), "1")).isFalse();
        assertThatThrownBy(() -> schema(Draft.DRAFT_4, "true")).isInstanceOf(WharfException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaMustFitItsMetaSchema(Draft draft) {
        assertThatThrownBy(() -> schema(draft, "{'properties':{'a':{'minLength':-1}}}"))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("does not fit its meta-schema " + draft.id())
                .hasMessageContaining("/properties/a/minLength: minimum");
        assertThatThrownBy(() -> schema(draft, "{'type':'text'}")).isInstanceOf(WharfException.class);
        assertThat(fits(schema(draft, "{'$ref':'" + draft.id() + "'}"), "{'type':'string'}"))
                .isTrue();
        assertThat(fits(schema(draft, "{'$ref':'" + draft.id() + "'}"), "{'type':'text'}"))
                .isFalse();
    }
}

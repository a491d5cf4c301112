package dev.wharf.jsonschema;

import static dev.wharf.jsonschema.Schemas.json;
import static dev.wharf.jsonschema.Schemas.schema;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader with one schema can read of what was written with another. */
final class JsonSchemaReaderTest {

    /** Writer, reader. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'string'} | {'type':'string'}",
                "{'type':'string'} | {}",
                "{'type':'string'} | true",
                "false | {'type':'string'}",
                "{'type':'integer'} | {'type':'number'}",
                "{'type':'string'} | {'type':['string','null']}",
                "{'type':'string','maxLength':3} | {'type':'string','maxLength':4}",
                "{'type':'string','maxLength':3} | {'type':'string'}",
                "{'type':'string','minLength':3} | {'type':'string','minLength':2}",
                "{'pattern':'a','type':'string'} | {'type':'string'}",
                "{'minimum':1} | {'minimum':0}",
                "{'minimum':1} | {'exclusiveMinimum':0}",
                "{'type':'integer','exclusiveMinimum':0} | {'type':'integer','minimum':1}",
                "{'exclusiveMaximum':1} | {'maximum':1}",
                "{'multipleOf':6} | {'multipleOf':3}",
                "{'type':'integer'} | {'type':'integer','multipleOf':1}",
                "{'enum':['a','b']} | {'enum':['a','b','c']}",
                "{'enum':['a','b']} | {'type':'string','maxLength':1,'pattern':'^[ab]$'}",
                "{'enum':[1,2]} | {'type':'integer','minimum':1,'maximum':2}",
                "{'const':'a'} | {'enum':['a','b']}",
                "{'type':'boolean'} | {'enum':[true,false,null]}",
                "{'required':['a','b']} | {'required':['a']}",
                "{'type':'object'} | {'type':'object','properties':{'a':{}}}",
                "{'properties':{'a':{'type':'string'}},'additionalProperties':false} | "
                        + "{'properties':{'a':{'type':'string'},'b':{'type':'string'}},'additionalProperties':false}",
                "{'properties':{'a':{}},'additionalProperties':false} | {}",
                "{'properties':{'a':{'type':'string'}}} | {}",
                "{'properties':{}} | {'required':['a'],'properties':{'a':{'default':1}}}",
                "{'additionalProperties':{'type':'integer'}} | {'additionalProperties':{'type':'number'}}",
                "{'additionalProperties':{'type':'integer'}} | {'properties':{'a':{'type':'number'}}}",
                "{'patternProperties':{'^a':{'type':'integer'}},'additionalProperties':false} | "
                        + "{'patternProperties':{'^a':{'type':'number'}}}",
                "{'items':{'type':'integer'}} | {'items':{'type':'number'}}",
                "{'prefixItems':[{'type':'integer'}],'items':false} | "
                        + "{'prefixItems':[{'type':'number'},{'type':'null'}]}",
                "{'type':'array','maxItems':1} | {'type':'array','maxItems':2,'uniqueItems':true}",
                "{'minItems':2} | {'minItems':1}",
                "{'minProperties':2} | {'minProperties':1}",
                "{'required':['a','b']} | {'minProperties':2}",
                "{'type':'string'} | {'anyOf':[{'type':'string'},{'type':'null'}]}",
                "{'anyOf':[{'type':'string'},{'type':'null'}]} | {'type':['string','null']}",
                "{'oneOf':[{'type':'string'},{'type':'null'}]} | "
                        + "{'anyOf':[{'type':'null'},{'type':'string'},{'type':'array'}]}",
                "{'oneOf':[{'type':'string'}]} | {'oneOf':[{'type':'string'},{'type':'null'}]}",
                "{'allOf':[{'type':'string'},{'maxLength':3}]} | {'type':'string','maxLength':3}",
                "{'type':'string','maxLength':3} | {'allOf':[{'type':'string'},{'maxLength':5}]}",
                "{'not':{'minimum':3}} | {'not':{'minimum':3}}",
                "{'type':'string'} | {'not':{'type':'null'}}",
                "{'if':{'minimum':3},'then':{'multipleOf':2}} | {'if':{'minimum':3},'then':{'multipleOf':2}}",
                "{'dependentRequired':{'a':['b','c']}} | {'dependentRequired':{'a':['b']}}",
                "{'required':['b']} | {'dependentRequired':{'a':['b']}}",
                "{'$defs':{'n':{'type':'integer'}},'$ref':'#/$defs/n'} | {'type':'number'}",
                "{'type':'integer'} | {'$defs':{'n':{'type':'number'}},'$ref':'#/$defs/n'}",
                "{'properties':{'next':{'$ref':'#'},'v':{'type':'integer'}}} | "
                        + "{'properties':{'next':{'$ref':'#'},'v':{'type':'number'}}}",
                "{'format':'date','type':'string'} | {'format':'time','type':'string'}",
            })
    void readsWhatIsWider(String writer, String reader) {
        assertThat(schema(reader).cannotRead(schema(writer))).isEmpty();
    }

    /** Writer, reader, what is in the way. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'number'} | {'type':'integer'} | #/type: the writer may write numbers that are no integers",
                "{'type':['string','null']} | {'type':'string'} | #/type: the writer may write null",
                "{} | false | #: nothing may stand there",
                "{'type':'string','maxLength':4} | {'maxLength':3} | #/maxLength: the writer may write more text",
                "{'type':'string'} | {'minLength':3} | #/minLength: the writer may write less text",
                "{'type':'string'} | {'pattern':'a'} | #/pattern: the writer may write text that does not match",
                "{'minimum':0} | {'minimum':1} | #/minimum: the writer may write less",
                "{'minimum':0} | {'exclusiveMinimum':0} | #/exclusiveMinimum: the writer may write less",
                "{'type':'number'} | {'maximum':1} | #/maximum: the writer may write more",
                "{'multipleOf':3} | {'multipleOf':6} | #/multipleOf: the writer may write other numbers",
                "{'enum':['a','b']} | {'enum':['a']} | #/enum: the writer may write \"b\"",
                "{'type':'string'} | {'enum':['a']} | #/enum: the writer may write other values",
                "{'type':'object'} | {'required':['a']} | #/required: the writer may leave out \"a\"",
                "{'properties':{'a':{}},'additionalProperties':false} | {'additionalProperties':false} | "
                        + "#/additionalProperties: the writer may write \"a\", which does not fit",
                "{} | {'additionalProperties':false} | "
                        + "#/additionalProperties: the writer may write members that neither schema names",
                "{'type':'object'} | {'properties':{'a':{'type':'string'}}} | "
                        + "#/properties/a: the writer does not know this member",
                "{'properties':{'a':{'type':'string'}}} | {'properties':{'a':{'type':'null'}}} | "
                        + "#/properties/a/type: the writer may write string",
                "{'items':{'type':'number'}} | {'items':{'type':'integer'}} | "
                        + "#/items/type: the writer may write numbers",
                "{'type':'array'} | {'uniqueItems':true} | #/uniqueItems: the writer may write an element twice",
                "{'type':'array'} | {'maxItems':1} | #/maxItems: the writer may write more elements",
                "{'type':'object'} | {'minProperties':1} | #/minProperties: the writer may write less members",
                "{'type':['string','null']} | {'anyOf':[{'type':'string'}]} | #/anyOf: none of its schemas takes all",
                "{'anyOf':[{'type':'string'},{'type':'null'}]} | {'type':'string'} | "
                        + "#/type: the writer may write null",
                "{'oneOf':[{'type':'string'},{'type':'null'}]} | {'oneOf':[{'type':'string'}]} | "
                        + "#/oneOf: none of its schemas",
                "{} | {'not':{'minimum':3}} | #/not: whether all that was written fits cannot be decided",
                "{} | {'if':{'minimum':3},'then':{'multipleOf':2}} | #/if: whether all that was written fits cannot",
                "{'type':'array'} | {'contains':{'type':'null'}} | "
                        + "#/contains: whether all that was written fits cannot",
                "{'type':'object'} | {'propertyNames':{'maxLength':3}} | "
                        + "#/propertyNames: whether all that was written fits",
                "{'type':'object'} | {'dependentRequired':{'a':['b']}} | "
                        + "#/dependentRequired: the writer may write \"a\" without",
                "{'type':'integer'} | {'$defs':{'n':{'type':'string'}},'$ref':'#/$defs/n'} | "
                        + "#/$defs/n/type: the writer may write integer",
                "{'properties':{'next':{'$ref':'#'},'v':{'type':'number'}}} | "
                        + "{'properties':{'next':{'$ref':'#'},'v':{'type':'integer'}}} | "
                        + "#/properties/v/type: the writer may write numbers",
            })
    void saysWhatIsNarrower(String writer, String reader, String reason) {
        assertThat(schema(reader).cannotRead(schema(writer)))
                .anySatisfy(line -> assertThat(line).startsWith(reason));
    }

    @Test
    void knowsTheLimitsOfDraft4() {
        JsonSchema closed = schema(Draft.DRAFT_4, "{'type':'number','minimum':1}");
        JsonSchema open = schema(Draft.DRAFT_4, "{'type':'number','minimum':1,'exclusiveMinimum':true}");

        assertThat(closed.cannotRead(open)).isEmpty();
        assertThat(open.cannotRead(closed)).containsExactly("#/minimum: the writer may write less");
    }

    @Test
    void followsReferencesOfBoth() {
        JsonSchema narrow = schema("{'items':{'$ref':'a'}}", Map.of("a", json("{'type':'integer'}")));
        JsonSchema wide = schema("{'items':{'$ref':'a'}}", Map.of("a", json("{'type':'number'}")));

        assertThat(wide.cannotRead(narrow)).isEmpty();
        assertThat(narrow.cannotRead(wide))
                .containsExactly("a#/type: the writer may write numbers that are no integers");
    }

    @Test
    void namesEverythingThatIsInTheWay() {
        assertThat(schema("{'required':['a','b'],'properties':{'a':{'type':'string'},'b':{'maximum':3}}}")
                        .cannotRead(schema(
                                "{'type':'object','properties':{'a':{'type':'integer'},'b':{'type':'integer'}}}")))
                .containsExactly(
                        "#/required: the writer may leave out \"a\"",
                        "#/required: the writer may leave out \"b\"",
                        "#/properties/a/type: the writer may write integer",
                        "#/properties/b/maximum: the writer may write more");
    }

    @Test
    void schemasThatAreTooMuchToCompareAreSaidToBe() {
        StringBuilder unions = new StringBuilder("{'allOf':[");
        for (int i = 0; i < 30; i++) {
            unions.append("{'anyOf':[{'minimum':" + i + "},{'maximum':" + i + "}]},");
        }
        assertThat(schema("{'type':'integer','multipleOf':7}").cannotRead(schema(unions + "{'type':'integer'}]}")))
                .singleElement()
                .asString()
                .contains("cannot be decided");
    }

    /** What is said to be readable must be: checked with random schemas and documents. */
    @Test
    void neverSaysThatSomethingIsReadableThatIsNot() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        int readable = 0;
        for (int i = 0; i < 1_500; i++) {
            String writer = RandomSchemas.schema(random, 2);
            String reader =
                    random.nextBoolean() ? RandomSchemas.changed(random, writer) : RandomSchemas.schema(random, 2);
            JsonSchema writing = schema(writer);
            JsonSchema reading = schema(reader);
            if (reading.cannotRead(writing).isEmpty()) {
                readable++;
                for (String document : RandomSchemas.documents(random)) {
                    if (Schemas.fits(writing, document)) {
                        assertThat(Schemas.reason(reading, document))
                                .as("seed %d: writer %s, reader %s, document %s", seed, writer, reader, document)
                                .isEmpty();
                    }
                }
            }
        }
        assertThat(readable).as("seed %d", seed).isGreaterThan(50);
    }

    @Test
    void everySchemaReadsItself() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            String text = RandomSchemas.schema(random, 3);
            assertThat(schema(text).cannotRead(schema(text)))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(List.of());
            assertThat(schema(text).differences(schema(text))).isEmpty();
        }
    }
}

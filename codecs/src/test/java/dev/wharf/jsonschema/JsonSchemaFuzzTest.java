package dev.wharf.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.Map;

/** Whatever the bytes are, there is an answer, and nothing is thrown but what is promised. */
final class JsonSchemaFuzzTest {
    static final JsonSchema RICH = Schemas.schema(
            "{'$id':'https://a.b/rich','type':['object','array','string','null'],"
                + "'required':['id'],'properties':{'id':{'type':'string','pattern':'^[a-z]+(-[a-z]+)*$',"
                + "'maxLength':20},"
                + "'price':{'type':'number','minimum':0,'multipleOf':0.01},'kind':{'enum':['a',1,null,{'x':[1.0]}]},"
                + "'tags':{'uniqueItems':true,'contains':{'type':'string'},'maxContains':3},'next':{'$ref':'#'},"
                + "'either':{'oneOf':[{'$ref':'#/$defs/small'},{'type':'array','prefixItems':[true,false]}]}},"
                + "'patternProperties':{'^x-':{'$ref':'other'}},'propertyNames':{'minLength':1},"
                + "'dependentRequired':{'price':['kind']},'if':{'required':['kind']},'then':{'maxProperties':5},"
                + "'unevaluatedProperties':{'type':'boolean'},'items':{'$ref':'#'},"
                + "'$defs':{'small':{'not':{'minLength':3}}}}",
            Map.of("other", "{\"$ref\":\"https://a.b/rich\"}"));

    private static final JsonSchemaCodec CODEC = new JsonSchemaCodec(RICH);

    @FuzzTest
    void anyDocumentIsReadOrSaidNotToFit(byte[] bytes) {
        Fields fields = new Fields();
        var id = fields.field("id");
        switch (CODEC.decode(Payload.of(bytes), fields)) {
            case Decoded.Failure failure -> {
                assertThat(failure.reason()).isNotEmpty();
                assertThat(failure.position()).isBetween(0L, (long) bytes.length);
            }
            case Document document -> {
                Value value = document.value();
                assertThat(document.get(id)).isNotNull();
                ByteSink sink = new ByteSink();
                CODEC.encode(value, sink);
                assertThat(JsonCodec.JSON.read(Payload.of(sink.toByteArray()))).isEqualTo(value);
            }
        }
    }
}

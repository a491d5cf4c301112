package dev.wharf.jsonschema;

import static dev.wharf.jsonschema.JsonSchemaFuzzTest.RICH;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Whatever the text is, it is a schema or an error of configuration. */
final class JsonSchemaTextFuzzTest {

    @FuzzTest
    void anyTextIsASchemaOrAnErrorOfConfiguration(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            JsonSchema schema = new JsonSchemaRules().withFormats().parse(text, Map.of("other", "{}"));
            var unused = new JsonSchemaCodec(schema).decode(Payload.of("{\"a\":[1,\"x\",null]}"), new Fields());
            assertThat(schema.differences(schema)).isEmpty();
            assertThat(schema.cannotRead(RICH)).isNotNull();
            assertThat(RICH.cannotRead(schema)).isNotNull();
            assertThat(new JsonSchemaRules()
                            .parse(schema.canonical(), Map.of("other", "{}"))
                            .normalized())
                    .isEqualTo(schema.normalized());
        } catch (WharfException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
        }
    }
}

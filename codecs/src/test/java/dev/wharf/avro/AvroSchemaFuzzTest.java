package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.error.WharfException;
import java.nio.charset.StandardCharsets;

/** The text of a schema gives an error, or a schema that can be written and read again. */
class AvroSchemaFuzzTest {

    @FuzzTest
    void schemas(byte[] bytes) {
        try {
            AvroSchema schema = AvroRules.RULES.parse(new String(bytes, StandardCharsets.UTF_8));
            assertThat(AvroRules.RULES.parse(schema.canonical()).canonical()).isEqualTo(schema.canonical());
            assertThat(schema.cannotRead(schema)).isNotNull();
            assertThat(AvroCodec.of(schema.schema())).isNotNull();
        } catch (WharfException e) {
            assertThat(e).hasMessageContaining("Avro schema");
        }
    }
}

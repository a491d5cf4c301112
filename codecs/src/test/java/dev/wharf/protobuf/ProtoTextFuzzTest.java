package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.nio.charset.StandardCharsets;

/** Whatever the text is, it is a schema that can be printed and read again, or an error of configuration. */
class ProtoTextFuzzTest {

    @FuzzTest
    void parses(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            ParsedProtobuf parsed = new ParsedProtobuf(ProtobufSchema.parse(text, Fixtures.imports()));
            String normalized = parsed.normalized();
            assertThat(new ParsedProtobuf(ProtobufSchema.parse(normalized, Fixtures.imports())).normalized())
                    .isEqualTo(normalized);
            assertThat(parsed.cannotRead(parsed)).isEmpty();
            assertThat(parsed.differences(parsed)).isEmpty();
        } catch (WharfException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
        }
    }
}

package dev.wharf.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;

/** A target for a fuzzer; in an ordinary build it runs over its corpus. */
final class ArrowFuzzTest {

    @FuzzTest
    void anyBytesAreADocumentOrAFailure(byte[] bytes) {
        Fields fields = new Fields();
        Field first = fields.field("id");
        Decoded decoded = ArrowCodec.ARROW.decode(Payload.of(bytes), fields);
        if (decoded instanceof Document document) {
            Value value = document.value();
            assertThat(document.get(first)).isNotNull();
            jsonOrRefused(document);
            sameAgainOrRefused(value);
        }
    }

    private static void jsonOrRefused(Document document) {
        try {
            JsonCodec.JSON.encode(document, new ByteSink());
        } catch (WharfException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED);
        }
    }

    private static void sameAgainOrRefused(Value value) {
        ByteSink sink = new ByteSink();
        try {
            ArrowCodec.ARROW.encode(value, sink);
        } catch (WharfException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED);
            return;
        }
        Payload again = Payload.of(sink.toByteArray());
        Value expected = value instanceof Value.Array rows && rows.values().size() == 1
                ? rows.values().get(0)
                : value;
        assertThat(ArrowCodec.ARROW.read(again)).isEqualTo(expected);
    }
}

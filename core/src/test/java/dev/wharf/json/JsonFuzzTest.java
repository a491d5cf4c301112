package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;

/** Whatever the bytes are, they are a failure with a place, or a document that is written and read again the same. */
final class JsonFuzzTest {

    @FuzzTest
    void decodes(byte[] bytes) {
        Fields fields = new Fields();
        Field a = fields.field("a");
        switch (JsonCodec.JSON.decode(Payload.of(bytes), fields)) {
            case Decoded.Failure failure -> assertThat(failure.position()).isBetween(0L, (long) bytes.length);
            case Document document -> {
                looked(document, a);
                ByteSink told = new ByteSink();
                JsonCodec.JSON.encode(document, told);
                assertThat(told.toByteArray()).as("unchanged").isEqualTo(bytes);
                writtenAgain(document);
            }
        }
    }

    private static void looked(Document document, Field field) {
        try {
            assertThat(document.get(field)).isNotNull();
        } catch (WharfException e) {
            assertThat(e.code()).as("a number without measure").isEqualTo(ErrorCode.MALFORMED);
        }
    }

    private static void writtenAgain(Document document) {
        Value value;
        try {
            value = document.value();
        } catch (WharfException e) {
            assertThat(e.code()).as("a number without measure").isEqualTo(ErrorCode.MALFORMED);
            return;
        }
        byte[] once = written(value);
        // 60e-1 is a decimal, and is written as 6, which is an integer: so values may differ, and texts may not.
        assertThat(written(JsonCodec.JSON.read(Payload.of(once)))).isEqualTo(once);
    }

    private static byte[] written(Value value) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(value, sink);
        return sink.toByteArray();
    }
}

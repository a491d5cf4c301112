package dev.wharf.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.codec.Limits;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.List;

/** Whatever the bytes are, nothing is thrown, and what is read is written and read again the same. */
class ProtobufFuzzTest {
    /** Values are compared, which takes stack. */
    private static final Limits LIMITS = new Limits(1 << 20, 100);

    private static final List<ProtobufCodec> CODECS =
            List.of(codec("shop", "Order"), codec("legacy", "Person"), codec("modern", "Reading"));

    private static ProtobufCodec codec(String file, String message) {
        return ProtobufCodec.of(
                Fixtures.schema(file).message("fixtures." + file + "." + message), LIMITS, ProtobufOptions.DEFAULT);
    }

    @FuzzTest
    void decodes(byte[] bytes) {
        for (ProtobufCodec codec : CODECS) {
            Fields fields = new Fields();
            codec.message().fieldNames().forEach(fields::field);
            if (codec.decode(Payload.of(bytes), fields) instanceof Document document) {
                Value.Row value = (Value.Row) document.value();
                for (int i = 0; i < fields.size(); i++) {
                    Field field = fields.at(i);
                    assertThat(document.get(field)).isEqualTo(value.get(field.name()));
                    assertThat(document.has(field)).isEqualTo(!(value.get(field.name()) instanceof Value.Absent));
                }
                told(document);
                writtenAgain(codec, value);
            }
        }
    }

    private static void told(Document document) {
        ByteSink told = new ByteSink();
        ByteSink written = new ByteSink();
        try {
            JsonCodec.JSON.encode(document, told);
        } catch (WharfException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED);
            return;
        }
        JsonCodec.JSON.encode(document.value(), written);
        assertThat(told.toByteArray()).isEqualTo(written.toByteArray());
    }

    private static void writtenAgain(ProtobufCodec codec, Value value) {
        ByteSink sink = new ByteSink();
        try {
            codec.encode(value, sink);
        } catch (WharfException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED); // a required field is missing
            return;
        }
        byte[] bytes = sink.toByteArray();
        assertThat(codec.read(Payload.of(bytes))).isEqualTo(value);
        sink.clear();
        codec.encode(value, sink);
        assertThat(sink.toByteArray()).isEqualTo(bytes);
    }
}

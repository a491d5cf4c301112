package dev.wharf.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.codec.Codec;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a record shows of itself among its fields. */
final class MetadataTest {
    private static final byte MARK = 0x7F;

    /** A format of its own: a byte, and JSON behind it. */
    private static final class Marked implements Codec {
        @Override
        public String name() {
            return "marked";
        }

        @Override
        public String contentType() {
            return "application/marked";
        }

        @Override
        public Decoded decode(Payload payload, Fields fields) {
            byte[] bytes = payload.array();
            if (bytes == null || bytes.length == 0 || bytes[0] != MARK) {
                return new Decoded.Failure("there is no mark", 0);
            }
            return JsonCodec.JSON.decode(Payload.of(Arrays.copyOfRange(bytes, 1, bytes.length)), fields);
        }

        @Override
        public void encode(Value value, ByteSink sink) {
            sink.write(MARK);
            JsonCodec.JSON.encode(value, sink);
        }
    }

    @Test
    void showsAValueThatItsFormatCannotReadAsTextWhateverTheFormat() {
        Fields fields = new Fields();
        Slice slice = new Slice(new Origin("t", 3), new Decoding(new Marked(), fields, true), 1);
        WharfRecord record = new WharfRecord(slice, 0, 5, Payload.NULL, Payload.of("hello"), null);

        Value shown = record.shown(List.of(fields.field("_kafka_payload"), fields.field("_kafka_partition")))
                .value();

        assertThat(shown).isInstanceOfSatisfying(Value.Row.class, row -> {
            assertThat(row.get("_kafka_payload")).isEqualTo(new Value.Text("hello"));
            assertThat(row.get("_kafka_partition")).isEqualTo(Value.Int.of(3));
        });
    }
}

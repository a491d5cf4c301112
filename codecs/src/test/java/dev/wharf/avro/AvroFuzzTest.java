package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;

/** Whatever the bytes are, they give a failure, or a value that can be read, told and written again. */
class AvroFuzzTest {
    private static final AvroCodec TREE = AvroCodec.of("""
        {"type":"record","name":"Tree","fields":[
          {"name":"value","type":"int"},
          {"name":"children","type":{"type":"array","items":"Tree"}},
          {"name":"nothing","type":{"type":"array","items":"null"}},
          {"name":"next","type":["null","Tree","string"]}]}
        """);
    private static final AvroCodec FLAT = AvroCodec.of("""
        {"type":"record","name":"Event","fields":[
          {"name":"id","type":"string"},
          {"name":"amount","type":"double"},
          {"name":"time","type":{"type":"long","logicalType":"timestamp-millis"}},
          {"name":"event","type":"string"},
          {"name":"count","type":"int"}]}
        """);
    private static final AvroCodec LOGICAL = AvroCodec.of("""
        {"type":"record","name":"Logical","fields":[
          {"name":"decimal","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
          {"name":"big","type":{"type":"bytes","logicalType":"big-decimal"}},
          {"name":"span","type":{"type":"fixed","name":"Span","size":12,"logicalType":"duration"}},
          {"name":"uuid","type":{"type":"fixed","name":"Uuid","size":16,"logicalType":"uuid"}},
          {"name":"day","type":{"type":"int","logicalType":"date"}},
          {"name":"times","type":{"type":"map","values":{"type":"long","logicalType":"time-micros"}}},
          {"name":"nanos","type":{"type":"long","logicalType":"local-timestamp-nanos"}},
          {"name":"symbol","type":{"type":"enum","name":"E","symbols":["A","B"]}}]}
        """);

    @FuzzTest
    void decodes(byte[] bytes) {
        survives(TREE, bytes, "");
        survives(FLAT, bytes, "");
        survives(LOGICAL, bytes, "");
    }

    static void survives(AvroCodec codec, byte[] bytes, String about) {
        Fields fields = new Fields();
        Field wanted = fields.field("value");
        if (!(codec.decode(Payload.of(bytes), fields) instanceof Document document)) {
            return;
        }
        Value value = document.value();
        assertThat(codec.read(Payload.of(bytes))).as(about).isEqualTo(value);
        assertThat(document.get(wanted)).as(about).isNotNull();
        try {
            JsonCodec.JSON.encode(document, new ByteSink());
        } catch (WharfException e) {
            assertThat(e).hasMessageMatching("(?s).*(JSON|levels|keys).*");
        }
        ByteSink again = new ByteSink();
        try {
            codec.encode(value, again);
        } catch (WharfException e) {
            assertThat(e).as(about).hasMessageContaining("does not fit decimal");
            return;
        }
        assertThat(codec.read(Payload.of(again.toByteArray()))).as(about).isEqualTo(value);
    }
}

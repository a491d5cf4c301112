package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvroDocumentTest {
    private static final AvroCodec ORDER = AvroCodec.of("""
        {"type":"record","name":"Order","namespace":"shop","fields":[
          {"name":"id","type":"string"},
          {"name":"count","type":"int","default":1},
          {"name":"note","type":["null","string"],"default":null}]}
        """);

    private final Fields fields = new Fields();
    private final Field count = fields.field("count");
    private final Field note = fields.field("note");
    private final Field id = fields.field("id");
    private final Field other = fields.field("other");

    @Test
    void anUnchangedDocumentIsTheBytesThatCame() {
        Payload payload = payload(ORDER, "{\"id\":\"a\",\"count\":2}");
        Document document = document(ORDER, payload);
        assertThat(document.encoded()).isSameAs(payload);
        ByteSink sink = new ByteSink();
        AvroCodec same = AvroCodec.of(ORDER.writer().toString());
        same.encode(document, sink);
        assertThat(sink.toByteArray()).isEqualTo(payload.array());
        assertThat(document).hasToString("AvroDocument[4 bytes]");
    }

    @Test
    void aDocumentOfAnotherSchemaIsFittedToThisOne() {
        AvroCodec wider = AvroCodec.of("{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                + "{\"name\":\"count\",\"type\":\"long\"},{\"name\":\"id\",\"type\":\"string\"},"
                + "{\"name\":\"note\",\"type\":[\"string\",\"null\"]}]}");
        ByteSink sink = new ByteSink();
        wider.encode(document(ORDER, payload(ORDER, "{\"id\":\"a\",\"count\":2}")), sink);
        assertThat(sink.toByteArray()).containsExactly(4, 2, 'a', 2);
    }

    @Test
    void changesAreWrittenBySchema() {
        Document document = document(ORDER, payload(ORDER, "{\"id\":\"a\",\"count\":2,\"note\":\"n\"}"));
        Document changed = document.with(count, Value.Int.of(7)).with(note, Value.ABSENT);
        assertThat(changed.get(count)).isEqualTo(Value.Int.of(7));
        assertThat(changed.has(note)).isFalse();
        assertThat(changed.encoded().array()).containsExactly(2, 'a', 14, 0);
        assertThat(json(changed)).isEqualTo("{\"id\":\"a\",\"count\":7}");
        assertThatThrownBy(() -> document.with(other, Value.NULL).encoded())
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED));
    }

    @Test
    void aSelectionIsToldAndFilledUpWithDefaults() {
        Document document = document(ORDER, payload(ORDER, "{\"id\":\"a\",\"count\":2,\"note\":\"n\"}"));
        Document selected = document.select(List.of(note, id, other));
        assertThat(json(selected)).isEqualTo("{\"note\":\"n\",\"id\":\"a\"}");
        assertThat(selected.encoded().array()).containsExactly(2, 'a', 2, 2, 2, 'n');
    }

    @Test
    void aRecordOfAUnionIsARowAndKeepsItsBranch() {
        AvroCodec codec = AvroCodec.of("""
            [{"type":"record","name":"A","fields":[{"name":"count","type":"int"}]},
             {"type":"record","name":"B","fields":[{"name":"count","type":"int"}]},"string"]
            """);
        Payload payload = Payload.of(new byte[] {2, 4});
        Document document = document(codec, payload);
        assertThat(document.isRow()).isTrue();
        assertThat(document.get(count)).isEqualTo(new Value.Int(2, Value.IntType.I32));
        assertThat(document.value())
                .hasToString("Tagged[branch=B, value=Row[shape=[count], values=[Int[value=2, type=I32]]]]");
        assertThat(document.with(count, Value.Int.of(3)).encoded().array()).containsExactly(2, 6);
        assertThat(document(codec, Payload.of(new byte[] {4, 0})).isRow()).isFalse();
    }

    @Test
    void aNullableRecordIsARow() {
        AvroCodec codec = AvroCodec.of(
                "[\"null\",{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"count\",\"type\":\"int\"}]}]");
        assertThat(document(codec, Payload.of(new byte[] {2, 4})).get(count))
                .isEqualTo(new Value.Int(2, Value.IntType.I32));
        Document none = document(codec, Payload.of(new byte[] {0}));
        assertThat(none.isRow()).isFalse();
        assertThat(none.get(count)).isEqualTo(Value.ABSENT);
        assertThat(none.value()).isEqualTo(Value.NULL);
    }

    @Test
    void whatIsNoRecordHasNoFields() {
        Document document = document(AvroCodec.of("\"int\""), Payload.of(new byte[] {2}));
        assertThat(document.get(count)).isEqualTo(Value.ABSENT);
        assertThat(document.tell(count, new TellingTexts())).isFalse();
        assertThatThrownBy(() -> document.with(count, Value.NULL))
                .hasMessage("the Avro value is no record, so no field of it can be set");
        assertThatThrownBy(() -> document.select(List.of(count)))
                .hasMessage("the Avro value is no record, so no fields of it can be selected");
    }

    @Test
    void fieldsAreToldOneByOne() {
        Document document = document(ORDER, payload(ORDER, "{\"id\":\"a\",\"count\":2}"));
        TellingTexts writer = new TellingTexts();
        assertThat(document.tell(count, writer)).isTrue();
        assertThat(document.tell(fields.field("note"), writer)).isTrue();
        assertThat(document.tell(fields.field("new"), writer)).isFalse();
        assertThat(writer.told).containsExactly("2", "null");
    }

    @Test
    void aFlatRecordTakesLessThanFourHundredBytes() {
        AvroCodec codec = AvroCodec.of("""
            {"type":"record","name":"Event","fields":[
              {"name":"id","type":"string"},{"name":"amount","type":"double"},{"name":"time","type":"long"},
              {"name":"event","type":"string"},{"name":"count","type":"int"}]}
            """);
        Payload payload = payload(
                codec,
                "{\"id\":\"6f1d1b0e-7c1f-4a3c-9d57-3a0c6f1f0c11\",\"amount\":123.45,"
                        + "\"time\":1700000000000,\"event\":\"purchase-of-many-things-0042\",\"count\":3}");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int rounds = 20_000;
        Value last = Value.NULL;
        for (int i = 0; i < rounds; i++) {
            last = codec.read(payload);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            last = codec.read(payload);
        }
        long perRecord = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
        assertThat(last).isInstanceOf(Value.Row.class);
        assertThat(perRecord).isLessThan(400);
    }

    private Document document(AvroCodec codec, Payload payload) {
        return (Document) codec.decode(payload, fields);
    }

    private static Payload payload(AvroCodec codec, String json) {
        ByteSink sink = new ByteSink();
        codec.encode(JsonCodec.JSON.read(Payload.of(json)), sink);
        return Payload.of(sink.toByteArray());
    }

    private static String json(Document document) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(document, sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }
}

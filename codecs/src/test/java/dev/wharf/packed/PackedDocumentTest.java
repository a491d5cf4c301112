package dev.wharf.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.cbor.CborCodec;
import dev.wharf.codec.Codec;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.msgpack.MsgpackCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Documents of both formats: lazily read, changed, told to others. */
class PackedDocumentTest {
    private static final List<Codec> CODECS = List.of(MsgpackCodec.MSGPACK, CborCodec.CBOR);
    private static final String JSON =
            "{\"id\":\"a-1\",\"n\":{\"x\":[1,-2,70000,1.5],\"y\":null},\"ok\":true,\"big\":5000000000}";

    private final Fields fields = new Fields();
    private final Field id = fields.field("id");
    private final Field n = fields.field("n");
    private final Field missing = fields.field("missing");

    private static byte[] bytes(Codec codec, String json) {
        ByteSink sink = new ByteSink();
        codec.encode((Document) JsonCodec.JSON.decode(Payload.of(json), new Fields()), sink);
        return sink.toByteArray();
    }

    private Document document(Codec codec, String json) {
        return (Document) codec.decode(Payload.of(bytes(codec, json)), fields);
    }

    private static String json(Document document) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(document, sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void jsonGoesThereAndBack() {
        for (Codec codec : CODECS) {
            assertThat(json(document(codec, JSON))).isEqualTo(JSON);
        }
    }

    @Test
    void aDocumentOfOneFormatBecomesTheOther() {
        for (Codec from : CODECS) {
            for (Codec to : CODECS) {
                ByteSink sink = new ByteSink();
                to.encode(document(from, JSON), sink);
                assertThat(json((Document) to.decode(Payload.of(sink.toByteArray()), fields)))
                        .isEqualTo(JSON);
            }
        }
    }

    @Test
    void fieldsAreFound() {
        for (Codec codec : CODECS) {
            Document document = document(codec, JSON);
            assertThat(document.isRow()).isTrue();
            assertThat(document.get(id)).isEqualTo(new Value.Text("a-1"));
            assertThat(document.get(missing)).isEqualTo(Value.ABSENT);
            assertThat(document.has(n)).isTrue();
            assertThat(document.has(missing)).isFalse();
            Field later = fields.field("ok" + codec.name());
            assertThat(document.get(later)).isEqualTo(Value.ABSENT);
            assertThat(document.get(fields.field("ok"))).isEqualTo(Value.Bool.TRUE);
        }
    }

    @Test
    void whatNobodyChangedKeepsItsBytes() {
        byte[] padded = {0, 0, (byte) 0x81, (byte) 0xA1, 'a', (byte) 0xCD, 0, 5, 0};
        Payload payload = Payload.of(padded, 2, 6);
        Document document = (Document) MsgpackCodec.MSGPACK.decode(payload, fields);
        assertThat(document.encoded()).isSameAs(payload);
        ByteSink sink = new ByteSink();
        MsgpackCodec.MSGPACK.encode(document, sink);
        assertThat(sink.toByteArray()).isEqualTo(payload.array());
    }

    @Test
    void aChangedDocumentIsWrittenInItsFormat() {
        for (Codec codec : CODECS) {
            Document changed =
                    document(codec, JSON).with(missing, new Value.Text("new")).with(n, Value.NULL);
            Document again = (Document) codec.decode(changed.encoded(), fields);
            assertThat(json(again))
                    .isEqualTo("{\"id\":\"a-1\",\"n\":null,\"ok\":true,\"big\":5000000000,\"missing\":\"new\"}");
            Document selected = document(codec, JSON).select(List.of(n, missing, id));
            assertThat(json((Document) codec.decode(selected.encoded(), fields)))
                    .isEqualTo("{\"n\":{\"x\":[1,-2,70000,1.5],\"y\":null},\"id\":\"a-1\"}");
        }
    }

    @Test
    void onlyARowHasFields() {
        for (Codec codec : CODECS) {
            Document document = document(codec, "[1,2]");
            assertThat(document.isRow()).isFalse();
            assertThat(document.get(id)).isEqualTo(Value.ABSENT);
            assertThatThrownBy(() -> document.with(id, Value.NULL))
                    .isInstanceOf(WharfException.class)
                    .hasMessageEndingWith(" is no map with text for keys, so no field of it can be set");
        }
    }

    /** Many names, long ones, ever new ones, the same in another order: whatever is remembered, values are right. */
    @Test
    void rowsThatLookAlikeAreToldApart() {
        long seed = ThreadLocalRandom.current().nextLong();
        var random = new java.util.Random(seed);
        for (int i = 0; i < 8_000; i++) {
            java.util.Map<String, Value> members = new java.util.LinkedHashMap<>();
            for (int j = random.nextInt(6); j >= 0; j--) {
                String name = random.nextInt(8) == 0
                        ? "name" + random.nextInt(3000)
                        : RandomValues.NAMES.get(random.nextInt(RandomValues.NAMES.size()));
                members.put(name, new Value.Float64(random.nextInt()));
            }
            Value row = new Value.Row(Shape.of(List.copyOf(members.keySet())), List.copyOf(members.values()));
            for (Codec codec : CODECS) {
                assertThat(PackedChecks.read(codec, PackedChecks.encode(codec, row)))
                        .as("seed %d", seed)
                        .isEqualTo(row);
            }
        }
    }

    @Test
    void rowsWithTheSameNamesShareTheirShape() {
        for (Codec codec : CODECS) {
            Value.Row one = (Value.Row) PackedChecks.read(codec, bytes(codec, "{\"a\":1,\"b\":2}"));
            Value.Row two = (Value.Row) PackedChecks.read(codec, bytes(codec, "{\"a\":3,\"b\":4}"));
            assertThat(one.shape()).isSameAs(two.shape());
        }
    }

    @Test
    void aRowOfThousandsOfNamesIsRead() {
        StringBuilder json = new StringBuilder("{\"name0\":0");
        for (int i = 1; i < 5_000; i++) {
            json.append(",\"name").append(i).append("\":").append(i);
        }
        json.append(",\"").append("x".repeat(300)).append("\":{}}");
        for (Codec codec : CODECS) {
            Document document = document(codec, json.toString());
            assertThat(json(document)).isEqualTo(json.toString());
            assertThat(((Value.Row) document.value()).get("name4999"))
                    .matches(value -> ((Value.Int) value).value() == 4999);
        }
    }

    @Test
    void theTextOfADocumentShowsNothingOfIt() {
        for (Codec codec : CODECS) {
            assertThat(document(codec, JSON).toString()).endsWith(" bytes]").doesNotContain("a-1");
        }
    }
}

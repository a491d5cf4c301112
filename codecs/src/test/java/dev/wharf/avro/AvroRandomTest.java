package dev.wharf.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Random schemas and random data of them, by us and by Avro's own library. */
class AvroRandomTest {
    private static final int ROUNDS = 2000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void readsWhatApacheWritesAndWritesTheSame() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            RandomAvro avro = new RandomAvro(random);
            Schema schema = avro.schema(4);
            AvroCodec codec = AvroCodec.of(schema);
            for (int i = 0; i < 5; i++) {
                Object datum = RandomAvro.plain(avro.datum(schema, 5));
                byte[] bytes = Apache.bytes(schema, datum);
                Value expected = Apache.read(bytes, schema, schema);
                Value value = codec.read(Payload.of(bytes));
                assertThat(value).as("seed %s: %s", seed, schema).isEqualTo(expected);
                assertThat(encoded(codec, value))
                        .as("seed %s: %s", seed, schema)
                        .isEqualTo(bytes);
                assertThat(codec.read(Payload.of(Apache.blocks(schema, datum))))
                        .as("seed %s: %s", seed, schema)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void documentsSayTheSameHoweverTheyAreAsked() {
        for (int round = 0; round < ROUNDS; round++) {
            RandomAvro avro = new RandomAvro(random);
            Schema schema = avro.record(4);
            AvroCodec codec = AvroCodec.of(schema);
            byte[] bytes = Apache.bytes(schema, avro.datum(schema, 5));
            byte[] shifted = new byte[bytes.length + 5];
            System.arraycopy(bytes, 0, shifted, 3, bytes.length);
            Fields fields = new Fields();
            schema.getFields().forEach(field -> {
                if (random.nextBoolean()) {
                    Field unused = fields.field(field.name());
                }
            });
            Document document = (Document) codec.decode(Payload.of(shifted, 3, bytes.length), fields);
            Value.Row row = (Value.Row) codec.read(Payload.of(bytes));
            assertThat(document.value()).as("seed %s: %s", seed, schema).isEqualTo(row);
            assertThat(json(document)).as("seed %s: %s", seed, schema).isEqualTo(json(row));
            for (Schema.Field field : schema.getFields()) {
                assertThat(document.get(fields.field(field.name())))
                        .as("seed %s: %s of %s", seed, field.name(), schema)
                        .isEqualTo(row.get(field.name()));
            }
        }
    }

    private static String json(Document document) {
        ByteSink sink = new ByteSink();
        try {
            JsonCodec.JSON.encode(document, sink);
            return new String(sink.toByteArray(), StandardCharsets.UTF_8);
        } catch (WharfException e) {
            return "refused";
        }
    }

    private static String json(Value value) {
        ByteSink sink = new ByteSink();
        try {
            JsonWriter.write(value, sink);
            return new String(sink.toByteArray(), StandardCharsets.UTF_8);
        } catch (WharfException e) {
            return "refused";
        }
    }

    private static byte[] encoded(AvroCodec codec, Value value) {
        ByteSink sink = new ByteSink();
        codec.encode(value, sink);
        return sink.toByteArray();
    }
}

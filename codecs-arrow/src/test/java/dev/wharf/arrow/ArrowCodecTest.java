package dev.wharf.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ArrowCodecTest {
    private static final ArrowCodec ARROW = ArrowCodec.ARROW;
    private static final Value.Row FLIGHT = json("{\"id\":7,\"from\":\"ZRH\",\"late\":1.5,\"stops\":[\"LHR\"]}");

    private final Fields fields = new Fields();

    @Test
    void oneRowIsThatRow() {
        Field from = fields.field("from");
        Field other = fields.field("other");

        Document document = decode(ARROW, Vectors.encode(ARROW, FLIGHT));

        assertThat(document.isRow()).isTrue();
        assertThat(document.value()).isEqualTo(FLIGHT);
        assertThat(document.get(from)).isEqualTo(new Value.Text("ZRH"));
        assertThat(document.has(from)).isTrue();
        assertThat(document.get(other)).isEqualTo(Value.ABSENT);
        assertThat(document.has(other)).isFalse();
    }

    @Test
    void oneRowIsAnArrayWhereThatIsWanted() {
        ArrowCodec arrays = new ArrowCodec(ArrowOptions.DEFAULT.withSingleRow(false));

        Document document = decode(arrays, Vectors.encode(ARROW, FLIGHT));

        assertThat(document.isRow()).isFalse();
        assertThat(document.value()).isEqualTo(Value.Array.of(FLIGHT));
        assertThat(document.get(fields.field("from"))).isEqualTo(Value.ABSENT);
    }

    @Test
    void severalRowsAreAnArrayAndSoAreNone() {
        Value two = Value.Array.of(FLIGHT, FLIGHT);

        assertThat(decode(ARROW, Vectors.encode(ARROW, two)).value()).isEqualTo(two);
        assertThat(decode(ARROW, Vectors.encode(ARROW, Value.Array.of())).value())
                .isEqualTo(Value.Array.of());
        assertThatThrownBy(() -> decode(ARROW, Vectors.encode(ARROW, two)).with(fields.field("id"), Value.NULL))
                .hasMessage("the Arrow data has 2 rows, and is read as an array of them, so no field of it can be set");
    }

    @Test
    void aDocumentThatNobodyChangedKeepsItsBytes() {
        byte[] bytes = Vectors.encode(ARROW, FLIGHT);
        ByteSink sink = new ByteSink();

        Document document = decode(ARROW, bytes);
        ARROW.encode(document, sink);

        assertThat(document.encoded().array()).isEqualTo(bytes);
        assertThat(sink.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void aChangedDocumentKeepsTheTypesOfItsOtherColumns() {
        ArrowSchema schema = ArrowSchema.of(
                List.of(
                        ArrowField.of("half", new ArrowType.Floating(16)),
                        ArrowField.of("at", new ArrowType.Timestamp(Value.TimeUnit.MILLIS, "Europe/Zurich")),
                        ArrowField.of("n", new ArrowType.Int(8, true))),
                Map.of());
        Value.Row row = Value.Row.of(
                schema.shape(),
                new Value.Float32(0.5f),
                new Value.Timestamp(Instant.ofEpochMilli(5), Value.TimeUnit.MILLIS),
                new Value.Int(1, Value.IntType.I8));
        byte[] bytes = Vectors.encode(new ArrowCodec(ArrowOptions.DEFAULT.withSchema(schema)), row);

        Document changed = decode(ARROW, bytes)
                .with(fields.field("n"), new Value.Text("one"))
                .with(fields.field("more"), Value.Bool.TRUE);

        ArrowSchema written = ArrowSchema.of(changed.encoded());
        assertThat(written.names()).containsExactly("half", "at", "n", "more");
        assertThat(written.columns().subList(0, 2)).isEqualTo(schema.columns().subList(0, 2));
        assertThat(written.columns().get(2).type()).isEqualTo(ArrowType.Plain.UTF8);
        assertThat(ARROW.read(changed.encoded())).isEqualTo(changed.value());
        assertThat(decode(ARROW, bytes).select(List.of(fields.field("n"))).value())
                .isEqualTo(Value.Row.of(Shape.of(List.of("n")), new Value.Int(1, Value.IntType.I8)));
    }

    @Test
    void tellsJsonWithoutValues() {
        ByteSink sink = new ByteSink();

        JsonCodec.JSON.encode(decode(ARROW, Vectors.encode(ARROW, Value.Array.of(FLIGHT, FLIGHT))), sink);

        String one = "{\"id\":7,\"from\":\"ZRH\",\"late\":1.5,\"stops\":[\"LHR\"]}";
        assertThat(new String(sink.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("[" + one + "," + one + "]");
    }

    @Test
    void whatIsToldIsTheValue() {
        long seed = new Random().nextLong();
        RandomRows random = new RandomRows(new Random(seed));
        ArrowSchema schema = random.schema();
        ArrowCodec codec = new ArrowCodec(ArrowOptions.DEFAULT.withSchema(schema));
        for (Value row : random.rows(schema, 20)) {
            ValueBuilder told = new ValueBuilder();

            decode(codec, Vectors.encode(codec, row)).tell(told);

            assertThat(told.value()).as("seed %s", seed).isEqualTo(row);
        }
    }

    @Test
    void typesAreFoundExactly() {
        Value row = Value.Row.of(
                Shape.of(List.of("u", "d", "s", "i", "t", "m", "o")),
                new Value.Int(200, Value.IntType.U8),
                new Value.Decimal(new BigDecimal("12.50")),
                new Value.Float32(0.1f),
                new Value.Interval(1, 2, 3),
                new Value.Tagged("b", Value.Bool.TRUE),
                new Value.MapOf(Map.of(new Value.Text("k"), new Value.Int(1, Value.IntType.I16))),
                Value.NULL);

        assertThat(ARROW.read(Payload.of(Vectors.encode(ARROW, row)))).isEqualTo(row);
    }

    @Test
    void rowsThatDoNotAgreeAreRefused() {
        assertRefused(
                rows("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":\"x\"}}"),
                "a.b: an integer I64 and text stand in one" + " column; give a schema that holds both");
        assertRefused(
                rows("{\"a\":1}", "{\"a\":1.5}"),
                "a: an integer I64 and a decimal stand in one column; give a" + " schema that holds both");
        assertRefused(rows("{\"a\":1}", "{\"b\":1}"), "b: not every row has this field; give a schema, or nulls");
        assertRefused(
                rows("{\"a\":1,\"b\":2}", "{\"a\":1}"),
                "b: not every row has this field; give a schema, or" + " nulls");
        assertRefused(
                json("{\"a\":[[1],[2,\"x\"]]}"),
                "a[][]: an integer I64 and text stand in one column; give a" + " schema that holds both");
        assertRefused(Value.Array.of(FLIGHT, Value.NULL), "[1]: null does not fit Arrow, which has rows");
        assertRefused(new Value.Text("x"), "text does not fit Arrow, which has rows: a row or an array of rows");
    }

    @Test
    void nullsAndDecimalsOfDifferentScalesAgree() {
        Value rows = rows("{\"a\":null,\"b\":1.5}", "{\"a\":1,\"b\":10.25}");

        assertThat(ARROW.read(Payload.of(Vectors.encode(ARROW, rows))))
                .isEqualTo(rows("{\"a\":null,\"b\":1.50}", "{\"a\":1,\"b\":10.25}"));
    }

    @Test
    void whatDoesNotFitTheSchemaIsRefusedWithItsPlace() {
        ArrowSchema schema = ArrowSchema.parse("""
            {"fields": [
              {"name": "id", "nullable": false, "type": {"name": "int", "bitWidth": 8, "isSigned": true}},
              {"name": "tags", "type": {"name": "list"}, "children": [
                {"name": "item", "type": {"name": "utf8"}}]}]}
            """);
        ArrowCodec codec = new ArrowCodec(ArrowOptions.DEFAULT.withSchema(schema));

        assertThat(codec.read(Payload.of(Vectors.encode(codec, json("{\"id\":1}")))))
                .isEqualTo(Value.Row.of(schema.shape(), new Value.Int(1, Value.IntType.I8), Value.NULL));
        assertRefused(codec, json("{\"id\":300}"), "id: an integer does not fit an integer from -128 to 127");
        assertRefused(
                codec, json("{\"tags\":[]}"), "id: a field that is absent does not fit a column that is never null");
        assertRefused(codec, rows("{\"id\":1}", "{\"id\":1,\"x\":2}"), "[1].x: the schema has no such column");
        assertRefused(
                codec,
                rows("{\"id\":1}", "{\"id\":1,\"tags\":[\"a\",5]}"),
                "[1].tags[1]: an integer does not fit text");
    }

    @Test
    void schemasThatCannotBeUsedAreRefused() {
        assertThatThrownBy(() -> ArrowSchema.parse("{\"fields\":[{\"name\":\"a\",\"type\":{\"name\":\"int9\"}}]}"))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessage("the Arrow schema cannot be used: column a: there is no type \"int9\"");
        assertThatThrownBy(() -> new ArrowCodec(ArrowOptions.DEFAULT.withSchema(
                        ArrowSchema.parse("{\"fields\":[{\"name\":\"a\",\"type\":{\"name\":\"utf8view\"}}]}"))))
                .hasMessage("the Arrow schema cannot be used: column a: columns of type utf8view are only read, not"
                        + " written");
    }

    @Test
    void whatIsNoArrowIsAFailure() {
        assertThat(ARROW.decode(Payload.NULL, fields)).isInstanceOf(Decoded.Failure.class);
        assertThat(ARROW.decode(Payload.of("{}"), fields)).isInstanceOf(Decoded.Failure.class);
        assertThat(ARROW.decode(Payload.of(new byte[0]), fields))
                .isEqualTo(new Decoded.Failure("the payload is empty", 0));
        assertThat(new ArrowCodec(ArrowOptions.DEFAULT.withLimits(
                                ArrowOptions.DEFAULT.limits().withMaxBytes(10)))
                        .decode(Payload.of(new byte[11]), fields))
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.tooLarge()).isTrue());
    }

    @Test
    void aFileBecomesAStreamWhereThatIsWritten() {
        ArrowCodec files = new ArrowCodec(ArrowOptions.DEFAULT.withFormat(ArrowFormat.FILE));
        byte[] file = Vectors.encode(files, FLIGHT);
        ByteSink stream = new ByteSink();
        ByteSink same = new ByteSink();

        ARROW.encode(decode(ARROW, file), stream);
        files.encode(decode(ARROW, file), same);

        assertThat(stream.toByteArray()).isEqualTo(Vectors.encode(ARROW, FLIGHT));
        assertThat(same.toByteArray()).isEqualTo(file);
        assertThat(files.contentType()).isEqualTo("application/vnd.apache.arrow.file");
    }

    private static void assertRefused(Value value, String text) {
        assertRefused(ARROW, value, text);
    }

    private static void assertRefused(ArrowCodec codec, Value value, String text) {
        ByteSink sink = new ByteSink();
        assertThatThrownBy(() -> codec.encode(value, sink))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessage(text);
        assertThat(sink.length()).isZero();
    }

    private Document decode(ArrowCodec codec, byte[] bytes) {
        return (Document) codec.decode(Payload.of(bytes), fields);
    }

    private static Value.Row json(String text) {
        return (Value.Row) JsonCodec.JSON.read(Payload.of(text));
    }

    private static Value rows(String... texts) {
        return Value.Array.of(Arrays.stream(texts).map(ArrowCodecTest::json).toArray(Value[]::new));
    }
}

package dev.wharf.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.payload.Payload;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes against Apache's own implementation for Java, in both directions. */
final class ArrowVectorTest {
    private final long seed = new Random().nextLong();

    @ParameterizedTest
    @EnumSource
    void bothReadWhatTheOtherWritesOfEveryType(ArrowFormat format) throws IOException {
        RandomRows random = new RandomRows(new Random(seed));
        for (int round = 0; round < 20; round++) {
            ArrowSchema schema = random.schema();
            Value rows = new Value.Array(random.rows(schema, new int[] {0, 1, 3, 40}[round % 4]));
            ArrowCodec codec = new ArrowCodec(
                    ArrowOptions.DEFAULT.withSchema(schema).withFormat(format).withSingleRow(false));

            byte[] ours = Vectors.encode(codec, rows);
            Vectors.Seen seen = Vectors.readAndWrite(ours, format == ArrowFormat.FILE);

            assertThat(new Value.Array(seen.rows())).as("seed %s", seed).isEqualTo(rows);
            assertThat(codec.read(Payload.of(ours))).as("seed %s", seed).isEqualTo(rows);
            assertThat(codec.read(Payload.of(seen.rewritten())))
                    .as("seed %s", seed)
                    .isEqualTo(rows);
        }
    }

    @Test
    void bothReadTheSchemaThatTheOtherWrites() throws IOException {
        ArrowSchema schema = new RandomRows(new Random(seed)).schema();
        ArrowCodec codec = new ArrowCodec(ArrowOptions.DEFAULT.withSchema(schema));

        Schema theirs =
                Schema.fromJSON(schema.json().replace("SPARSE", "Sparse").replace("DENSE", "Dense"));
        ArrowSchema ours = ArrowSchema.parse(theirs.toJson());
        byte[] rewritten = Vectors.readAndWrite(Vectors.encode(codec, Value.Array.of()), false)
                .rewritten();

        assertThat(ours).as("seed %s", seed).isEqualTo(schema);
        assertThat(ArrowSchema.of(Payload.of(rewritten))).as("seed %s", seed).isEqualTo(schema);
        assertThat(ArrowSchema.parse(schema.json())).isEqualTo(schema);
    }

    @Test
    void readsViewsOfTextsAndBytes() throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                ViewVarCharVector texts = new ViewVarCharVector("text", allocator);
                ViewVarBinaryVector bytes = new ViewVarBinaryVector("bytes", allocator)) {
            texts.allocateNew(5_000, 50);
            bytes.allocateNew(5_000, 50);
            List<Value> expected = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String text = "é".repeat(i);
                texts.setSafe(i, new Text(text));
                if (i % 3 == 0) {
                    bytes.setNull(i);
                } else {
                    bytes.setSafe(i, new byte[i]);
                }
                expected.add(row(
                        texts, new Value.Text(text), bytes, i % 3 == 0 ? Value.NULL : new Value.Binary(new byte[i])));
            }
            texts.setValueCount(50);
            bytes.setValueCount(50);

            assertThat(read(texts, bytes)).isEqualTo(new Value.Array(expected));
        }
    }

    @Test
    void readsListsByViewInAnyOrder() throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                ListViewVector lists = ListViewVector.empty("lists", allocator)) {
            IntVector numbers = (IntVector) lists.addOrGetVector(FieldType.nullable(MinorType.INT.getType()))
                    .getVector();
            int[][] ranges = {{4, 2}, {0, 3}, {1, 4}, {0, 0}};
            lists.setInitialCapacity(ranges.length);
            lists.allocateNew();
            for (int i = 0; i < 6; i++) {
                numbers.setSafe(i, 10 * i);
            }
            numbers.setValueCount(6);
            for (int i = 0; i < ranges.length; i++) {
                lists.setValidity(i, 1);
                lists.setOffset(i, ranges[i][0]);
                lists.setSize(i, ranges[i][1]);
            }
            lists.setValueCount(ranges.length);
            numbers.setValueCount(6);

            assertThat(((Value.Array) read(lists)).values())
                    .extracting(row -> ((Value.Array) ((Value.Row) row).get("lists"))
                            .values().stream()
                                    .map(value -> ((Value.Int) value).value())
                                    .toList())
                    .containsExactly(List.of(40L, 50L), List.of(0L, 10L, 20L), List.of(10L, 20L, 30L, 40L), List.of());
        }
    }

    @Test
    void readsRunsOfEqualValues() throws IOException {
        Field ends = new Field("run_ends", FieldType.notNullable(MinorType.INT.getType()), null);
        Field values = new Field("values", FieldType.nullable(MinorType.VARCHAR.getType()), null);
        Field field = new Field("runs", FieldType.notNullable(ArrowType.RunEndEncoded.INSTANCE), List.of(ends, values));
        try (RootAllocator allocator = new RootAllocator();
                RunEndEncodedVector runs = (RunEndEncodedVector) field.createVector(allocator)) {
            IntVector at = (IntVector) runs.getRunEndsVector();
            VarCharVector of = (VarCharVector) runs.getValuesVector();
            at.setSafe(0, 2);
            at.setSafe(1, 3);
            at.setSafe(2, 7);
            at.setValueCount(3);
            of.setSafe(0, new Text("x"));
            of.setNull(1);
            of.setSafe(2, new Text("y"));
            of.setValueCount(3);
            runs.setValueCount(7);

            assertThat(((Value.Array) read(runs)).values())
                    .extracting(row -> ((Value.Row) row).get("runs"))
                    .containsExactly(
                            new Value.Text("x"),
                            new Value.Text("x"),
                            Value.NULL,
                            new Value.Text("y"),
                            new Value.Text("y"),
                            new Value.Text("y"),
                            new Value.Text("y"));
        }
    }

    @Test
    void doesNotReadWhatLiesBeneathNulls() throws IOException {
        try (RootAllocator allocator = new RootAllocator();
                IntVector numbers = new IntVector("n", allocator)) {
            numbers.setSafe(0, 7);
            numbers.setSafe(1, 8);
            numbers.setNull(0);
            numbers.setValueCount(2);
            ArrowBuf beneath = numbers.getDataBuffer();

            assertThat(beneath.getInt(0)).isEqualTo(7);
            assertThat(((Value.Array) read(numbers)).values())
                    .extracting(row -> ((Value.Row) row).get("n"))
                    .containsExactly(Value.NULL, new Value.Int(8, Value.IntType.I32));
        }
    }

    private static Value row(FieldVector one, Value first, FieldVector other, Value second) {
        return Value.Row.of(Shape.of(List.of(one.getName(), other.getName())), first, second);
    }

    private static Value read(FieldVector... vectors) throws IOException {
        VectorSchemaRoot root = new VectorSchemaRoot(List.of(vectors));
        byte[] theirs = Vectors.write(root, new MapDictionaryProvider());
        return ArrowCodec.ARROW.read(Payload.of(theirs));
    }
}

package dev.wharf.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.RandomValues;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Name;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row on its way to a writer, with other fields than it had. */
final class EditingWriterTest {
    private final Fields fields = new Fields();
    private final Field a = fields.field("a");
    private final Field b = fields.field("b");
    private final Field c = fields.field("c");

    /** A row that is told as a test says. */
    private record Telling(Consumer<ValueWriter> row, Map<Field, Value> edits, Set<Field> appended)
            implements Document {

        @Override
        public boolean isRow() {
            return true;
        }

        @Override
        public Value get(Field field) {
            return Value.ABSENT;
        }

        @Override
        public Document with(Field field, Value value) {
            return this;
        }

        @Override
        public Document select(List<Field> selected) {
            return this;
        }

        @Override
        public Value value() {
            return Value.NULL;
        }

        @Override
        public void tell(ValueWriter writer) {
            row.accept(new EditingWriter(writer, edits, appended));
        }

        @Override
        public Payload encoded() {
            return Payload.NULL;
        }
    }

    private static String edited(Consumer<ValueWriter> row, Map<Field, Value> edits, Set<Field> appended) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(new Telling(row, edits, appended), sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    /** {"a":{"a":[1,{"b":2}]},"b":{true:"x"},"a":null} with every kind of part in it. */
    private static void row(ValueWriter writer) {
        Name nameOfA = new Name("a");
        Name nameOfB = new Name("b");
        writer.startRow();
        writer.name(nameOfA);
        writer.branch("union");
        writer.startRow();
        writer.name(nameOfA);
        writer.startArray();
        writer.integer(1, Value.IntType.I8);
        writer.float32(0.5f);
        writer.float64(0.25);
        writer.scalar(new Value.Symbol("s", 0));
        writer.binary(new byte[] {1}, 0, 1);
        writer.text("t".getBytes(StandardCharsets.UTF_8), 0, 1);
        writer.startRow();
        writer.name(nameOfB);
        writer.integer(2, Value.IntType.I8);
        writer.endRow();
        writer.endArray();
        writer.endRow();
        writer.name(nameOfB);
        writer.startMap();
        writer.bool(true);
        writer.text("x");
        writer.endMap();
        writer.name(nameOfA);
        writer.nothing();
        writer.endRow();
    }

    private static final String A = "{\"a\":[1,0.5,0.25,\"s\",\"AQ==\",\"t\",{\"b\":2}]}";

    @Test
    void passesOnWhatIsNotChanged() {
        assertThat(edited(EditingWriterTest::row, Map.of(), Set.of()))
                .isEqualTo("{\"a\":" + A + ",\"b\":{\"true\":\"x\"},\"a\":null}");
    }

    @Test
    void replacesAFieldWhereItStandsAndOnlyOnce() {
        assertThat(edited(EditingWriterTest::row, Map.of(a, Value.Int.of(7)), Set.of()))
                .isEqualTo("{\"a\":7,\"b\":{\"true\":\"x\"}}");
        assertThat(edited(EditingWriterTest::row, Map.of(b, Value.NULL), Set.of()))
                .isEqualTo("{\"a\":" + A + ",\"b\":null,\"a\":null}");
    }

    @Test
    void leavesAFieldOut() {
        assertThat(edited(EditingWriterTest::row, Map.of(a, Value.ABSENT), Set.of()))
                .isEqualTo("{\"b\":{\"true\":\"x\"}}");
        assertThat(edited(EditingWriterTest::row, Map.of(a, Value.ABSENT, b, Value.ABSENT), Set.of()))
                .isEqualTo("{}");
    }

    @Test
    void addsFieldsAtTheEndInTheirOrder() {
        Map<Field, Value> edits = new LinkedHashMap<>();
        edits.put(c, Value.Int.of(1));
        edits.put(a, Value.Int.of(2));

        assertThat(edited(EditingWriterTest::row, edits, Set.of(a, c)))
                .isEqualTo("{\"b\":{\"true\":\"x\"},\"c\":1,\"a\":2}");
    }

    @Test
    void addsWhatShouldHaveBeenToldAndWasNot() {
        assertThat(edited(EditingWriterTest::row, Map.of(c, Value.Bool.TRUE, b, Value.ABSENT), Set.of()))
                .isEqualTo("{\"a\":" + A + ",\"a\":null,\"c\":true}");
    }

    @Test
    void aRowInABranchOfAUnionIsARow() {
        assertThat(edited(
                        writer -> {
                            writer.branch("union");
                            writer.startRow();
                            writer.name(new Name("a"));
                            writer.bool(true);
                            writer.endRow();
                        },
                        Map.of(a, Value.Bool.FALSE, b, Value.NULL),
                        Set.of(b)))
                .isEqualTo("{\"a\":false,\"b\":null}");
    }

    @Test
    void whateverIsInTheFieldsThatStayComesThrough() {
        long seed = ThreadLocalRandom.current().nextLong();
        for (int i = 0; i < 5_000; i++) {
            Value value = new RandomValues(seed + i).row(4);
            String expected = written(value);
            Map<Field, Value> edits = Map.of(fields.field("new"), Value.Bool.TRUE);
            if (expected != null) {
                String end = expected.equals("{}") ? "\"new\":true}" : ",\"new\":true}";
                assertThat(edited(writer -> writer.value(value), edits, Set.of(fields.field("new"))))
                        .as("seed %d", seed + i)
                        .isEqualTo(expected.substring(0, expected.length() - 1) + end);
            }
        }
    }

    private static @Nullable String written(Value value) {
        ByteSink sink = new ByteSink();
        try {
            JsonCodec.JSON.encode(value, sink);
            return new String(sink.toByteArray(), StandardCharsets.UTF_8);
        } catch (WharfException e) {
            return null;
        }
    }
}

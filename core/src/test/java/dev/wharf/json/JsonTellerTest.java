package dev.wharf.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Name;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is told piece by piece becomes the JSON that the whole would become. */
final class JsonTellerTest {

    /** A document that tells what a test wants. */
    private record Told(Consumer<ValueWriter> telling) implements Document {

        @Override
        public boolean isRow() {
            return false;
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
        public Document select(List<Field> fields) {
            return this;
        }

        @Override
        public Value value() {
            return Value.NULL;
        }

        @Override
        public void tell(ValueWriter writer) {
            telling.accept(writer);
        }

        @Override
        public Payload encoded() {
            return Payload.NULL;
        }
    }

    @Test
    void writesWhatTheWriterOfValuesWrites() {
        long seed = ThreadLocalRandom.current().nextLong();
        int refused = 0;
        for (int i = 0; i < 60_000; i++) {
            Value value = new RandomValues(seed + i).value(4);
            String expected = written(sink -> JsonWriter.write(value, sink));
            String told = written(sink -> JsonTeller.write(new Told(writer -> writer.value(value)), sink));
            if (expected.startsWith("!")) {
                refused++;
                assertThat(told).as("seed %d: %s", seed + i, value).startsWith("!");
            } else {
                assertThat(told).as("seed %d: %s", seed + i, value).isEqualTo(expected);
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(600, 40_000);
    }

    private static String written(Consumer<ByteSink> writing) {
        ByteSink sink = new ByteSink(1);
        sink.write('#');
        try {
            writing.accept(sink);
            return text(sink).substring(1);
        } catch (WharfException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED);
            assertThat(text(sink)).isEqualTo("#");
            return "!" + e.getMessage();
        }
    }

    private static String text(ByteSink sink) {
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    private static String told(Consumer<ValueWriter> telling) {
        return written(sink -> JsonTeller.write(new Told(telling), sink));
    }

    @Test
    void takesTextAndBytesInPieces() {
        byte[] bytes = "#ä\"\n\\/\u0001🚀#".getBytes(StandardCharsets.UTF_8);

        assertThat(told(writer -> writer.text(bytes, 1, bytes.length - 1))).isEqualTo("\"ä\\\"\\n\\\\/\\u0001🚀\"");
        assertThat(told(writer -> writer.text(bytes, 1, 1))).isEqualTo("\"\"");
        assertThat(told(writer -> writer.binary(new byte[] {9, 0, (byte) 0xFF, 9}, 1, 3)))
                .isEqualTo("\"AP8=\"");
        assertThat(told(writer -> writer.binary(new byte[0], 0, 0))).isEqualTo("\"\"");
    }

    @Test
    void putsCommasBetweenWhateverKindsThereAre() {
        Name name = new Name("n\"");
        assertThat(told(writer -> {
                    writer.startRow();
                    writer.name(name);
                    writer.startArray();
                    writer.nothing();
                    writer.bool(true);
                    writer.integer(-1, Value.IntType.U64);
                    writer.float32(0.5f);
                    writer.float64(-0.0);
                    writer.text("x");
                    writer.scalar(new Value.Symbol("s", 1));
                    writer.startRow();
                    writer.endRow();
                    writer.startMap();
                    writer.endMap();
                    writer.startArray();
                    writer.endArray();
                    writer.branch("b");
                    writer.bool(false);
                    writer.endArray();
                    writer.name(name);
                    writer.integer(Long.MIN_VALUE, Value.IntType.I64);
                    writer.endRow();
                }))
                .isEqualTo("{\"n\\\"\":[null,true,18446744073709551615,0.5,-0.0,\"x\",\"s\",{},{},[],false],"
                        + "\"n\\\"\":-9223372036854775808}");
    }

    @Test
    void keysOfMapsMayBeTextIntegersBooleansAndSymbols() {
        byte[] utf8 = "ü".getBytes(StandardCharsets.UTF_8);
        assertThat(told(writer -> {
                    writer.startMap();
                    writer.text("t\"");
                    writer.integer(1, Value.IntType.I64);
                    writer.text(utf8, 0, 2);
                    writer.startMap();
                    writer.bool(true);
                    writer.startArray();
                    writer.endArray();
                    writer.endMap();
                    writer.integer(-1, Value.IntType.U64);
                    writer.startRow();
                    writer.name(new Name("x"));
                    writer.startMap();
                    writer.text("1");
                    writer.text("1");
                    writer.endMap();
                    writer.endRow();
                    writer.scalar(new Value.Symbol("s", 0));
                    writer.nothing();
                    writer.branch("b");
                    writer.text("tagged");
                    writer.branch("b");
                    writer.text("value");
                    writer.endMap();
                }))
                .isEqualTo("{\"t\\\"\":1,\"ü\":{\"true\":[]},\"18446744073709551615\":"
                        + "{\"x\":{\"1\":\"1\"}},\"s\":null,"
                        + "\"tagged\":\"value\"}");
    }

    @Test
    void otherKeysAndTheSameTwiceAreRefused() {
        List<Consumer<ValueWriter>> keys = List.of(
                ValueWriter::nothing,
                writer -> writer.float32(1),
                writer -> writer.float64(1),
                writer -> writer.binary(new byte[1], 0, 1),
                ValueWriter::startRow,
                ValueWriter::startArray,
                ValueWriter::startMap,
                writer -> writer.scalar(Value.Decimal.of(BigInteger.ONE)));
        for (Consumer<ValueWriter> key : keys) {
            assertThat(told(writer -> {
                        writer.startMap();
                        key.accept(writer);
                    }))
                    .startsWith("!a map key of");
        }
        assertThat(told(writer -> {
                    writer.startMap();
                    writer.integer(1, Value.IntType.I64);
                    writer.nothing();
                    writer.text("1");
                }))
                .startsWith("!two keys of a map are the same as text");
    }

    @Test
    void isAsDeepAsAReaderTakesItAndNoDeeper() {
        Value arrays = Value.NULL;
        Value rows = Value.NULL;
        Value maps = Value.NULL;
        Value branches = Value.NULL;
        for (int i = 0; i < 1000; i++) {
            arrays = Value.Array.of(arrays);
            rows = Value.Row.of(Shape.of(List.of("a")), rows);
            Map<Value, Value> entries = new LinkedHashMap<>();
            entries.put(new Value.Text("a"), maps);
            maps = new Value.MapOf(entries);
            branches = new Value.Tagged("b", branches);
        }
        for (Value deepest : List.of(arrays, rows, maps, branches)) {
            assertThat(told(writer -> writer.value(deepest)))
                    .isEqualTo(written(sink -> JsonWriter.write(deepest, sink)));
            Value deeper = Value.Array.of(deepest);
            assertThat(told(writer -> writer.value(deeper))).startsWith("!a value nested deeper than 1000 levels");
            assertThat(written(sink -> JsonWriter.write(deeper, sink))).startsWith("!a value nested deeper than 1000");
        }
        Value endless = branches;
        for (int i = 0; i < 100_000; i++) {
            endless = new Value.Tagged("b", endless);
        }
        Value tooDeep = endless;
        assertThat(told(writer -> writer.value(tooDeep))).startsWith("!a value nested deeper than 1000 levels");
    }

    @Test
    void branchesOfValuesBesideEachOtherDoNotAddUp() {
        Value[] tagged = new Value[3000];
        Arrays.fill(tagged, new Value.Tagged("b", Value.Array.of(new Value.Tagged("c", Value.NULL))));

        assertThat(told(writer -> writer.value(Value.Array.of(tagged))))
                .startsWith("[[null],[null],")
                .hasSize(21_001);
    }

    @Test
    void aNameIsEscapedOnceAndRemembered() {
        Name name = new Fields().field("ä\"").asName();

        byte[] first = name.encoded(JsonText::name);

        assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("\"ä\\\"\":");
        assertThat(name.encoded(JsonText::name)).isSameAs(first);
    }

    @Test
    void whatGoesWrongWhileTellingLeavesNothingBehind() {
        ByteSink sink = new ByteSink();
        Document failing = new Told(writer -> {
            writer.startArray();
            throw new IllegalStateException("of the format");
        });

        assertThatThrownBy(() -> JsonTeller.write(failing, sink)).hasMessage("of the format");
        assertThat(sink.length()).isZero();
    }
}

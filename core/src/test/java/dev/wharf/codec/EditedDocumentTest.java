package dev.wharf.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Name;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Changes on top of a document of whatever format do what they do to a JSON document. */
final class EditedDocumentTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "ä\"");

    private final Fields fields = new Fields();
    private final Field a = fields.field("a");
    private final Field b = fields.field("b");
    private final Field c = fields.field("c");

    /** A document whose format is not JSON's: changes of it are edits on top. */
    private record Plain(Document json) implements Document {

        @Override
        public boolean isRow() {
            return json.isRow();
        }

        @Override
        public Value get(Field field) {
            return json.get(field);
        }

        @Override
        public Document with(Field field, Value value) {
            return EditedDocument.with(this, JsonCodec.JSON, field, value);
        }

        @Override
        public Document select(List<Field> selected) {
            return EditedDocument.select(this, JsonCodec.JSON, selected);
        }

        @Override
        public Value value() {
            return json.value();
        }

        @Override
        public Payload encoded() {
            return json.encoded();
        }
    }

    private Document json(String text) {
        return (Document) JsonCodec.JSON.decode(Payload.of(text), fields);
    }

    private Document plain(String text) {
        return new Plain(json(text));
    }

    @Test
    void doesWhatAJsonDocumentDoesWhateverTheSteps() {
        long seed = ThreadLocalRandom.current().nextLong();
        for (int i = 0; i < 30_000; i++) {
            Random random = new Random(seed + i);
            List<String> steps = new ArrayList<>();
            Document expected = json(randomRow(random));
            Document edited = new Plain(expected);
            for (int n = random.nextInt(8); n > 0; n--) {
                if (random.nextInt(4) == 0) {
                    List<Field> selection = selection(random);
                    steps.add("select " + selection);
                    expected = expected.select(selection);
                    edited = edited.select(selection);
                } else {
                    Field field = fields.field(NAMES.get(random.nextInt(NAMES.size())));
                    Value value = value(random);
                    steps.add("with " + field + ' ' + value);
                    expected = expected.with(field, value);
                    edited = edited.with(field, value);
                }
                assertSame(edited, expected, "seed " + (seed + i) + ": " + steps);
            }
        }
    }

    private void assertSame(Document edited, Document expected, String steps) {
        assertThat(edited.value()).as(steps).isEqualTo(expected.value());
        assertThat(told(edited)).as(steps).isEqualTo(told(expected));
        assertThat(JsonCodec.JSON.read(edited.encoded())).as(steps).isEqualTo(expected.value());
        for (String name : NAMES) {
            Field field = fields.field(name);
            assertThat(edited.get(field)).as(steps).isEqualTo(expected.get(field));
            assertThat(edited.has(field)).as(steps).isEqualTo(expected.has(field));
            ValueWriter counting = new Counting();
            assertThat(edited.tell(field, counting)).as(steps).isEqualTo(expected.has(field));
        }
    }

    private static String told(Document document) {
        ByteSink sink = new ByteSink();
        JsonCodec.JSON.encode(new Told(document), sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    private static String randomRow(Random random) {
        StringBuilder json = new StringBuilder("{");
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                json.append(json.length() > 1 ? "," : "")
                        .append('"')
                        .append(name.replace("\"", "\\\""))
                        .append("\":");
                json.append(List.of("1", "null", "\"x\"", "{\"a\":{\"b\":2}}", "[1,{\"a\":3}]")
                        .get(random.nextInt(5)));
            }
        }
        return json.append('}').toString();
    }

    private List<Field> selection(Random random) {
        List<Field> selection = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            selection.add(fields.field(NAMES.get(random.nextInt(NAMES.size()))));
        }
        return selection;
    }

    private static Value value(Random random) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> Value.ABSENT;
            case 2 -> Value.NULL;
            case 3 -> Value.Int.of(random.nextInt(100));
            default -> Value.Row.of(Shape.of(List.of("a")), Value.Array.of(new Value.Text("y")));
        };
    }

    @Test
    void whatIsRemovedAndSetAgainStandsAtTheEnd() {
        Document document = plain("{\"a\":1,\"b\":2}").with(a, Value.ABSENT).with(a, Value.Int.of(3));

        assertThat(told(document)).isEqualTo("{\"b\":2,\"a\":3}");
        assertThat(((Value.Row) document.value()).shape().names()).containsExactly("b", "a");
        assertThat(told(document.with(b, Value.Int.of(4)))).isEqualTo("{\"b\":4,\"a\":3}");
        assertThat(told(document.with(a, Value.ABSENT))).isEqualTo("{\"b\":2}");
    }

    @Test
    void whatIsNotSelectedIsGoneUntilItIsSet() {
        Document selected = plain("{\"a\":1,\"b\":2,\"c\":3}").select(List.of(c, a));

        assertThat(told(selected)).isEqualTo("{\"c\":3,\"a\":1}");
        assertThat(told(selected.select(List.of(a, b)))).isEqualTo("{\"a\":1}");
        assertThat(told(selected.with(b, Value.Int.of(9)))).isEqualTo("{\"c\":3,\"a\":1,\"b\":9}");
        assertThat(told(selected.with(c, Value.ABSENT).with(c, Value.Int.of(8))))
                .isEqualTo("{\"a\":1,\"c\":8}");
        assertThat(selected.with(b, Value.ABSENT)).isSameAs(selected);
    }

    @Test
    void withoutChangesItIsTheDocumentBelow() {
        Document base = plain("{\"a\":1}");

        assertThat(base.with(b, Value.NULL).with(b, Value.ABSENT)).isSameAs(base);
        assertThat(base.with(a, Value.NULL)).isNotEqualTo(base);
    }

    @Test
    void theDocumentBelowIsNotTouched() {
        Document base = plain("{\"a\":1}");
        Document edited = base.with(a, Value.Int.of(2));
        Document more = edited.with(a, Value.Int.of(3)).with(b, Value.NULL);

        assertThat(base.get(a)).isEqualTo(Value.Int.of(1));
        assertThat(edited.get(a)).isEqualTo(Value.Int.of(2));
        assertThat(edited.has(b)).isFalse();
        assertThat(more.get(a)).isEqualTo(Value.Int.of(3));
        assertThat(more.encoded()).isSameAs(more.encoded());
        assertThat(edited.toString()).endsWith(", changed");
    }

    @Test
    void onlyARowHasFields() {
        assertThatThrownBy(() -> plain("[1]").with(a, Value.NULL))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessage("the record is no row in json, so no fields of it can be set or selected");
        assertThatThrownBy(() -> plain("1").select(List.of())).isInstanceOf(WharfException.class);
    }

    @Test
    void aFieldThatTheFormatOnlyAssumesIsToldOnceItIsSet() {
        Document edited = new Assuming(json("{\"b\":1}")).with(a, Value.Int.of(5));

        assertThat(told(edited)).isEqualTo("{\"b\":1,\"a\":5}");
    }

    /** Says that a field is there which it does not tell: as formats do that have defaults. */
    private record Assuming(Document json) implements Document {

        @Override
        public boolean isRow() {
            return true;
        }

        @Override
        public Value get(Field field) {
            return json.has(field) ? json.get(field) : Value.Int.of(0);
        }

        @Override
        public Document with(Field field, Value value) {
            return EditedDocument.with(this, JsonCodec.JSON, field, value);
        }

        @Override
        public Document select(List<Field> selected) {
            return EditedDocument.select(this, JsonCodec.JSON, selected);
        }

        @Override
        public Value value() {
            return json.value();
        }

        @Override
        public Payload encoded() {
            return json.encoded();
        }
    }

    /** Hides what a document is, so that it is told and not copied. */
    private record Told(Document document) implements Document {

        @Override
        public boolean isRow() {
            return document.isRow();
        }

        @Override
        public Value get(Field field) {
            return document.get(field);
        }

        @Override
        public Document with(Field field, Value value) {
            return document.with(field, value);
        }

        @Override
        public Document select(List<Field> selected) {
            return document.select(selected);
        }

        @Override
        public Value value() {
            return document.value();
        }

        @Override
        public void tell(ValueWriter writer) {
            document.tell(writer);
        }

        @Override
        public Payload encoded() {
            return document.encoded();
        }
    }

    /** Takes anything. */
    private static final class Counting implements ValueWriter {
        private int told;

        @Override
        public void nothing() {
            told++;
        }

        @Override
        public void bool(boolean value) {
            told++;
        }

        @Override
        public void integer(long value, Value.IntType type) {
            told++;
        }

        @Override
        public void float32(float value) {
            told++;
        }

        @Override
        public void float64(double value) {
            told++;
        }

        @Override
        public void text(String value) {
            told++;
        }

        @Override
        public void text(byte[] utf8, int from, int to) {
            told++;
        }

        @Override
        public void binary(byte[] bytes, int from, int to) {
            told++;
        }

        @Override
        public void scalar(Value value) {
            told++;
        }

        @Override
        public void startRow() {
            told++;
        }

        @Override
        public void name(Name name) {
            told++;
        }

        @Override
        public void endRow() {
            told++;
        }

        @Override
        public void startArray() {
            told++;
        }

        @Override
        public void endArray() {
            told++;
        }

        @Override
        public void startMap() {
            told++;
        }

        @Override
        public void endMap() {
            told++;
        }

        @Override
        public void branch(String name) {
            told++;
        }

        @Override
        public String toString() {
            return told + " told";
        }
    }
}

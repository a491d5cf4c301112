package dev.wharf.bind;

import static dev.wharf.bind.Bound.back;
import static dev.wharf.bind.Bound.json;
import static dev.wharf.bind.Bound.misfit;
import static dev.wharf.bind.Bound.read;
import static dev.wharf.bind.Bound.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plain classes, arrays, generic classes, maps, sealed interfaces. */
class BinderTypesTest {

    enum State {
        NEW,
        PAID
    }

    record Line(String sku, BigDecimal amount) {}

    @SuppressWarnings("unused")
    static class Base<T> {
        private T key;
        static int counter;
        transient int hidden = 3;

        @SuppressWarnings("NullAway")
        Base() {}
    }

    static final class Plain extends Base<UUID> {
        private int number = 4;
        private String text = "made";
        boolean flag;

        @FieldName("else")
        private @Nullable List<Integer> other;

        private int doubled;

        private Plain() {}

        public int getNumber() {
            return number;
        }

        public Plain setNumber(int number) {
            this.number = number + 1;
            return this;
        }

        public boolean isFlag() {
            return flag;
        }

        @FieldName("twice")
        public int getComputed() {
            return doubled * 2;
        }

        public void setComputed(int twice) {
            this.doubled = twice / 2;
        }
    }

    @Test
    void aPlainClassIsMadeByItsConstructorAndItsProperties() {
        Plain plain = read(Plain.class, """
            {"key":"00000000-0000-0001-0000-000000000002","number":10,"flag":true,"else":[1],"doubled":0,"twice":8,
             "hidden":9,"counter":9}\
            """);
        assertThat(plain.getNumber()).isEqualTo(11);
        assertThat(plain.text).isEqualTo("made");
        assertThat(plain.isFlag()).isTrue();
        assertThat(plain.other).containsExactly(1);
        assertThat(plain.doubled).isEqualTo(4);
        assertThat(plain.hidden).isEqualTo(3);
        Value.Row row = (Value.Row) Binder.of(Plain.class).write(plain);
        assertThat(row.shape().names()).containsExactly("key", "number", "text", "flag", "else", "doubled", "twice");
        assertThat(row.get("number")).isEqualTo(new Value.Int(11, IntType.I32));
        assertThat(row.get("twice")).isEqualTo(new Value.Int(8, IntType.I32));
    }

    @Test
    void aPlainClassTakesNullInReferencesButNotInNumbers() {
        String rest = "\"number\":1,\"flag\":true,\"doubled\":0,\"twice\":0";
        assertThat(read(Plain.class, "{\"text\":null," + rest + "}").text).isNull();
        misfit(Plain.class, "{\"flag\":true}", "Plain.number: a field that is absent does not fit int");
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Arrays(int[] numbers, String[] texts, byte[] bytes, long[][] table, List<State>[] lists) {}

    @Test
    void arraysAreReadAndWritten() {
        Arrays arrays = read(
                Arrays.class,
                "{\"numbers\":[1,2],\"texts\":[\"a\"],\"bytes\":\"AQI=\",\"table\":[[1],[]],\"lists\":[[\"NEW\"]]}");
        assertThat(arrays.numbers()).containsExactly(1, 2);
        assertThat(arrays.texts()).containsExactly("a");
        assertThat(arrays.bytes()).containsExactly(1, 2);
        assertThat(arrays.table()).isDeepEqualTo(new long[][] {{1}, {}});
        assertThat(arrays.lists()[0]).containsExactly(State.NEW);
        assertThat(back(arrays).table()).isDeepEqualTo(arrays.table());
        misfit(
                Arrays.class,
                "{\"numbers\":[1,true]}",
                "Arrays.numbers[1]: a boolean does not fit a signed integer of 64 bits");
    }

    record Pair<A, B>(A first, B second) {}

    record Pairs(Pair<String, Pair<Integer, ? extends Line>> pair, Collection<Pair<State, Value>> all) {}

    record Tree(int number, List<Tree> children) {}

    @Test
    void classesMayBeGenericAndContainThemselves() {
        there(new Pairs(new Pair<>("a", new Pair<>(1, new Line("x", BigDecimal.ONE))), new ArrayList<>()));
        there(new Tree(1, List.of(new Tree(2, List.of()), new Tree(3, List.of(new Tree(4, List.of()))))));
        misfit(
                Pairs.class,
                "{\"pair\":{\"first\":\"a\",\"second\":{\"first\":\"b\"}}}",
                "Pairs.pair.second.first: text does not fit a signed integer of 64 bits");
    }

    record Keys(Map<Integer, String> numbers, Map<UUID, State> ids) {}

    @Test
    void keysThatBecameTextAreReadAsWhatTheyWere() {
        Keys keys = new Keys(Map.of(-5, "a"), Map.of(new UUID(1, 2), State.NEW));
        there(keys);
        assertThat(read(
                        Keys.class,
                        "{\"numbers\":{\"-5\":\"a\"},\"ids\":{\"00000000-0000-0001-0000-000000000002\":\"NEW\"}}"))
                .isEqualTo(keys);
        misfit(
                Keys.class,
                "{\"numbers\":{\"05\":\"a\"}}",
                "Keys.numbers{0}: text does not fit a signed integer of 64 bits");
    }

    sealed interface Shape permits Circle, Polygon, Nothing {}

    record Circle(double radius) implements Shape {}

    sealed interface Polygon extends Shape permits Square {}

    @FieldName("com.example.Quad")
    record Square(double side) implements Polygon {}

    enum Nothing implements Shape {
        NONE
    }

    record Drawing(List<Shape> shapes, @Nullable Shape last) {}

    @Test
    void theBranchOfAUnionSaysWhichClassItIs() {
        there(new Drawing(List.of(new Circle(1), new Square(2), Nothing.NONE), null));
        Value circle = new Value.Tagged("com.example.Circle", json("{\"radius\":1.5}"));
        assertThat(Binder.of(Shape.class).read(circle)).isEqualTo(new Circle(1.5));
        assertThat(Binder.of(Circle.class).read(circle)).isEqualTo(new Circle(1.5));
        assertThat(Binder.of(Shape.class).write(new Square(2)))
                .isEqualTo(new Value.Tagged(
                        "com.example.Quad", Binder.of(Square.class).write(new Square(2))));
        misfit(
                Drawing.class,
                "{\"shapes\":[{\"radius\":1}]}",
                "Drawing.shapes[0]: a row does not say which of Circle, Nothing, com.example.Quad it is, so it does not"
                        + " fit Shape; only a value of a union does");
        assertThatThrownBy(() -> Binder.of(Shape.class).read(new Value.Tagged("Line", Value.NULL)))
                .hasMessage(
                        "Shape: the branch of the union is none of Circle, Nothing, com.example.Quad, so it does not"
                                + " fit Shape");
        assertThatThrownBy(() -> Binder.of(Shape.class).read(new Value.Tagged("Circle", json("{}"))))
                .hasMessage("Shape(Circle).radius: a field that is absent does not fit double");
    }
}

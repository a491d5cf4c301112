package dev.wharf.bind;

import static dev.wharf.bind.Bound.json;
import static dev.wharf.bind.Bound.misfit;
import static dev.wharf.bind.Bound.read;
import static dev.wharf.bind.Bound.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import dev.wharf.value.Value.IntType;
import dev.wharf.value.Value.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BinderTest {

    record Scalars(
            boolean yes,
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            char c,
            Integer boxed,
            String text,
            BigDecimal decimal,
            BigInteger whole,
            Instant time,
            LocalDate date,
            LocalTime hour,
            LocalDateTime local,
            UUID id) {}

    private static final Scalars SCALARS = new Scalars(
            true,
            (byte) -1,
            (short) 300,
            70_000,
            1L << 40,
            1.5f,
            0.1,
            'x',
            5,
            "text",
            new BigDecimal("1.50"),
            BigInteger.TEN.pow(30),
            Instant.parse("2026-01-02T03:04:05.000000006Z"),
            LocalDate.of(2026, 1, 2),
            LocalTime.of(3, 4),
            LocalDateTime.of(2026, 1, 2, 3, 4),
            new UUID(1, 2));

    @Test
    void scalarsOfEveryKindGoThereAndBack() {
        there(SCALARS);
        Value.Row row = (Value.Row) Binder.of(Scalars.class).write(SCALARS);
        assertThat(row.get("b")).isEqualTo(new Value.Int(-1, IntType.I8));
        assertThat(row.get("i")).isEqualTo(new Value.Int(70_000, IntType.I32));
        assertThat(row.get("id")).isEqualTo(new Value.Text("00000000-0000-0001-0000-000000000002"));
        assertThat(row.get("time")).isEqualTo(new Value.Timestamp(SCALARS.time(), TimeUnit.NANOS));
    }

    @Test
    void scalarsAreReadFromJson() {
        assertThat(read(Scalars.class, """
            {"yes":true,"b":-1,"s":300,"i":70000,"l":1099511627776,"f":1.5,"d":0.1,"c":"x","boxed":5,"text":"text",
             "decimal":1.50,"whole":1000000000000000000000000000000,"time":"2026-01-02T03:04:05.000000006Z",
             "date":"2026-01-02","hour":"03:04","local":"2026-01-02T03:04","id":"00000000-0000-0001-0000-000000000002",
             "unknown":[1,2]}\
            """)).isEqualTo(SCALARS);
    }

    record Narrow(byte number) {}

    record Fraction(float number) {}

    record Id(UUID id) {}

    record Whole(BigInteger number) {}

    record Letter(char letter) {}

    @Test
    void nothingIsLostOnTheWay() {
        assertThat(read(Narrow.class, "{\"number\":5.0}")).isEqualTo(new Narrow((byte) 5));
        misfit(Narrow.class, "{\"number\":128}", "Narrow.number: an integer does not fit an integer from -128 to 127");
        misfit(Narrow.class, "{\"number\":1.5}", "Narrow.number: a decimal does not fit a signed integer of 64 bits");
        misfit(Narrow.class, "{\"number\":\"5\"}", "Narrow.number: text does not fit a signed integer of 64 bits");
        misfit(Fraction.class, "{\"number\":0.12345678901}", "Fraction.number: a decimal does not fit a float");
        misfit(
                Id.class,
                "{\"id\":\"1-1-1-1-1\"}",
                "Id.id: text does not fit a UUID, which has 32 hexadecimal digits and four dashes");
        misfit(Whole.class, "{\"number\":1.5}", "Whole.number: a decimal does not fit a BigInteger: it has a fraction");
        misfit(Letter.class, "{\"letter\":\"ab\"}", "Letter.letter: text of 2 characters does not fit a char");
        assertThatThrownBy(() -> Binder.of(Whole.class)
                        .read(new Value.Row(
                                dev.wharf.value.Shape.of(List.of("number")),
                                List.of(new Value.Decimal(new BigDecimal("1E+1000000000"))))))
                .hasMessage("Whole.number: a decimal does not fit a BigInteger of at most 100000 digits");
    }

    enum State {
        NEW,
        PAID
    }

    record Line(String sku, BigDecimal amount) {}

    record Order(long id, State state, List<Line> lines, Set<String> tags, Map<String, Integer> counts) {}

    @Test
    void whatIsNestedGoesThereAndBack() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("b", 1);
        counts.put("a", 2);
        Order order = new Order(
                7,
                State.PAID,
                List.of(new Line("a", BigDecimal.ONE), new Line("b", BigDecimal.TEN)),
                Set.of("x"),
                counts);
        there(order);
        assertThat(read(Order.class, """
            {"id":7,"state":"PAID","lines":[{"sku":"a","amount":1},{"sku":"b","amount":10}],"tags":["x"],
             "counts":{"b":1,"a":2}}\
            """)).isEqualTo(order);
    }

    @Test
    void anErrorSaysWhere() {
        misfit(
                Order.class,
                "{\"id\":1,\"state\":\"NEW\",\"lines\":[{\"sku\":\"a\",\"amount\":1},{\"sku\":\"b\",\"amount\":\"\"}]}",
                "Order.lines[1].amount: text does not fit a decimal");
        misfit(Order.class, "{\"id\":1,\"state\":\"SECRET\"}", "Order.state: the text is none of the 2 names of State");
        misfit(
                Order.class,
                "{\"id\":1,\"state\":\"NEW\",\"lines\":[],\"tags\":[\"a\",\"b\",\"a\"]}",
                "Order.tags[2]: the same element stands before, and a Set has it once");
        misfit(
                Order.class,
                "{\"id\":1,\"state\":\"NEW\",\"lines\":[],\"tags\":[],\"counts\":{\"a\":1,\"b\":null}}",
                "Order.counts{1}: null does not fit Integer");
        misfit(Order.class, "[]", "Order: an array does not fit Order");
        misfit(
                Order.class,
                "{\"id\":1,\"state\":\"NEW\",\"lines\":{}}",
                "Order.lines: a row does not fit a List of Line");
    }

    @Test
    void whatTheDataLacksIsAnError() {
        misfit(Order.class, "{\"state\":\"NEW\"}", "Order.id: a field that is absent does not fit long");
        misfit(Order.class, "{\"id\":null}", "Order.id: null does not fit long");
        misfit(Line.class, "{\"amount\":1}", "Line.sku: a field that is absent does not fit String");
    }

    record Loose(Optional<Integer> number, @Nullable String text, List<@Nullable String> list, Value any) {}

    @Test
    void whatMayLackIsEmptyOrNull() {
        Loose empty = read(Loose.class, "{\"list\":[\"a\",null]}");
        assertThat(empty.number()).isEmpty();
        assertThat(empty.text()).isNull();
        assertThat(empty.list()).containsExactly("a", null);
        assertThat(empty.any()).isEqualTo(Value.ABSENT);
        assertThat(read(Loose.class, "{\"number\":null,\"text\":null,\"list\":[],\"any\":[1]}")
                        .any())
                .isEqualTo(json("[1]"));
        there(new Loose(Optional.of(5), "x", List.of(), Value.NULL));
        Value.Row row = (Value.Row) Binder.of(Loose.class).write(empty);
        assertThat(row.get("number")).isEqualTo(Value.NULL);
        assertThat(row.get("text")).isEqualTo(Value.NULL);
    }

    record Renamed(@FieldName("user_id") int userId) {}

    @Test
    void aFieldMayHaveAnotherNameInTheData() {
        assertThat(read(Renamed.class, "{\"user_id\":5,\"userId\":6}")).isEqualTo(new Renamed(5));
        there(new Renamed(1));
        misfit(Renamed.class, "{\"user_id\":\"x\"}", "Renamed.user_id: text does not fit a signed integer of 64 bits");
    }

    record Checked(int number) {
        Checked {
            if (number < 0) {
                throw new IllegalArgumentException("negative: " + number);
            }
        }
    }

    record Around(List<Checked> all) {}

    @Test
    void whatAConstructorRefusesIsAnErrorThatShowsNothing() {
        assertThatThrownBy(() -> read(Around.class, "{\"all\":[{\"number\":1},{\"number\":-1}]}"))
                .isInstanceOf(WharfException.class)
                .hasMessage("Around.all[1]: Checked refused it with a java.lang.IllegalArgumentException")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    static final class Node {
        @Nullable
        Node next;
    }

    @Test
    void objectsThatContainThemselvesAreRefused() {
        Node node = new Node();
        node.next = node;
        assertThatThrownBy(() -> Binder.of(Node.class).write(node))
                .isInstanceOf(WharfException.class)
                .hasMessage("Node: its objects are nested too deep, or contain themselves");
    }

    @Test
    void valuesThatAreTooDeepAreRefused() {
        Value.Row empty = (Value.Row) Binder.of(Node.class).write(new Node());
        Value deep = empty;
        for (int i = 0; i < 200_000; i++) {
            deep = Value.Row.of(empty.shape(), deep);
        }
        Value tooDeep = deep;
        assertThatThrownBy(() -> Binder.of(Node.class).read(tooDeep))
                .isInstanceOf(WharfException.class)
                .hasMessage("Node: its values are nested too deep");
    }

    record WithCalendar(List<Calendar> when) {}

    @SuppressWarnings("rawtypes")
    record Raw(List list) {}

    static final class NoConstructor {
        NoConstructor(int number) {}
    }

    static final class Final {
        final int number = Integer.parseInt("1");
    }

    record Twice(@FieldName("b") int a, int b) {}

    interface Open {}

    record Growing<T>(@Nullable Growing<List<T>> next) {}

    record Grown(Growing<String> growing) {}

    private static void unfit(Class<?> type, String text) {
        assertThatThrownBy(() -> Binder.of(type))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageStartingWith(text);
    }

    @Test
    void aClassThatCannotBeBoundSaysWhy() {
        unfit(WithCalendar.class, "WithCalendar.when: java.util.Calendar has no form");
        unfit(Raw.class, "Raw.list: java.util.List does not say of what");
        unfit(NoConstructor.class, "NoConstructor: dev.wharf.bind.BinderTest$NoConstructor has no constructor without");
        unfit(Final.class, "Final.number: the field is final and has no setter");
        unfit(Twice.class, "Twice: two fields of dev.wharf.bind.BinderTest$Twice have the same name in the data");
        unfit(Open.class, "Open: dev.wharf.bind.BinderTest$Open is abstract and not sealed");
        unfit(BinderTypesTest.Pair.class, "Pair.first: nothing says what the type variable A stands for");
        unfit(Grown.class, "Grown.growing.next");
        unfit(int.class, "int has no binder of its own");
    }

    @Test
    void theBinderOfAClassIsMadeOnce() {
        assertThat(Binder.of(Order.class)).isSameAs(Binder.of(Order.class));
        assertThat(Binder.of(Order.class).type()).isEqualTo(Order.class);
        assertThat(Binder.of(String.class).read(new Value.Text("a"))).isEqualTo("a");
        assertThat(Binder.of(State.class).write(State.NEW)).isEqualTo(new Value.Symbol("NEW", -1));
    }
}

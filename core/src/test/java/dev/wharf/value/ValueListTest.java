package dev.wharf.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lists in values: given away and not copied, or copied and safe. */
final class ValueListTest {
    private static final Value ONE = Value.Int.of(1);
    private static final Value TWO = Value.Int.of(2);

    @Test
    void isEqualToAnyListOfTheSame() {
        List<Value> given = Value.Array.of(ONE, TWO).values();

        assertThat(given).isEqualTo(List.of(ONE, TWO)).hasSameHashCodeAs(List.of(ONE, TWO));
        assertThat(List.of(ONE, TWO)).isEqualTo(given);
        assertThat(given).isNotEqualTo(List.of(TWO, ONE));
        assertThat(given.toString()).isEqualTo(List.of(ONE, TWO).toString());
        assertThat(given.indexOf(TWO)).isEqualTo(1);
        assertThat(given.subList(1, 2)).containsExactly(TWO);
        assertThat(given.stream().toList()).containsExactly(ONE, TWO);
        assertThat(Value.Array.of().values()).isEmpty();
    }

    @Test
    void cannotBeChanged() {
        List<Value> given = Value.Array.of(ONE, TWO).values();

        assertThatThrownBy(() -> given.set(0, TWO)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> given.add(TWO)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> given.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> given.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void whatWasGivenAwayIsNotCopiedAgain() {
        Value.Array array = Value.Array.of(ONE, TWO);

        assertThat(new Value.Array(array.values()).values()).isSameAs(array.values());
        assertThat(new Value.Row(Shape.of(List.of("a", "b")), array.values()).values())
                .isSameAs(array.values());
    }

    @Test
    void whatMayBeChangedByOthersIsCopied() {
        List<Value> changing = new ArrayList<>(List.of(ONE));
        Value.Array array = new Value.Array(changing);
        Value.Row row = new Value.Row(Shape.of(List.of("a")), changing);

        changing.set(0, TWO);

        assertThat(array.values()).containsExactly(ONE);
        assertThat(row.get("a")).isEqualTo(ONE);
    }

    @Test
    void rowsAndArraysAreEqualByWhatTheyHold() {
        Shape shape = Shape.of(List.of("a"));

        assertThat(Value.Row.of(shape, ONE)).isEqualTo(new Value.Row(Shape.of(List.of("a")), List.of(ONE)));
        assertThat(Value.Row.of(shape, ONE)).hasSameHashCodeAs(new Value.Row(shape, List.of(ONE)));
        assertThat(Value.Array.of(ONE)).isEqualTo(new Value.Array(List.of(ONE)));
        assertThatThrownBy(() -> Value.Row.of(shape, ONE, TWO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 values for 1 names");
        assertThat(Value.Row.of(shape, ONE).get("b")).isEqualTo(Value.ABSENT);
    }
}

package dev.wharf.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueMapTest {
    private static final Value A = new Value.Text("a");
    private static final Value ONE = Value.Int.of(1);

    @Test
    void whatIsGivenAwayIsNotCopiedAndWhatIsNotIs() {
        Map<Value, Value> given = new LinkedHashMap<>(Map.of(A, ONE));
        Value.MapOf owner = Value.MapOf.of(given);
        Value.MapOf copy = new Value.MapOf(given);
        given.put(A, Value.NULL);

        assertThat(copy.entries()).containsExactly(Map.entry(A, ONE));
        assertThat(new Value.MapOf(owner.entries()).entries()).isSameAs(owner.entries());
    }

    @Test
    void isEqualToAnyMapOfTheSameEntries() {
        Value.MapOf map = Value.MapOf.of(new LinkedHashMap<>(Map.of(A, ONE)));

        assertThat(map).isEqualTo(new Value.MapOf(Map.of(A, ONE))).hasSameHashCodeAs(new Value.MapOf(Map.of(A, ONE)));
        assertThat(map.entries().get(A)).isEqualTo(ONE);
        assertThat(map.entries().getOrDefault(ONE, Value.ABSENT)).isEqualTo(Value.ABSENT);
    }

    @Test
    void nobodyCanChangeIt() {
        Map<Value, Value> entries =
                Value.MapOf.of(new LinkedHashMap<>(Map.of(A, ONE))).entries();

        assertThatThrownBy(() -> entries.put(A, A)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> entries.entrySet().iterator().next().setValue(A))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> entries.remove(A)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(entries::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}

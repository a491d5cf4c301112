package dev.wharf.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values do not change. */
final class ValueTest {

    @Test
    void aMapIsACopyInTheSameOrder() {
        Map<Value, Value> entries = new LinkedHashMap<>();
        entries.put(new Value.Text("z"), Value.Int.of(1));
        entries.put(new Value.Text("a"), Value.Int.of(2));

        Value.MapOf map = new Value.MapOf(entries);
        entries.clear();

        assertThat(map.entries().keySet()).containsExactly(new Value.Text("z"), new Value.Text("a"));
        assertThatThrownBy(() -> map.entries().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}

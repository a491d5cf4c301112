package dev.wharf.protobuf;

import dev.wharf.value.Value;
import java.util.Arrays;

/** A growing array of values. */
final class Elements {
    private Value[] values;
    private int size;

    Elements(int capacity) {
        values = new Value[capacity];
    }

    void add(Value value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(8, size + (size >> 1)));
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /** All of them; this is not to be used any more. */
    Value array() {
        return Value.Array.of(size == values.length ? values : Arrays.copyOf(values, size));
    }
}

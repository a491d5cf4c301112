package dev.wharf.value;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A list over an array that was given away, and that nobody writes into any more. */
final class ValueList extends AbstractList<Value> implements RandomAccess {
    private final Value[] values;

    ValueList(Value... values) {
        this.values = values;
    }

    /** The same list where nobody can change it, else a copy. */
    static List<Value> of(List<Value> values) {
        return values instanceof ValueList ? values : List.copyOf(values);
    }

    @Override
    public Value get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}

package dev.wharf.arrow;

import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;

/** Rows: a column for each field. */
final class StructColumn extends Column {
    private final Shape shape;
    private final Column[] children;

    /** The children are given away. */
    StructColumn(int length, Validity validity, Shape shape, Column[] children) {
        super(length, validity);
        this.shape = shape;
        this.children = children;
    }

    Column child(int index) {
        return children[index];
    }

    @Override
    Value.Row value(int index) {
        Value[] values = new Value[children.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = children[i].get(index);
        }
        return Value.Row.of(shape, values);
    }

    @Override
    void tellValue(int index, ValueWriter writer) {
        writer.startRow();
        for (int i = 0; i < children.length; i++) {
            writer.name(shape.name(i));
            children[i].tell(index, writer);
        }
        writer.endRow();
    }

    @Override
    void charge(Budget budget, int from, int count) {
        budget.spend((long) Budget.CONTAINER * count);
        for (Column child : children) {
            child.charge(budget, from, count);
        }
    }

    @Override
    int depth() {
        int deepest = 0;
        for (Column child : children) {
            deepest = Math.max(deepest, child.depth());
        }
        return 1 + deepest;
    }
}

package dev.wharf.arrow;

import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;

/** A column of values with the name of their branch. */
final class UnionWriter extends ColumnWriter {
    private final ArrowType.Union type;
    private final ColumnWriter[] children;
    private final Shape branches;
    private final ByteSink types = new ByteSink(16);
    private final ByteSink offsets = new ByteSink(32);

    UnionWriter(ArrowField field, ArrowType.Union type, ColumnWriter[] children) {
        super(field);
        this.type = type;
        this.children = children;
        this.branches = Shape.of(field.children().stream().map(ArrowField::name).toList());
    }

    @Override
    boolean hasNulls() {
        return false;
    }

    @Override
    void append(Value value) {
        if (!(value instanceof Value.Tagged tagged)) {
            throw Exact.refused(value, "a union, which needs the name of its branch");
        }
        int child = branches.indexOf(tagged.branch());
        if (child < 0) {
            throw Refusal.at(tagged.branch(), Refusal.of("the union has no such branch"));
        }
        try {
            place(child);
            children[child].add(tagged.value());
        } catch (WharfException e) {
            throw Refusal.at(tagged.branch(), e);
        }
    }

    /** Inside of a null there must be something, too. */
    @Override
    void appendNothing() {
        if (children.length == 0) {
            throw Refusal.of("a union without branches has no values");
        }
        place(0);
        children[0].skip();
    }

    private void place(int child) {
        types.write(type.ids().get(child));
        if (type.dense()) {
            LittleEndian.i32(offsets, children[child].length);
            return;
        }
        for (int i = 0; i < children.length; i++) {
            if (i != child) {
                children[i].skip();
            }
        }
    }

    @Override
    void collectValues(Parts parts) {
        parts.buffer(types);
        if (type.dense()) {
            parts.buffer(offsets);
        }
        for (ColumnWriter child : children) {
            child.collect(parts);
        }
    }
}

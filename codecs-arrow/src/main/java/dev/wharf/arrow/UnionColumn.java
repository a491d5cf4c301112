package dev.wharf.arrow;

import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of several types: for each the number of its type, and where it stands in the column of that type. */
final class UnionColumn extends Column {
    private final byte[] types;
    private final int typesStart;

    /** Where each value stands in its child; null where it is at the same place as here. */
    private final @Nullable Offsets offsets;

    private final List<String> branches;
    private final Column[] children;

    /** The child of each number; the numbers are from 0 to 127. */
    private final byte[] childOf;

    UnionColumn(
            int length,
            Validity validity,
            List<String> branches,
            Column[] children,
            byte[] childOf,
            byte[] types,
            int typesStart,
            @Nullable Offsets offsets) {
        super(length, validity);
        this.branches = branches;
        this.children = children;
        this.childOf = childOf;
        this.types = types;
        this.typesStart = typesStart;
        this.offsets = offsets;
    }

    /** The child of each type's number, -1 where there is none. */
    static byte[] childOf(ArrowType.Union type) {
        byte[] childOf = new byte[128];
        for (int id = 0; id < childOf.length; id++) {
            childOf[id] = (byte) type.ids().indexOf(id);
        }
        return childOf;
    }

    /** Checks that each value has a type, and a place in the column of that type. */
    void check() {
        for (int i = 0; i < length; i++) {
            if (validity.isNull(i)) {
                continue;
            }
            int id = types[typesStart + i];
            int child = id < 0 ? -1 : childOf[id];
            int place = offsets == null ? i : offsets.at(i);
            if (child < 0 || place < 0 || place >= children[child].length) {
                throw new ArrowFlaw("a value of a union has no type, or no place", typesStart + (long) i);
            }
        }
    }

    private int child(int index) {
        return childOf[types[typesStart + index]];
    }

    private int place(int index) {
        return offsets == null ? index : offsets.at(index);
    }

    @Override
    Value value(int index) {
        int child = child(index);
        return new Value.Tagged(branches.get(child), children[child].get(place(index)));
    }

    @Override
    void tellValue(int index, ValueWriter writer) {
        int child = child(index);
        writer.branch(branches.get(child));
        children[child].tell(place(index), writer);
    }

    @Override
    void charge(Budget budget, int from, int count) {
        for (int i = from; i < from + count; i++) {
            budget.spend(28);
            if (!validity.isNull(i)) {
                children[child(i)].charge(budget, place(i), 1);
            }
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

package dev.wharf.arrow;

import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists or maps: ranges of another column. */
abstract class ListColumn extends Column {
    final Column elements;

    ListColumn(int length, Validity validity, Column elements) {
        super(length, validity);
        this.elements = elements;
    }

    /** The first element of the list. */
    abstract int start(int index);

    abstract int size(int index);

    @Override
    Value value(int index) {
        int start = start(index);
        Value[] values = new Value[size(index)];
        for (int i = 0; i < values.length; i++) {
            values[i] = elements.get(start + i);
        }
        return Value.Array.of(values);
    }

    @Override
    void tellValue(int index, ValueWriter writer) {
        int start = start(index);
        int end = start + size(index);
        writer.startArray();
        for (int i = start; i < end; i++) {
            elements.tell(i, writer);
        }
        writer.endArray();
    }

    @Override
    final int depth() {
        return 1 + elements.depth();
    }

    /** One more offset than lists. */
    static class ByOffset extends ListColumn {
        private final Offsets offsets;

        ByOffset(int length, Validity validity, Column elements, Offsets offsets) {
            super(length, validity, elements);
            this.offsets = offsets;
        }

        @Override
        final int start(int index) {
            return offsets.at(index);
        }

        @Override
        final int size(int index) {
            return offsets.at(index + 1) - offsets.at(index);
        }

        @Override
        final void charge(Budget budget, int from, int count) {
            if (count > 0) {
                budget.spend((long) Budget.CONTAINER * count);
                elements.charge(budget, offsets.at(from), offsets.at(from + count) - offsets.at(from));
            }
        }
    }

    /** Offset and size of each, in any order. */
    static final class ByView extends ListColumn {
        private final Offsets offsets;
        private final Offsets sizes;

        ByView(int length, Validity validity, Column elements, Offsets offsets, Offsets sizes) {
            super(length, validity, elements);
            this.offsets = offsets;
            this.sizes = sizes;
        }

        @Override
        int start(int index) {
            return offsets.at(index);
        }

        @Override
        int size(int index) {
            return sizes.at(index);
        }

        @Override
        void charge(Budget budget, int from, int count) {
            budget.spend((long) Budget.CONTAINER * count);
            for (int i = from; i < from + count; i++) {
                if (!validity.isNull(i)) {
                    elements.charge(budget, start(i), size(i));
                }
            }
        }
    }

    /** All of one size. */
    static final class OfSize extends ListColumn {
        private final int size;

        OfSize(int length, Validity validity, Column elements, int size) {
            super(length, validity, elements);
            this.size = size;
        }

        @Override
        int start(int index) {
            return index * size;
        }

        @Override
        int size(int index) {
            return size;
        }

        @Override
        void charge(Budget budget, int from, int count) {
            budget.spend((long) Budget.CONTAINER * count);
            elements.charge(budget, from * size, count * size);
        }
    }

    /** Lists of entries, which are structs of key and value. */
    static final class Maps extends ByOffset {
        private final Column keys;
        private final Column values;

        Maps(int length, Validity validity, StructColumn entries, Offsets offsets) {
            super(length, validity, entries, offsets);
            this.keys = entries.child(0);
            this.values = entries.child(1);
        }

        @Override
        Value value(int index) {
            int start = start(index);
            int end = start + size(index);
            Map<Value, Value> entries = LinkedHashMap.newLinkedHashMap(end - start);
            for (int i = start; i < end; i++) {
                entries.put(keys.get(i), values.get(i));
            }
            return Value.MapOf.of(entries);
        }

        @Override
        void tellValue(int index, ValueWriter writer) {
            writer.value(value(index)); // since of keys that stand twice the last counts, whatever a writer does
        }
    }
}

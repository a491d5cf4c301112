package dev.wharf.arrow;

import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import java.util.List;
import java.util.Map;

/** Columns of lists and maps. */
final class NestedWriters {
    private static final ByteSink NOTHING = new ByteSink(0);

    private NestedWriters() {}

    private static List<Value> values(Value value) {
        if (!(value instanceof Value.Array array)) {
            throw Exact.refused(value, "a list");
        }
        return array.values();
    }

    private static void addAll(List<Value> values, ColumnWriter elements) {
        for (int i = 0; i < values.size(); i++) {
            try {
                elements.add(values.get(i));
            } catch (WharfException e) {
                throw Refusal.at(i, e);
            }
        }
    }

    static final class Lists extends ColumnWriter {
        private final ColumnWriter elements;
        private final boolean large;
        private final ByteSink offsets = new ByteSink(32);

        Lists(ArrowField field, ColumnWriter elements) {
            super(field);
            this.elements = elements;
            this.large = field.type() == ArrowType.Plain.LARGE_LIST;
            PlainWriters.offset(offsets, large, 0);
        }

        @Override
        void append(Value value) {
            addAll(values(value), elements);
            appendNothing();
        }

        @Override
        void appendNothing() {
            PlainWriters.offset(offsets, large, elements.length);
        }

        @Override
        void collectValues(Parts parts) {
            parts.buffer(offsets);
            elements.collect(parts);
        }
    }

    static final class FixedLists extends ColumnWriter {
        private final int size;
        private final ColumnWriter elements;

        FixedLists(ArrowField field, int size, ColumnWriter elements) {
            super(field);
            this.size = size;
            this.elements = elements;
        }

        @Override
        void append(Value value) {
            List<Value> values = values(value);
            if (values.size() != size) {
                throw Refusal.of("an array of " + values.size() + " does not fit a list of fixed size " + size);
            }
            addAll(values, elements);
        }

        @Override
        void appendNothing() {
            for (int i = 0; i < size; i++) {
                elements.skip();
            }
        }

        @Override
        void collectValues(Parts parts) {
            elements.collect(parts);
        }
    }

    static final class Maps extends ColumnWriter {
        private final ColumnWriter keys;
        private final ColumnWriter values;
        private final ByteSink offsets = new ByteSink(32);

        Maps(ArrowField field, ColumnWriter keys, ColumnWriter values) {
            super(field);
            this.keys = keys;
            this.values = values;
            PlainWriters.offset(offsets, false, 0);
        }

        @Override
        void append(Value value) {
            if (!(value instanceof Value.MapOf map)) {
                throw Exact.refused(value, "a map");
            }
            int index = 0;
            for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
                try {
                    keys.add(entry.getKey());
                    values.add(entry.getValue());
                } catch (WharfException e) {
                    throw Refusal.at(index, e);
                }
                index++;
            }
            appendNothing();
        }

        @Override
        void appendNothing() {
            PlainWriters.offset(offsets, false, keys.length);
        }

        @Override
        void collectValues(Parts parts) {
            parts.buffer(offsets);
            parts.node(keys.length, 0);
            parts.buffer(NOTHING);
            keys.collect(parts);
            values.collect(parts);
        }
    }
}

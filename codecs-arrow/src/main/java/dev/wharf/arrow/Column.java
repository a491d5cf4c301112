package dev.wharf.arrow;

import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;

/**
 * A column of a batch, or a part of one, over the bytes that it came in. Whoever makes one has checked them, so that
 * every element below {@link #length} can be read. Immutable, safe for use by many threads.
 */
abstract class Column {
    final int length;
    final Validity validity;

    Column(int length, Validity validity) {
        this.length = length;
        this.validity = validity;
    }

    final Value get(int index) {
        return validity.isNull(index) ? Value.NULL : value(index);
    }

    final void tell(int index, ValueWriter writer) {
        if (validity.isNull(index)) {
            writer.nothing();
        } else {
            tellValue(index, writer);
        }
    }

    /** An element that is not null by the column's own validity. */
    abstract Value value(int index);

    /** Tells such an element. */
    void tellValue(int index, ValueWriter writer) {
        writer.value(value(index));
    }

    /** Takes from the budget what these elements would take as values. */
    abstract void charge(Budget budget, int from, int count);

    /** How deep values in it are nested, through dictionaries too. */
    int depth() {
        return 1;
    }

    /** All elements are null. */
    static final class Nulls extends Column {
        Nulls(int length) {
            super(length, Validity.NONE);
        }

        @Override
        Value value(int index) {
            return Value.NULL;
        }

        @Override
        void charge(Budget budget, int from, int count) {
            budget.spend((long) Budget.SHARED * count);
        }
    }

    /** A bit for each element. */
    static final class Bools extends Column {
        private final byte[] buf;
        private final int start;

        Bools(int length, Validity validity, byte[] buf, int start) {
            super(length, validity);
            this.buf = buf;
            this.start = start;
        }

        private boolean bit(int index) {
            return (buf[start + (index >>> 3)] & 1 << (index & 7)) != 0;
        }

        @Override
        Value value(int index) {
            return Value.Bool.of(bit(index));
        }

        @Override
        void tellValue(int index, ValueWriter writer) {
            writer.bool(bit(index));
        }

        @Override
        void charge(Budget budget, int from, int count) {
            budget.spend((long) Budget.SHARED * count);
        }
    }

    /** Elements of the same width. */
    static final class Scalars extends Column {
        private final Scalar scalar;
        private final byte[] buf;
        private final int start;

        Scalars(int length, Validity validity, Scalar scalar, byte[] buf, int start) {
            super(length, validity);
            this.scalar = scalar;
            this.buf = buf;
            this.start = start;
        }

        @Override
        Value value(int index) {
            return scalar.read(buf, start + index * scalar.width);
        }

        @Override
        void tellValue(int index, ValueWriter writer) {
            scalar.tell(buf, start + index * scalar.width, writer);
        }

        @Override
        void charge(Budget budget, int from, int count) {
            budget.spend((long) scalar.memory() * count);
        }
    }
}

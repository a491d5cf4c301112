package dev.wharf.arrow;

import dev.wharf.payload.Utf8;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.Arrays;

/** Texts or bytes of any length, found by offsets or by views. */
abstract class BytesColumn extends Column {
    private final boolean text;

    BytesColumn(int length, Validity validity, boolean text) {
        super(length, validity);
        this.text = text;
    }

    /** The array that the element stands in. */
    abstract byte[] buf(int index);

    /** Where it starts. */
    abstract int start(int index);

    abstract int size(int index);

    @Override
    final Value value(int index) {
        byte[] buf = buf(index);
        int start = start(index);
        int end = start + size(index);
        return text
                ? new Value.Text(Utf8.decode(buf, start, end))
                : new Value.Binary(Arrays.copyOfRange(buf, start, end));
    }

    @Override
    final void tellValue(int index, ValueWriter writer) {
        int start = start(index);
        int end = start + size(index);
        if (text) {
            writer.text(buf(index), start, end);
        } else {
            writer.binary(buf(index), start, end);
        }
    }

    /** Whether an element that is not null is no UTF-8. */
    final boolean hasFlaw() {
        for (int i = 0; text && i < length; i++) {
            if (!validity.isNull(i)) {
                int start = start(i);
                if (Utf8.firstFlaw(buf(i), start, start + size(i)) >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One more offset than elements; each element ends where the next begins. */
    static final class ByOffset extends BytesColumn {
        private final Offsets offsets;
        private final byte[] data;
        private final int dataStart;

        /** The offsets were checked against the data. */
        ByOffset(int length, Validity validity, boolean text, Offsets offsets, byte[] data, int dataStart) {
            super(length, validity, text);
            this.offsets = offsets;
            this.data = data;
            this.dataStart = dataStart;
        }

        @Override
        byte[] buf(int index) {
            return data;
        }

        @Override
        int start(int index) {
            return dataStart + offsets.at(index);
        }

        @Override
        int size(int index) {
            return offsets.at(index + 1) - offsets.at(index);
        }

        @Override
        void charge(Budget budget, int from, int count) {
            budget.spend((long) Budget.TEXT * count + (count == 0 ? 0 : offsets.at(from + count) - offsets.at(from)));
        }
    }

    /** Sixteen bytes for each element: its length, and it itself up to twelve bytes or the place where it stands. */
    static final class ByView extends BytesColumn {
        static final int WIDTH = 16;
        private static final int MOST_INLINE = 12;

        private final byte[] views;
        private final int viewsStart;
        private final byte[][] data;
        private final int[] dataStart;

        ByView(int length, Validity validity, boolean text, byte[] views, int viewsStart, byte[][] data, int[] starts) {
            super(length, validity, text);
            this.views = views;
            this.viewsStart = viewsStart;
            this.data = data;
            this.dataStart = starts;
        }

        private int view(int index) {
            return viewsStart + WIDTH * index;
        }

        @Override
        int size(int index) {
            return LittleEndian.i32(views, view(index));
        }

        @Override
        byte[] buf(int index) {
            return size(index) <= MOST_INLINE ? views : data[LittleEndian.i32(views, view(index) + 8)];
        }

        @Override
        int start(int index) {
            int view = view(index);
            return size(index) <= MOST_INLINE
                    ? view + 4
                    : dataStart[LittleEndian.i32(views, view + 8)] + LittleEndian.i32(views, view + 12);
        }

        /** Checks that each element is inside the data. Elements may overlap, so the work is taken from the budget. */
        void check(int[] dataLengths, Budget work, long shown) {
            for (int i = 0; i < length; i++) {
                if (validity.isNull(i)) {
                    continue;
                }
                int view = view(i);
                int size = size(i);
                if (size > MOST_INLINE) {
                    int buffer = LittleEndian.i32(views, view + 8);
                    int offset = LittleEndian.i32(views, view + 12);
                    if (buffer < 0
                            || buffer >= dataLengths.length
                            || offset < 0
                            || offset > dataLengths[buffer] - size) {
                        throw new ArrowFlaw("a view points outside its data", shown);
                    }
                    work.spend(size);
                } else if (size < 0) {
                    throw new ArrowFlaw("a view has a negative length", shown);
                }
            }
        }

        @Override
        void charge(Budget budget, int from, int count) {
            budget.spend((long) Budget.TEXT * count);
            for (int i = from; i < from + count; i++) {
                if (!validity.isNull(i)) {
                    budget.spend(size(i));
                }
            }
        }
    }
}

package dev.wharf.arrow;

import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;

/** Runs of equal values: where each run ends, and its value. */
final class RunColumn extends Column {
    private final byte[] ends;
    private final int endsStart;
    private final int endsWidth;
    private final int runs;
    private final Column values;

    RunColumn(int length, byte[] ends, int endsStart, int endsWidth, int runs, Column values) {
        super(length, Validity.ALL);
        this.ends = ends;
        this.endsStart = endsStart;
        this.endsWidth = endsWidth;
        this.runs = runs;
        this.values = values;
    }

    private long end(int run) {
        int at = endsStart + run * endsWidth;
        return switch (endsWidth) {
            case 2 -> LittleEndian.i16(ends, at);
            case 4 -> LittleEndian.i32(ends, at);
            default -> LittleEndian.i64(ends, at);
        };
    }

    /** Checks that runs follow each other, and that together they are as long as the column, or longer. */
    void check() {
        long last = 0;
        for (int run = 0; run < runs; run++) {
            long end = end(run);
            if (end <= last) {
                throw new ArrowFlaw("a run ends before it begins", endsStart + (long) run * endsWidth);
            }
            last = end;
        }
        if (last < length || runs > values.length) {
            throw new ArrowFlaw("runs are shorter than their column", endsStart);
        }
    }

    /** The first run that ends behind the index. */
    private int run(int index) {
        int low = 0;
        int high = runs - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    Value value(int index) {
        return values.get(run(index));
    }

    @Override
    void tellValue(int index, ValueWriter writer) {
        values.tell(run(index), writer);
    }

    /** A run costs as often as it is repeated: each element is read by itself. */
    @Override
    void charge(Budget budget, int from, int count) {
        int at = from;
        for (int run = count == 0 ? runs : run(from); run < runs && at < from + count; run++) {
            int next = (int) Math.min(end(run), from + count);
            long before = budget.left();
            values.charge(budget, run, 1);
            budget.spend(before - budget.left(), (long) next - at - 1);
            at = next;
        }
    }

    @Override
    int depth() {
        return 1 + values.depth();
    }
}

package dev.wharf.arrow;

import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values that columns refer to, as one batch or several brought them. Immutable, safe for use by many threads. */
final class Dictionary {
    static final Dictionary EMPTY = new Dictionary(new Column[0], new int[] {0});

    /** So many batches may add to a dictionary. */
    private static final int MOST_PARTS = 1_000;

    /** Values of so many elements are kept once they were read. */
    private static final int MOST_KEPT = 1 << 12;

    private final Column[] parts;

    /** Where each part starts, and behind them where the last one ends. */
    private final int[] starts;

    private final int depth;

    /**
     * Made and filled by any thread that finds it or a place in it empty: values are immutable, any equal one will do,
     * and of two arrays either.
     */
    private @Nullable Value @Nullable [] kept;

    private Dictionary(Column[] parts, int[] starts) {
        this.parts = parts;
        this.starts = starts;
        int deepest = 0;
        for (Column part : parts) {
            deepest = Math.max(deepest, part.depth());
        }
        this.depth = deepest;
    }

    static Dictionary of(Column values) {
        return new Dictionary(new Column[] {values}, new int[] {0, values.length});
    }

    /** This one with more values at its end. */
    Dictionary plus(Column values, long shown) {
        if (parts.length == MOST_PARTS || values.length > Integer.MAX_VALUE - length()) {
            throw new ArrowFlaw("a dictionary comes in more than " + MOST_PARTS + " parts", shown);
        }
        Column[] more = Arrays.copyOf(parts, parts.length + 1);
        more[parts.length] = values;
        int[] moreStarts = Arrays.copyOf(starts, starts.length + 1);
        moreStarts[starts.length] = length() + values.length;
        return new Dictionary(more, moreStarts);
    }

    int length() {
        return starts[starts.length - 1];
    }

    Value get(int index) {
        if (index >= MOST_KEPT) {
            return read(index);
        }
        @Nullable Value[] values = kept;
        if (values == null) {
            values = new @Nullable Value[Math.min(length(), MOST_KEPT)];
            kept = values;
        }
        Value known = values[index];
        if (known == null) {
            known = read(index);
            values[index] = known;
        }
        return known;
    }

    private Value read(int index) {
        int part = part(index);
        return parts[part].get(index - starts[part]);
    }

    void tell(int index, ValueWriter writer) {
        int part = part(index);
        parts[part].tell(index - starts[part], writer);
    }

    void charge(Budget budget, int index) {
        int part = part(index);
        parts[part].charge(budget, index - starts[part], 1);
    }

    int depth() {
        return depth;
    }

    /** The last part that starts at or before the index, and is not empty there. */
    private int part(int index) {
        if (parts.length == 1) {
            return 0;
        }
        int low = 0;
        int high = parts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}

package dev.wharf.record;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sink took and will settle later, all at once: counts per slice, not one note per record. One thread at a time.
 */
public final class SettleLog {
    private final List<Entry> entries = new ArrayList<>();
    private long records;

    /** Accepts a record on its slice and notes it. */
    public void accept(WharfRecord record) {
        Slice slice = record.slice();
        slice.accept();
        records++;
        if (entries.isEmpty() || !entries.get(entries.size() - 1).slice.equals(slice)) {
            entries.add(new Entry(slice));
        }
        entries.get(entries.size() - 1).count++;
    }

    /** Records noted and not settled. */
    public long records() {
        return records;
    }

    /** Settles everything noted and forgets it; gives the number of records. */
    public long settle() {
        entries.forEach(entry -> entry.slice.settle(entry.count));
        return clear();
    }

    /** Forgets everything noted without settling it; gives the number of records. */
    public long clear() {
        long count = records;
        entries.clear();
        records = 0;
        return count;
    }

    private static final class Entry {
        private final Slice slice;
        private int count;

        Entry(Slice slice) {
            this.slice = slice;
        }
    }
}

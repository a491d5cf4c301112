package dev.wharf.stage.internal;

import dev.wharf.payload.ByteSink;
import java.nio.charset.StandardCharsets;

/**
 * The values of one column, gathered: the last of them in memory, the others in {@link ColumnSpill}. In front of each
 * value there is a {@link #VALUE}, and in place of nulls in a row that nobody wrote there is {@link #NULLS} with their
 * number: neither byte can stand in JSON. For one thread.
 */
final class Column {
    private static final byte VALUE = 1;
    private static final byte NULLS = 0;
    private static final int NULLS_BYTES = 1 + Long.BYTES;
    /** Nulls that are written out at a time. */
    private static final int MOST_NULLS = 8_192;

    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = {','};
    private static final byte[] CLOSE = {']'};
    private static final byte[] LINE = {'\n'};

    private final String name;
    private final ColumnSpill.Chain chain = new ColumnSpill.Chain();
    private ByteSink gathered = new ByteSink();
    private long rows;
    // Of writing out.
    private ColumnSpill.Reading reading = new ColumnSpill.Reading();
    private boolean any;
    private long nulls;
    private boolean padded;

    Column(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * Adds the value of a row, and nulls for those before it that had none.
     *
     * @return the bytes that this takes
     */
    int add(long row, byte[] bytes, int offset, int length) {
        int before = gathered.length();
        addNulls(row - rows);
        gathered.write(VALUE);
        gathered.write(bytes, offset, length);
        rows = row + 1;
        return gathered.length() - before;
    }

    private void addNulls(long count) {
        if (count > 0) {
            gathered.write(NULLS);
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                gathered.write((int) (count >>> shift));
            }
        }
    }

    /** Moves what is in memory to the disk; may fail, and then be tried again. Gives the number of bytes. */
    int spillTo(ColumnSpill spill) {
        int length = gathered.length();
        if (length > 0) {
            spill.add(chain, gathered);
            gathered = new ByteSink();
        }
        return length;
    }

    /**
     * Writes out some of it.
     *
     * @param allRows how many there are: behind the last value there are nulls
     * @return whether that was the last
     */
    boolean writeMore(ColumnSpill spill, long allRows, boolean pretty, RowsFormat.Target target) {
        byte[] between = pretty ? LINE : NOTHING;
        if (nulls > 0) {
            writeNulls(between, target);
            return false;
        }
        if (spill.read(chain, reading, gathered)) {
            write(between, target);
            return false;
        }
        if (!padded) {
            padded = true;
            nulls = allRows - rows;
            return false;
        }
        if (pretty && any) {
            target.write(LINE, 0, LINE.length);
        }
        target.write(CLOSE, 0, CLOSE.length);
        reading = new ColumnSpill.Reading();
        return true;
    }

    private void writeNulls(byte[] between, RowsFormat.Target target) {
        long now = Math.min(nulls, MOST_NULLS);
        for (long i = 0; i < now; i++) {
            beginValue(between, target);
            target.write(NULL, 0, NULL.length);
        }
        nulls -= now;
    }

    private void beginValue(byte[] between, RowsFormat.Target target) {
        if (any) {
            target.write(COMMA, 0, COMMA.length);
        }
        target.write(between, 0, between.length);
        any = true;
    }

    /** Up to the next nulls, or the end of what was read. */
    private void write(byte[] between, RowsFormat.Target target) {
        byte[] bytes = reading.bytes();
        int start = reading.start();
        int pos = start;
        while (pos < reading.end() && bytes[pos] != NULLS) {
            if (bytes[pos] == VALUE) {
                target.write(bytes, start, pos - start);
                beginValue(between, target);
                start = pos + 1;
            }
            pos++;
        }
        target.write(bytes, start, pos - start);
        reading.advance(pos);
        takeNulls();
    }

    /** Read again, with more behind it, where it is cut off. */
    private void takeNulls() {
        if (reading.end() - reading.start() < NULLS_BYTES) {
            return;
        }
        byte[] bytes = reading.bytes();
        for (int i = 1; i < NULLS_BYTES; i++) {
            nulls = nulls << Byte.SIZE | (bytes[reading.start() + i] & 0xFF);
        }
        reading.advance(reading.start() + NULLS_BYTES);
    }
}

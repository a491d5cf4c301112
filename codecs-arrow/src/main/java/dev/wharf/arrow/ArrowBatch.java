package dev.wharf.arrow;

import dev.wharf.codec.Limits;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A batch of rows, over the bytes that it came in: a row becomes values when it is asked for. Well-formed to its last
 * byte. Immutable, safe for use by many threads.
 */
public final class ArrowBatch implements Iterable<Value.Row> {
    private final ArrowSchema schema;
    private final StructColumn columns;
    private final Limits limits;

    /** Of the batch, and those that were compressed. */
    private final long bytes;

    private final long inflated;

    ArrowBatch(ArrowSchema schema, IpcReader.Batch batch, long inflated, Limits limits) {
        this.schema = schema;
        this.columns = batch.rows();
        this.bytes = batch.bytes();
        this.inflated = inflated;
        this.limits = limits;
    }

    /** The names and types of the columns. */
    public ArrowSchema schema() {
        return schema;
    }

    /** How many rows there are. */
    public int size() {
        return columns.length;
    }

    /**
     * The row at the place, from 0 on.
     *
     * @throws WharfException with {@code TOO_LARGE} if it would take far more memory than there are bytes
     */
    public Value.Row row(int index) {
        check(index);
        return columns.value(index);
    }

    /** One value of the row at the place; columns are counted as in {@link #schema}. */
    public Value value(int row, int column) {
        check(row);
        return columns.child(column).get(row);
    }

    /** Tells the row at the place to a writer, without values in between. */
    public void tell(int index, ValueWriter writer) {
        check(index);
        columns.tell(index, writer);
    }

    /** One row after the other. */
    @Override
    public Iterator<Value.Row> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public Value.Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the batch has " + size() + " rows");
                }
                return row(next++);
            }
        };
    }

    private void check(int index) {
        if (index < 0 || index >= columns.length) {
            throw new IndexOutOfBoundsException("row " + index + " of " + columns.length);
        }
        try {
            columns.charge(new Budget(bytes, inflated, limits), index, 1);
        } catch (ArrowFlaw e) {
            throw ArrowBatches.failed(e);
        }
    }

    @Override
    public String toString() {
        return "ArrowBatch[" + size() + " rows, " + schema + "]";
    }
}

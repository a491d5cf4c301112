package dev.wharf.arrow;

import dev.wharf.codec.Limits;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link ArrowCodec} reads and writes. Immutable.
 *
 * @param limits what decoding does not go beyond
 * @param singleRow whether a payload of exactly one row is that row; else it is an array of one row
 * @param format how it writes
 * @param schema the columns it writes; null where they are found from the values of each payload
 */
public record ArrowOptions(
        Limits limits,
        boolean singleRow,
        ArrowFormat format,
        @Nullable ArrowSchema schema) {

    /** The default limits, a single row as a row, streams, and schemas found from values. */
    public static final ArrowOptions DEFAULT = new ArrowOptions(Limits.DEFAULT, true, ArrowFormat.STREAM, null);

    /** The same with other limits. */
    public ArrowOptions withLimits(Limits other) {
        return new ArrowOptions(other, singleRow, format, schema);
    }

    /** The same with or without a single row as a row. */
    public ArrowOptions withSingleRow(boolean row) {
        return new ArrowOptions(limits, row, format, schema);
    }

    /** The same in another format. */
    public ArrowOptions withFormat(ArrowFormat other) {
        return new ArrowOptions(limits, singleRow, other, schema);
    }

    /** The same with columns that are given. */
    public ArrowOptions withSchema(ArrowSchema columns) {
        return new ArrowOptions(limits, singleRow, format, columns);
    }
}

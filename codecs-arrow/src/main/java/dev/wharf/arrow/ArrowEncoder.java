package dev.wharf.arrow;

import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows with the columns that are given, or those found from the values. Safe for use by many threads. */
final class ArrowEncoder {
    private final ArrowFormat format;
    private final Inference inference;

    /** The columns, if they are given. */
    private final @Nullable ArrowSchema given;

    /** Columns that are taken for names that they have, where the values fit. */
    private final @Nullable ArrowSchema like;

    /** The schema that was written last. Races are harmless: either of two does as well. */
    private volatile @Nullable Known last;

    /** A schema, and the metadata of its message. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Known(ArrowSchema schema, byte[] metadata) {}

    private ArrowEncoder(
            ArrowFormat format, Inference inference, @Nullable ArrowSchema given, @Nullable ArrowSchema like) {
        this.format = format;
        this.inference = inference;
        this.given = given;
        this.like = like;
    }

    static ArrowEncoder of(ArrowOptions options) {
        ArrowSchema given = options.schema();
        if (given != null) {
            for (ArrowField column : given.columns()) {
                String reason = ColumnWriter.unwritable(column);
                if (!reason.isEmpty()) {
                    throw ArrowSchema.unusable("column " + column.name() + ": " + reason);
                }
            }
        }
        return new ArrowEncoder(options.format(), new Inference(options.limits().maxDepth()), given, null);
    }

    /** One that writes columns as they are in this schema, where their values fit. */
    ArrowEncoder like(ArrowSchema schema) {
        return new ArrowEncoder(format, inference, given, schema);
    }

    /**
     * Appends the rows; where it throws, nothing was appended.
     *
     * @param single whether there is one row that stands alone, so that its place need not be told
     */
    void write(List<Value> rows, boolean single, ByteSink sink) {
        for (int i = 0; i < rows.size(); i++) {
            if (!(rows.get(i) instanceof Value.Row)) {
                throw Refusal.at(i, Exact.refused(rows.get(i), "Arrow, which has rows"));
            }
        }
        ArrowSchema schema = schema(rows);
        ColumnWriter.Shared shared = new ColumnWriter.Shared();
        StructWriter columns = new StructWriter(schema.row(), ColumnWriter.children(schema.row(), shared));
        for (int i = 0; i < rows.size(); i++) {
            try {
                columns.add(rows.get(i));
            } catch (WharfException e) {
                throw single ? e : Refusal.at(i, e);
            }
        }
        IpcWriter writer = new IpcWriter(sink);
        if (format == ArrowFormat.FILE) {
            writer.fileHead();
        }
        writer.schema(metadata(schema));
        shared.dictionaries().forEach(writer::dictionary);
        writer.batch(columns);
        writer.end();
        if (format == ArrowFormat.FILE) {
            writer.footer(schema);
        }
    }

    private ArrowSchema schema(List<Value> rows) {
        if (given != null) {
            return given;
        }
        if (like != null) {
            return like(rows, like);
        }
        return ArrowSchema.of(inference.columns(rows, 1), Map.of());
    }

    private ArrowSchema like(List<Value> rows, ArrowSchema model) {
        if (rows.isEmpty() || !(rows.get(0) instanceof Value.Row first)) {
            return model;
        }
        List<ArrowField> columns = new ArrayList<>();
        for (String name : first.shape().names()) {
            List<Value> values = column(rows, name);
            int place = model.shape().indexOf(name);
            ArrowField known = place < 0 ? null : model.columns().get(place);
            boolean kept = known != null && fits(known, values);
            columns.add(known != null && kept ? known : inference.named(name, values, 1));
        }
        return ArrowSchema.of(columns, model.row().metadata());
    }

    private static List<Value> column(List<Value> rows, String name) {
        List<Value> values = new ArrayList<>(rows.size());
        for (Value row : rows) {
            Value value = row instanceof Value.Row known ? known.get(name) : Value.NULL;
            values.add(value instanceof Value.Absent ? Value.NULL : value);
        }
        return values;
    }

    private static boolean fits(ArrowField column, List<Value> values) {
        if (!ColumnWriter.unwritable(column).isEmpty()) {
            return false;
        }
        ColumnWriter trial = ColumnWriter.of(column, new ColumnWriter.Shared());
        try {
            values.forEach(trial::add);
            return true;
        } catch (WharfException e) {
            return false;
        }
    }

    private byte[] metadata(ArrowSchema schema) {
        Known known = last;
        if (known == null || !known.schema.equals(schema)) {
            known = new Known(schema, SchemaWriter.message(schema));
            last = known;
        }
        return known.metadata;
    }
}

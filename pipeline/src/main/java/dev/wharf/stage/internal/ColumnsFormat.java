package dev.wharf.stage.internal;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonColumns;
import dev.wharf.json.JsonMembers;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows as a JSON object with an array for each column. Columns end up one behind another, and rows bring a value for
 * each: so values are gathered by column, beside the file where they are more than {@link #MOST_GATHERED_BYTES}, and
 * put together at the end. Memory depends on the number of columns, and not on that of rows. A value that a row lacks
 * is null.
 */
final class ColumnsFormat implements RowsFormat<ColumnsFormat.Row> {
    private static final int MOST_GATHERED_BYTES = 4 << 20;
    private static final byte[] OPEN = "{\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BETWEEN = ",\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLOSE = "\n}\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] EMPTY = "{}\n".getBytes(StandardCharsets.UTF_8);

    private final boolean pretty;
    private final ColumnSpill spill;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private long rows;
    private int gathered;
    private boolean begun;
    private int next;
    private List<Column> left = List.of();

    /** @param pretty whether each value stands on a line of its own */
    ColumnsFormat(Path target, boolean pretty) {
        this.pretty = pretty;
        this.spill = new ColumnSpill(target);
    }

    /** The values of a row, by their names, as they stand in the buffer. */
    record Row(Payload.Inline bytes, Map<String, Range> values) {}

    private record Range(int start, int end) {}

    @Override
    public Row prepare(Document row) {
        if (!row.isRow() || !(JsonCodec.JSON.encoded(row) instanceof Payload.Inline bytes)) {
            throw refused("only a record with named fields can be a row of columns");
        }
        Map<String, Range> values = new LinkedHashMap<>();
        JsonMembers members = new JsonMembers(bytes.buffer(), bytes.offset(), bytes.offset() + bytes.size());
        while (members.next()) {
            values.put(members.name(), new Range(members.valueStart(), members.valueEnd()));
        }
        return new Row(bytes, values);
    }

    /** Of each column the values go to the disk that were gathered since the last time. */
    @Override
    public void makeRoom() {
        if (gathered < MOST_GATHERED_BYTES) {
            return;
        }
        for (Column column : columns.values()) {
            gathered -= column.spillTo(spill);
        }
    }

    @Override
    public void append(Row row, Target target) {
        long more = row.values.keySet().stream()
                .filter(name -> !columns.containsKey(name))
                .count();
        if (columns.size() + more > JsonColumns.MOST_COLUMNS) {
            throw refused("the record has " + more + " fields that are no column yet, and there are "
                    + columns.size() + " columns; " + JsonColumns.MOST_COLUMNS
                    + " is the most: leave fields out with select.apply, or use format = \"jsonl\"");
        }
        row.values.forEach((name, range) -> gathered += columns.computeIfAbsent(name, Column::new)
                .add(rows, row.bytes.buffer(), range.start, range.end - range.start));
        rows++;
    }

    @Override
    public boolean end(Target target) {
        if (!begun) {
            begun = true;
            left = new ArrayList<>(columns.values());
            byte[] opening = left.isEmpty() ? EMPTY : OPEN;
            target.write(opening, 0, opening.length);
            if (!left.isEmpty()) {
                beginColumn(target);
            }
            return left.isEmpty();
        }
        if (!left.get(next).writeMore(spill, rows, pretty, target)) {
            return false;
        }
        next++;
        if (next == left.size()) {
            target.write(CLOSE, 0, CLOSE.length);
            return true;
        }
        target.write(BETWEEN, 0, BETWEEN.length);
        beginColumn(target);
        return false;
    }

    private void beginColumn(Target target) {
        ByteSink name = new ByteSink();
        JsonWriter.write(new Value.Text(left.get(next).name()), name);
        name.writeAscii(":[");
        target.write(name.buffer(), 0, name.length());
    }

    @Override
    public void close() {
        spill.close();
    }

    private static WharfException refused(String reason) {
        return new WharfException(ErrorCode.RECORD_REFUSED, reason);
    }
}

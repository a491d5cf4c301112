package dev.wharf.stage.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.file.Continued;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Document;
import dev.wharf.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as CSV: RFC 4180, but that lines end with a line feed. */
final class CsvFormat implements RowsFormat<Value.Row> {
    private final Settings settings;
    private final StringWriter text = new StringWriter();
    private final CsvWriter writer;
    private List<String> columns;
    private boolean begun;

    /**
     * How rows are written.
     *
     * @param headers whether the first line has the names of the columns
     * @param appending whether the rows go behind those of a file, so that the first line may be there already
     */
    record Settings(boolean headers, char delimiter, boolean appending) {}

    /** @param columns in their order; if there is none, those of the file that is appended to, or of the first row */
    CsvFormat(List<String> columns, Settings settings) {
        this.columns = List.copyOf(columns);
        this.settings = settings;
        this.writer = CsvWriter.builder()
                .fieldSeparator(settings.delimiter)
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .bufferSize(0)
                .build(text);
    }

    @Override
    public Continued continued() {
        return new Header();
    }

    @Override
    public Value.Row prepare(Document row) {
        if (row.isRow() && row.value() instanceof Value.Row fields) {
            return fields;
        }
        throw refused("only a record with named fields can be a row of CSV");
    }

    @Override
    public void append(Value.Row row, Target target) {
        List<String> names = columns.isEmpty() ? row.shape().names() : columns;
        List<@Nullable String> fields = fields(row, names);
        columns = names;
        begin(target);
        writer.writeRecord(fields);
        flush(target);
    }

    /** In the order of the columns. */
    private static List<@Nullable String> fields(Value.Row row, List<String> names) {
        if (names.isEmpty()) {
            throw refused("a record without fields can be no row of CSV");
        }
        int found = 0;
        List<@Nullable String> fields = new ArrayList<>(names.size());
        for (String name : names) {
            int at = row.shape().indexOf(name);
            found += at < 0 ? 0 : 1;
            fields.add(at < 0 ? null : field(row.values().get(at)));
        }
        if (found < row.shape().size()) {
            List<String> others = row.shape().names().stream()
                    .filter(name -> !names.contains(name))
                    .toList();
            throw refused("there is no column for " + String.join(", ", others)
                    + "; name all in columns, or leave fields out with select.apply");
        }
        // A line without anything would be taken for none.
        if (fields.size() == 1 && fields.get(0) == null) {
            fields.set(0, "");
        }
        return fields;
    }

    private static @Nullable String field(Value value) {
        return switch (value) {
            case Value.Null none -> null;
            case Value.Absent none -> null;
            case Value.Text text -> text.value();
            default -> json(value);
        };
    }

    private static String json(Value value) {
        ByteSink sink = new ByteSink();
        JsonWriter.write(value, sink);
        String json = new String(sink.buffer(), 0, sink.length(), StandardCharsets.UTF_8);
        // Dates and the like, which have nothing to escape.
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }

    private void begin(Target target) {
        if (!begun && !settings.appending) {
            byte[] header = header();
            target.write(header, 0, header.length);
        }
        begun = true;
    }

    private byte[] header() {
        if (settings.headers && !columns.isEmpty()) {
            writer.writeRecord(columns);
        }
        return taken();
    }

    private byte[] taken() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.getBuffer().setLength(0);
        return bytes;
    }

    private void flush(Target target) {
        byte[] bytes = taken();
        target.write(bytes, 0, bytes.length);
    }

    @Override
    public boolean end(Target target) {
        begin(target);
        return true;
    }

    /** The first line of a file that rows go behind: it has to name the same columns. */
    private final class Header implements Continued {
        @Override
        public byte[] head() {
            return header();
        }

        @Override
        public void check(InputStream content) throws IOException {
            if (!settings.headers) {
                return;
            }
            List<String> found = CsvHeader.read(content, settings.delimiter);
            if (columns.isEmpty()) {
                columns = found;
            }
            if (!columns.equals(found)) {
                throw new WharfException(
                        ErrorCode.SINK_FAILED,
                        "the file has the columns " + CsvHeader.shown(found) + ", and the rows to be appended have "
                                + CsvHeader.shown(columns) + "; name the file's columns in columns, or another file");
            }
        }
    }

    private static WharfException refused(String reason) {
        return new WharfException(ErrorCode.RECORD_REFUSED, reason);
    }
}

package dev.wharf.stage.internal;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.json.JsonDocument;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file (RFC 4180) as JSON objects. Its columns get their types from the first rows; a field behind
 * those that does not fit is an error, with its line and its place in it.
 */
final class CsvRows implements Rows {
    private static final int MOST_SHOWN = 40;
    /** Characters of the first rows that are held to learn the types: rows may be long. */
    private static final long MOST_SAMPLE_LENGTH = 4L << 20;

    private static final int BOM_LENGTH = 3;
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final Settings settings;
    private final CsvLine.Handler handler = new CsvLine.Handler();
    private final CloseableIterator<CsvLine> lines;
    /** Read to learn the types, and not yet handed on. */
    private final ArrayDeque<CsvLine> sample = new ArrayDeque<>();

    private final ByteSink sink = new ByteSink();
    private List<byte[]> members = List.of();
    private List<String> names = List.of();
    private CsvType[] types = {};
    private int sampled;
    private boolean begun;

    /**
     * How the file is written.
     *
     * @param headers whether its first line has the names of the columns
     * @param sampleRows how many rows decide upon the types; 0 makes everything text
     */
    record Settings(boolean headers, char delimiter, int sampleRows) {}

    CsvRows(InputStream in, Settings settings) {
        this.in = in;
        this.settings = settings;
        this.lines = CsvReader.builder()
                .fieldSeparator(settings.delimiter())
                .skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(JsonCodec.DEFAULT_MAX_BYTES)
                .build(handler, text(in))
                .iterator();
    }

    /** Bytes that are no UTF-8 are an error, and not question marks. */
    private static Reader text(InputStream in) {
        PushbackInputStream bytes = new PushbackInputStream(in, BOM_LENGTH);
        try {
            byte[] first = bytes.readNBytes(BOM_LENGTH);
            if (!Arrays.equals(first, BOM)) {
                bytes.unread(first);
            }
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "reading failed: " + e, e);
        }
        return new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    @Override
    public @Nullable JsonDocument next(Fields fields) {
        if (!begun) {
            begun = true;
            begin();
        }
        CsvLine line = sample.isEmpty() ? read() : sample.removeFirst();
        return line == null ? null : document(line, fields);
    }

    private void begin() {
        if (settings.headers()) {
            CsvLine header = read();
            if (header == null) {
                return;
            }
            name(header);
        }
        long length = 0;
        for (int i = 0; i < Math.max(1, settings.sampleRows()) && length < MOST_SAMPLE_LENGTH; i++) {
            CsvLine line = read();
            if (line == null) {
                break;
            }
            if (names.isEmpty()) {
                number(line.fields().size());
            }
            learn(line, i < settings.sampleRows());
            sample.addLast(line);
            length += line.length();
        }
        sampled = sample.size();
    }

    private void name(CsvLine header) {
        List<String> found = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < header.fields().size(); i++) {
            String written = header.fields().get(i);
            String name = written == null || written.isBlank() ? "column_" + (i + 1) : written;
            if (!known.add(name)) {
                throw malformed(header.number(), i, "there are two columns " + name + "; give them different names");
            }
            found.add(name);
        }
        columns(found);
    }

    private void number(int count) {
        List<String> found = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            found.add("column_" + i);
        }
        columns(found);
    }

    private void columns(List<String> found) {
        names = List.copyOf(found);
        members = found.stream().map(CsvRows::member).toList();
        types = new CsvType[found.size()];
        Arrays.fill(types, settings.sampleRows() == 0 ? CsvType.TEXT : CsvType.EMPTY);
    }

    private static byte[] member(String name) {
        ByteSink member = new ByteSink();
        JsonWriter.write(new Value.Text(name), member);
        member.write(':');
        return member.toByteArray();
    }

    private void learn(CsvLine line, boolean counts) {
        check(line);
        for (int i = 0; counts && i < types.length; i++) {
            types[i] = types[i].or(CsvType.of(line.fields().get(i)));
        }
    }

    private void check(CsvLine line) {
        int found = line.fields().size();
        if (found != names.size()) {
            throw malformed(
                    line.number(),
                    Math.min(found, names.size()),
                    "the row has " + found + " fields, and there are " + names.size() + " columns; check quotes and"
                            + " delimiter");
        }
    }

    private @Nullable CsvLine read() {
        try {
            return lines.hasNext() ? lines.next() : null;
        } catch (CsvParseException e) {
            throw new WharfException(ErrorCode.MALFORMED, handler.started() + ":1: " + reason(e), e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                String text =
                        "behind line " + handler.started() + " there are bytes that are no UTF-8; convert the file";
                throw new WharfException(ErrorCode.MALFORMED, text, e);
            }
            throw new WharfException(ErrorCode.SOURCE_FAILED, "reading failed: " + e.getCause(), e);
        }
    }

    private static String reason(CsvParseException e) {
        Throwable cause = e.getCause();
        return "the record that begins here cannot be read: " + (cause == null ? e : cause).getMessage();
    }

    private JsonDocument document(CsvLine line, Fields fields) {
        check(line);
        sink.clear();
        sink.write('{');
        for (int i = 0; i < types.length; i++) {
            if (i > 0) {
                sink.write(',');
            }
            sink.write(members.get(i));
            write(line, i);
        }
        sink.write('}');
        return switch (JsonCodec.JSON.decode(Payload.of(sink.toByteArray()), fields)) {
            case JsonDocument document -> document;
            case Decoded refused ->
                throw new WharfException(
                        ErrorCode.TOO_LARGE,
                        line.number() + ":1: the row makes a record that is too large: " + refused);
        };
    }

    private void write(CsvLine line, int column) {
        String field = line.fields().get(column);
        CsvType type = types[column];
        if (field == null) {
            sink.writeAscii("null");
        } else if (!type.takes(field)) {
            String text = "column " + names.get(column) + ": \"" + shortened(field) + "\" is not "
                    + type.shown() + ", as the first " + sampled + " rows are; raise"
                    + " infer_schema_length, or set it to 0 to read everything as text";
            throw malformed(line.number(), column, text);
        } else if (type == CsvType.NUMBER || type == CsvType.BOOLEAN) {
            sink.writeAscii(field);
        } else {
            JsonWriter.write(new Value.Text(field), sink);
        }
    }

    private static String shortened(String field) {
        return field.length() <= MOST_SHOWN ? field : field.substring(0, MOST_SHOWN) + "...";
    }

    private static WharfException malformed(long line, int column, String reason) {
        String place = line + ":" + (column + 1) + ": ";
        return new WharfException(ErrorCode.MALFORMED, place + reason + " (columns count fields)");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "closing the input failed: " + e, e);
        }
    }
}

package dev.wharf.json;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Decoded;
import dev.wharf.value.Fields;
import dev.wharf.value.Fields.NameTable;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a JSON object of columns, {@code {"a":[1,2],"b":[3,4]}}. A row is spread over the whole of it, so
 * it is read twice: once to check it and to find where each column starts, and then with a place in every column.
 * Memory is bounded by the number of columns and the longest value of each. For one thread.
 */
public final class JsonColumns implements AutoCloseable {
    /** There is a buffer for each. */
    public static final int MOST_COLUMNS = 1_000;

    private static final int BUFFERS_BYTES = 4 << 20;
    private static final int LEAST_BUFFER_BYTES = 1 << 10;
    private static final int MOST_BUFFER_BYTES = 64 << 10;
    private static final NameTable NO_NAMES = new Fields().table();
    private static final int[] NO_INDEX = {};
    private static final byte[] NO_LINE = {};
    private static final int MOST_SHOWN = 40;

    private final Source source;
    private final int maxBytes;
    private final ByteSink row = new ByteSink();
    private List<Place> places = List.of();
    private @Nullable List<Cursor> cursors;

    /** Bytes that can be read from any place on, several times. */
    public interface Source extends AutoCloseable {
        /** A stream that begins there; it need not be closed. */
        InputStream from(long offset);

        @Override
        void close();
    }

    /**
     * Nothing is read yet.
     *
     * @param source closed with this
     * @param maxBytes the longest value, and the longest row, in bytes
     */
    public JsonColumns(Source source, int maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    /** A column, and where its first value is. */
    private record Place(String name, JsonStream.Position position, long offset, long values) {}

    /**
     * The next row, or null at the end. The first call reads everything.
     *
     * @throws JsonStreamException MALFORMED or TOO_LARGE
     * @throws WharfException MALFORMED if the columns differ in length; SOURCE_FAILED if they cannot be read
     */
    public @Nullable JsonDocument next(Fields fields) {
        List<Cursor> open = cursors;
        if (open == null) {
            places = new Finder(source.from(0), maxBytes).find();
            open = places.stream().map(this::cursor).toList();
            cursors = open;
        }
        if (open.isEmpty() || open.get(0).left == 0) {
            return null;
        }
        return document(open, fields);
    }

    private Cursor cursor(Place place) {
        int share = BUFFERS_BYTES / places.size();
        int buffer = Math.min(MOST_BUFFER_BYTES, Math.max(LEAST_BUFFER_BYTES, share));
        return new Cursor(
                place, new JsonInput(source.from(place.offset), buffer, Math.max(maxBytes, LEAST_BUFFER_BYTES) + 2));
    }

    private JsonDocument document(List<Cursor> open, Fields fields) {
        row.clear();
        byte before = '{';
        for (Cursor cursor : open) {
            row.write(before);
            row.write(cursor.written);
            cursor.copyValue(row);
            before = ',';
        }
        row.write('}');
        return switch (new JsonCodec(maxBytes).decode(Payload.of(row.toByteArray()), fields)) {
            case JsonDocument document -> document;
            case Decoded other ->
                throw new WharfException(
                        ErrorCode.TOO_LARGE,
                        "the row before the last " + open.get(0).left + " cannot be read: " + other);
        };
    }

    @Override
    public void close() {
        source.close();
    }

    /** The first pass: checks everything and remembers where columns start. */
    private static final class Finder {
        private final JsonInput input;
        private final int maxBytes;
        private final List<Place> found = new ArrayList<>();
        private final Set<String> names = new HashSet<>();

        Finder(InputStream in, int maxBytes) {
            this.input = new JsonInput(in, Math.max(maxBytes, LEAST_BUFFER_BYTES) + 2);
            this.maxBytes = maxBytes;
        }

        List<Place> find() {
            input.skipByteOrderMark();
            open();
            if (input.peek() != '}') {
                column();
                while (goesOn('}', "a comma or } should stand here")) {
                    column();
                }
            }
            step();
            if (input.peek() >= 0) {
                throw malformed("there is something behind the object");
            }
            checkLengths();
            return found;
        }

        private void open() {
            switch (input.peek()) {
                case '{' -> step();
                case '[' ->
                    throw malformed(
                            "the input is an array, but an object of columns was expected; for an array of records use"
                                    + " format records");
                case -1 -> throw malformed("the input is empty, but an object of columns was expected");
                default -> throw malformed("an object of columns was expected");
            }
        }

        private void column() {
            String name = name();
            if (input.peek() != ':') {
                throw malformed("a colon should stand here");
            }
            step();
            if (input.peek() != '[') {
                throw malformed("the column " + shown(name) + " should be an array");
            }
            step();
            JsonStream.Position start = input.position(input.start());
            long values = values();
            found.add(new Place(name, start, start.offset(), values));
        }

        private String name() {
            if (input.peek() != '"') {
                throw malformed("the name of a column in quotes should stand here");
            }
            if (found.size() == MOST_COLUMNS) {
                throw malformed("there are more than " + MOST_COLUMNS + " columns, and a buffer is needed for each; use"
                        + " format jsonl for wide records");
            }
            int end = scanned();
            String name = JsonText.decode(input.buf(), input.start() + 1, end - 1);
            if (!names.add(name)) {
                throw malformed("the column " + shown(name) + " stands here a second time");
            }
            input.advance(end);
            return name;
        }

        private long values() {
            if (input.peek() == ']') {
                step();
                return 0;
            }
            long values = 0;
            do {
                input.peek();
                input.advance(scanned());
                values++;
            } while (goesOn(']', "a comma or ] should stand here"));
            step();
            return values;
        }

        /** Steps over a comma, or stays at the end. */
        private boolean goesOn(char end, String otherwise) {
            int next = input.peek();
            if (next == ',') {
                step();
                return true;
            }
            if (next != end) {
                throw malformed(next < 0 ? "the input ends inside the object" : otherwise);
            }
            return false;
        }

        /** The end of the value that starts here. */
        private int scanned() {
            long result = input.scanValue(NO_NAMES, NO_INDEX);
            int end = ScanResult.position(result);
            boolean cutOff = ScanResult.truncated(result);
            if ((cutOff && !input.ended()) || end - input.start() > maxBytes) {
                throw new JsonStreamException(
                        ErrorCode.TOO_LARGE,
                        "the value has more bytes than decode.max.bytes = " + maxBytes,
                        input.position(input.start()),
                        NO_LINE);
            }
            if (!ScanResult.ok(result)) {
                input.advance(end);
                throw malformed(cutOff ? "the input ends inside the object" : ScanResult.reason(result));
            }
            return end;
        }

        private void step() {
            input.advance(input.start() + 1);
        }

        private void checkLengths() {
            for (Place place : found) {
                Place first = found.get(0);
                if (place.values != first.values) {
                    throw new JsonStreamException(
                            ErrorCode.MALFORMED,
                            "the column " + shown(place.name) + " has " + place.values + " values, and "
                                    + shown(first.name) + " has " + first.values + "; all must have as many",
                            place.position,
                            NO_LINE);
                }
            }
        }

        private JsonStreamException malformed(String reason) {
            return new JsonStreamException(ErrorCode.MALFORMED, reason, input.position(input.start()), NO_LINE);
        }
    }

    private static String shown(String name) {
        return name.length() <= MOST_SHOWN ? name : name.substring(0, MOST_SHOWN) + "...";
    }

    /** The second pass through one column. */
    private static final class Cursor {
        private final Place place;
        private final byte[] written;
        private final JsonInput input;
        private long left;

        Cursor(Place place, JsonInput input) {
            this.place = place;
            this.written = JsonText.name(place.name);
            this.input = input;
            this.left = place.values;
        }

        void copyValue(ByteSink target) {
            input.peek();
            long result = input.scanValue(NO_NAMES, NO_INDEX);
            int end = ScanResult.position(result);
            boolean goesOn = ScanResult.ok(result);
            if (goesOn) {
                target.write(input.buf(), input.start(), end - input.start());
                input.advance(end);
                int behind = input.peek();
                goesOn = behind == (left == 1 ? ']' : ',');
            }
            if (!goesOn) {
                throw new WharfException(
                        ErrorCode.SOURCE_FAILED,
                        "the column " + shown(place.name) + " is no longer what it was; the file was changed while it"
                                + " was read");
            }
            input.advance(input.start() + 1);
            left--;
        }
    }
}

package dev.wharf.json;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Fields;
import dev.wharf.value.Fields.NameTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of JSON documents, one after another, and holds no more of it than the document it is at. A byte
 * order mark at the start is skipped. For one thread.
 *
 * <p>{@link Mode#ARRAY} reads ahead while an element is incomplete; on a stream that stalls inside or right behind an
 * element, that element may come late.
 */
public final class JsonStream implements AutoCloseable {

    /** How documents follow each other. */
    public enum Mode {
        /** The elements of one array, which is all that the stream holds. */
        ARRAY,
        /** One document a line, which ends with {@code \n} or {@code \r\n} or the stream; blank lines are skipped. */
        LINES
    }

    /**
     * A place in the stream.
     *
     * @param line counted from 1
     * @param column counted from 1 in bytes
     * @param offset in bytes from the start of the stream
     */
    public record Position(long line, long column, long offset) {}

    private enum State {
        BEFORE_ARRAY,
        BEFORE_FIRST,
        BEHIND_ELEMENT,
        LINES,
        IN_LONG_LINE,
        END
    }

    private static final byte[] NO_LINE = {};
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    private final InputStream in;
    private final Mode mode;
    private final int maxBytes;
    private final JsonInput input;
    private State state;
    private Position position = new Position(1, 1, 0);
    private @Nullable JsonStreamException failure;
    private boolean started;

    /** With a limit of 16 MiB a document. The stream is closed by {@link #close}. */
    public JsonStream(InputStream in, Mode mode) {
        this(in, mode, JsonCodec.DEFAULT_MAX_BYTES);
    }

    /**
     * With a limit of its own.
     *
     * @param maxBytes the longest document, or line, in bytes; {@code decode.max.bytes} in configuration
     */
    public JsonStream(InputStream in, Mode mode, int maxBytes) {
        this.in = in;
        this.mode = mode;
        this.maxBytes = maxBytes;
        long capacity = Math.max(maxBytes, 16) + 2L; // what ends the document must be seen too
        this.input = new JsonInput(in, (int) Math.min(capacity, MAX_ARRAY_LENGTH));
        this.state = mode == Mode.ARRAY ? State.BEFORE_ARRAY : State.LINES;
    }

    /**
     * The next document, or null at the end.
     *
     * @throws JsonStreamException MALFORMED or TOO_LARGE. With {@link Mode#LINES} the next call goes on with the next
     *     line; with {@link Mode#ARRAY} it throws the same again
     * @throws WharfException SOURCE_FAILED if the stream cannot be read
     */
    public @Nullable JsonDocument next(Fields fields) {
        if (failure != null) {
            throw failure;
        }
        if (!started) {
            started = true;
            input.skipByteOrderMark();
        }
        NameTable wanted = fields.table();
        try {
            return mode == Mode.ARRAY ? nextElement(wanted) : nextLine(wanted);
        } catch (JsonStreamException e) {
            failure = mode == Mode.ARRAY ? e : null;
            throw e;
        }
    }

    /** Where the document stands that was returned last, or the line that was malformed. */
    public Position position() {
        return position;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "closing the input failed: " + e, e);
        }
    }

    private @Nullable JsonDocument nextLine(NameTable wanted) {
        while (true) {
            if (state == State.IN_LONG_LINE) {
                skipLongLine();
            }
            int feed = findLineFeed();
            if (input.length() == 0) {
                return null;
            }
            position = input.position(input.start());
            if (feed - input.start() - 1 > maxBytes) {
                state = State.IN_LONG_LINE;
                throw tooLarge("line");
            }
            int start = input.start();
            int end = feed > start && input.buf()[feed - 1] == '\r' ? feed - 1 : feed;
            if (JsonScanner.skipSpace(input.buf(), start, end) < end) {
                return line(wanted, start, end, feed);
            }
            pass(feed);
        }
    }

    private JsonDocument line(NameTable wanted, int start, int end, int feed) {
        if (end - start > maxBytes) {
            pass(feed);
            throw tooLarge("line");
        }
        byte[] bytes = Arrays.copyOfRange(input.buf(), start, end);
        int[] index = new int[2 * wanted.size()];
        long result = JsonScanner.whole(bytes, 0, bytes.length, wanted, index);
        if (ScanResult.ok(result)) {
            pass(feed);
            return document(bytes, index, result);
        }
        Position at = input.position(start + ScanResult.position(result));
        pass(feed);
        String reason = ScanResult.truncated(result) ? "the line ends inside a value" : ScanResult.reason(result);
        throw new JsonStreamException(ErrorCode.MALFORMED, reason, at, bytes);
    }

    /** Steps behind the line feed, or to the end of the stream. */
    private void pass(int feed) {
        input.advance(Math.min(feed + 1, input.end()));
    }

    /**
     * The position of the next line feed, or of the end of what is in view if there is none or the line is too long.
     */
    private int findLineFeed() {
        int searched = 0;
        while (true) {
            int feed = Words.lineFeed(input.buf(), input.start() + searched, input.end());
            if (feed < input.end() || input.ended() || input.full()) {
                return feed;
            }
            searched = input.length();
            input.fill();
        }
    }

    private void skipLongLine() {
        int feed = findLineFeed();
        while (feed == input.end() && !input.ended()) {
            input.advance(feed);
            feed = findLineFeed();
        }
        pass(feed);
        state = State.LINES;
    }

    private @Nullable JsonDocument nextElement(NameTable wanted) {
        if (state == State.BEFORE_ARRAY) {
            openArray();
        }
        if (state == State.END || endsHere()) {
            return null;
        }
        position = input.position(input.start());
        int[] index = new int[2 * wanted.size()];
        long result = input.scanValue(wanted, index);
        int end = ScanResult.position(result);
        if (!ScanResult.ok(result)) {
            boolean cutOff = ScanResult.truncated(result);
            if (cutOff && !input.ended()) {
                throw tooLarge("element");
            }
            input.advance(end);
            throw malformed(cutOff ? "the input ends inside the array" : ScanResult.reason(result));
        }
        if (end - input.start() > maxBytes) {
            throw tooLarge("element");
        }
        byte[] bytes = Arrays.copyOfRange(input.buf(), input.start(), end);
        input.advance(end);
        state = State.BEHIND_ELEMENT;
        return document(bytes, index, result);
    }

    private void openArray() {
        switch (input.peek()) {
            case '[' -> input.advance(input.start() + 1);
            case '{' ->
                throw malformed(
                        "the input is an object, but an array was expected; for one object a line use format jsonl");
            case -1 -> throw malformed("the input is empty, but an array was expected");
            default -> throw malformed("an array was expected");
        }
        state = State.BEFORE_FIRST;
    }

    /** Goes to the next element, or behind the end of the array if it ends. */
    private boolean endsHere() {
        int next = input.peek();
        if (next == ']') {
            input.advance(input.start() + 1);
            if (input.peek() >= 0) {
                throw malformed("there is something behind the array");
            }
            state = State.END;
            return true;
        }
        if (next < 0) {
            throw malformed("the input ends inside the array");
        }
        if (state == State.BEHIND_ELEMENT) {
            if (next != ',') {
                throw malformed("a comma or ] should stand here");
            }
            input.advance(input.start() + 1);
            if (input.peek() < 0) {
                throw malformed("the input ends inside the array");
            }
        }
        return false;
    }

    private static JsonDocument document(byte[] bytes, int[] index, long result) {
        return JsonCodec.scanned((Payload.Inline) Payload.of(bytes, 0, bytes.length), index, result);
    }

    private JsonStreamException malformed(String reason) {
        return new JsonStreamException(ErrorCode.MALFORMED, reason, input.position(input.start()), NO_LINE);
    }

    private JsonStreamException tooLarge(String what) {
        String reason = "the " + what + " has more bytes than decode.max.bytes = " + maxBytes;
        return new JsonStreamException(ErrorCode.TOO_LARGE, reason, position, NO_LINE);
    }
}

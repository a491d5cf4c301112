package dev.wharf.packed;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.value.Exact;
import dev.wharf.value.Name;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value in a format that tells counts first. Of a value that is there the counts are known; of what is told
 * piece by piece they are filled in at the end. For one thread.
 */
public abstract class PackedWriter implements ValueWriter {
    private static final byte[] ROOM = new byte[9];
    private static final int[] NO_FRAMES = {};
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    protected final ByteSink sink;
    private final PackedCodec codec;
    private int depth;

    /** How many values were begun in the innermost array, row or map that is told piece by piece. */
    private int count;

    /** For each of those: where it begins, and the count of the one around it. */
    private int[] frames = NO_FRAMES;

    private int open;

    protected PackedWriter(PackedCodec codec, ByteSink sink) {
        this.codec = codec;
        this.sink = sink;
    }

    /** How many bytes the head of an array or a map of so many has, at most nine. */
    protected abstract int headLength(int size);

    /** Writes the head there. */
    protected abstract void putHead(byte[] buffer, int at, boolean map, int size);

    protected abstract void textHead(int length);

    /** Writes a first byte, and behind it the lowest bytes of a number, the highest of them first. */
    protected final void form(int first, long number, int bytes) {
        sink.write(ROOM, 0, ROOM.length);
        byte[] buffer = sink.buffer();
        int at = sink.length() - ROOM.length;
        buffer[at] = (byte) first;
        LONGS.set(buffer, at + 1, number << (Long.SIZE - Byte.SIZE * bytes));
        sink.truncate(at + 1 + bytes);
    }

    protected abstract void decimal(Value.Decimal value);

    protected abstract void date(LocalDate value);

    protected abstract void timestamp(Value.Timestamp value);

    /** Called before each value of whatever kind. */
    protected void begin() {
        count++;
    }

    @Override
    public final void value(Value value) {
        switch (value) {
            case Value.Row row -> row(row);
            case Value.Array array -> array(array.values());
            case Value.MapOf map -> map(map.entries());
            case Value.Tagged tagged -> {
                deeper();
                branch(tagged.branch());
                value(tagged.value());
                depth--;
            }
            default -> ValueWriter.super.value(value); // what has no parts
        }
    }

    private void row(Value.Row row) {
        List<Value> values = row.values();
        int around = start(true, present(values));
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            if (!(value instanceof Value.Absent)) {
                name(row.shape().name(i));
                value(value);
            }
        }
        end(around);
    }

    private void array(List<Value> values) {
        int around = start(false, values.size());
        for (int i = 0; i < values.size(); i++) {
            value(values.get(i));
        }
        end(around);
    }

    private void map(Map<Value, Value> entries) {
        int around = start(true, present(entries.values()));
        entries.forEach((key, value) -> {
            if (!(value instanceof Value.Absent)) {
                value(key);
                value(value);
            }
        });
        end(around);
    }

    private static int present(Collection<Value> values) {
        int size = values.size();
        for (Value value : values) {
            size -= value instanceof Value.Absent ? 1 : 0;
        }
        return size;
    }

    /** Begins an array or map of known size; gives what {@link #end} wants. */
    private int start(boolean map, int size) {
        begin();
        deeper();
        int length = headLength(size);
        sink.write(ROOM, 0, length);
        putHead(sink.buffer(), sink.length() - length, map, size);
        return count;
    }

    private void end(int around) {
        depth--;
        count = around;
    }

    @Override
    public final void startRow() {
        open();
    }

    @Override
    public final void endRow() {
        close(true, count);
    }

    @Override
    public final void startArray() {
        open();
    }

    @Override
    public final void endArray() {
        close(false, count);
    }

    @Override
    public final void startMap() {
        open();
    }

    @Override
    public final void endMap() {
        close(true, count / 2);
    }

    private void open() {
        begin();
        deeper();
        if (open == frames.length) {
            frames = Arrays.copyOf(frames, Math.max(16, 2 * open));
        }
        frames[open++] = sink.length();
        frames[open++] = count;
        count = 0;
        sink.write(0); // most heads have one byte
    }

    private void close(boolean map, int size) {
        depth--;
        count = frames[--open];
        int start = frames[--open];
        int length = headLength(size);
        int contents = sink.length() - start - 1;
        sink.write(ROOM, 0, length - 1);
        byte[] buffer = sink.buffer();
        System.arraycopy(buffer, start + 1, buffer, start + length, contents);
        putHead(buffer, start, map, size);
    }

    private void deeper() {
        int most = codec.limits().maxDepth();
        if (depth == most) {
            throw refused("a value nested deeper than " + most + " levels cannot be written as " + codec.title()
                    + ": flatten it first");
        }
        depth++;
    }

    @Override
    public final void name(Name name) {
        rawText(name.text(), name.utf8());
    }

    @Override
    public final void text(String value) {
        begin();
        rawText(value);
    }

    @Override
    public final void text(byte[] utf8, int from, int to) {
        begin();
        textHead(to - from);
        sink.write(utf8, from, to - from);
    }

    protected final void rawText(String text) {
        rawText(text, text.getBytes(StandardCharsets.UTF_8));
    }

    private void rawText(String text, byte[] utf8) {
        if (hasLoneSurrogate(text, utf8)) {
            throw refused("text with half of a surrogate pair has no UTF-8, and so no " + codec.title());
        }
        textHead(utf8.length);
        sink.write(utf8);
    }

    /** It would have become a question mark: only where there is one need the text be looked at. */
    private static boolean hasLoneSurrogate(String text, byte[] utf8) {
        for (byte b : utf8) {
            if (b == '?') {
                return text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
            }
        }
        return false;
    }

    /** What both formats lack becomes the text that JSON has for it, where {@link Exact} reads it back. */
    @Override
    public final void scalar(Value value) {
        switch (value) {
            case Value.Decimal decimal -> decimal(decimal);
            case Value.Symbol symbol -> text(symbol.value());
            case Value.Date date -> date(date.value());
            case Value.Timestamp time -> timestamp(time);
            case Value.Time time -> text(DateTimeFormatter.ISO_LOCAL_TIME.format(time.value()));
            case Value.LocalTimestamp time -> text(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.value()));
            default -> throw noForm(value, null);
        }
    }

    /** The error to throw for a value that the format has no form for. */
    protected final WharfException noForm(Value value, @Nullable String why) {
        return refused(Exact.kind(value) + " has no form in " + codec.title() + (why == null ? "" : ": " + why));
    }

    protected static WharfException refused(String text) {
        return new WharfException(ErrorCode.RECORD_REFUSED, text);
    }
}

package dev.wharf.json;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Document;
import dev.wharf.value.Name;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what it is told as JSON, in the forms of {@link JsonWriter}, without a value in between. For one thread. */
final class JsonTeller implements ValueWriter {
    private static final byte[] TRUE = JsonText.ascii("true");
    private static final byte[] FALSE = JsonText.ascii("false");
    private static final byte[] NULL = JsonText.ascii("null");

    private final ByteSink sink;

    /** How many rows, arrays, maps and branches of unions we are in: as many as {@link JsonWriter} counts. */
    private int depth;

    /** The branches before the value that comes next. */
    private int branches;

    /** Whether something stands before in the innermost array, row or map. */
    private boolean behind;

    /** The innermost map, if that is what we are in. */
    private @Nullable Keys map;

    /** The maps around the innermost row or array, kept while we are in it. */
    private record Outer(
            @Nullable Keys map, int depth, @Nullable Outer outer) {}

    private @Nullable Outer outer;

    /** What is known of the keys of a map. */
    private static final class Keys {
        private final Set<String> seen = new HashSet<>();
        private boolean keyNext = true;
    }

    private JsonTeller(ByteSink sink) {
        this.sink = sink;
    }

    /** Appends the document; where it throws, nothing was appended. */
    static void write(Document document, ByteSink sink) {
        int start = sink.length();
        try {
            document.tell(new JsonTeller(sink));
        } catch (RuntimeException e) {
            sink.truncate(start);
            throw e;
        }
    }

    @Override
    public void nothing() {
        before();
        sink.write(NULL);
        after();
    }

    @Override
    public void bool(boolean value) {
        if (isKey()) {
            key(String.valueOf(value));
        } else {
            before();
            sink.write(value ? TRUE : FALSE);
            after();
        }
    }

    @Override
    public void integer(long value, Value.IntType type) {
        if (isKey()) {
            key(JsonWriter.digits(value, type));
        } else {
            before();
            JsonWriter.writeInt(value, type, sink);
            after();
        }
    }

    @Override
    public void float32(float value) {
        before();
        JsonWriter.writeFloat(value, sink);
        after();
    }

    @Override
    public void float64(double value) {
        before();
        JsonWriter.writeDouble(value, sink);
        after();
    }

    @Override
    public void text(String value) {
        if (isKey()) {
            key(value);
        } else {
            before();
            JsonText.write(value, sink);
            after();
        }
    }

    @Override
    public void text(byte[] utf8, int from, int to) {
        if (isKey()) {
            key(JsonText.plain(utf8, from, to));
        } else {
            before();
            JsonText.write(utf8, from, to, sink);
            after();
        }
    }

    @Override
    public void binary(byte[] bytes, int from, int to) {
        before();
        byte[] all = from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
        sink.write('"');
        sink.write(Base64.getEncoder().encode(all));
        sink.write('"');
        after();
    }

    @Override
    public void scalar(Value value) {
        if (isKey()) {
            if (!(value instanceof Value.Symbol symbol)) {
                throw JsonWriter.noName(value);
            }
            key(symbol.value());
        } else {
            before();
            JsonWriter.write(value, sink);
            after();
        }
    }

    @Override
    public void startRow() {
        before();
        open('{', null);
    }

    @Override
    public void name(Name name) {
        if (behind) {
            sink.write(',');
        }
        behind = false; // no comma between the name and its value
        sink.write(name.encoded(JsonText::name));
    }

    @Override
    public void endRow() {
        close('}');
    }

    @Override
    public void startArray() {
        before();
        open('[', null);
    }

    @Override
    public void endArray() {
        close(']');
    }

    @Override
    public void startMap() {
        before();
        open('{', new Keys());
    }

    @Override
    public void endMap() {
        close('}');
    }

    /** JSON has no unions. They count as levels because whoever tells of them calls itself for each. */
    @Override
    public void branch(String name) {
        branches++;
        if (depth + branches > JsonScanner.MAX_DEPTH) {
            throw JsonWriter.tooDeep(JsonScanner.MAX_DEPTH);
        }
    }

    private void open(char bracket, @Nullable Keys keys) {
        if (depth + branches == JsonScanner.MAX_DEPTH) {
            throw JsonWriter.tooDeep(JsonScanner.MAX_DEPTH);
        }
        outer = new Outer(map, depth, outer);
        depth += branches + 1;
        branches = 0;
        sink.write(bracket);
        behind = false;
        map = keys;
    }

    private void close(char bracket) {
        sink.write(bracket);
        Outer around = outer;
        if (around != null) {
            depth = around.depth;
            map = around.map;
            outer = around.outer;
        }
        after();
    }

    private void before() {
        if (isKey()) {
            throw JsonWriter.noName("of another kind");
        }
        if (behind) {
            sink.write(',');
        }
    }

    private void after() {
        behind = true;
        branches = 0;
        if (map != null) {
            map.keyNext = true;
        }
    }

    private boolean isKey() {
        return map != null && map.keyNext;
    }

    private void key(String text) {
        Keys keys = map;
        if (keys == null) {
            throw new IllegalStateException("a key outside a map");
        }
        if (!keys.seen.add(text)) {
            throw JsonWriter.sameKeys();
        }
        if (behind) {
            sink.write(',');
        }
        sink.write(JsonText.name(text));
        behind = false;
        branches = 0;
        keys.keyNext = false;
    }
}

package dev.wharf.arrow;

import dev.wharf.payload.Utf8;
import dev.wharf.value.Name;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the value that it is told. */
final class ValueBuilder implements ValueWriter {
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Value result;

    /** What is not yet at its end; a branch ends with the one value in it. */
    private record Open(char kind, String branch, List<String> names, List<Value> values) {}

    Value value() {
        if (result == null || !open.isEmpty()) {
            throw new AssertionError("the value is not at its end");
        }
        return result;
    }

    private void add(Value value) {
        Value whole = value;
        while (!open.isEmpty() && open.peek().kind == 'u') {
            whole = new Value.Tagged(open.pop().branch, whole);
        }
        if (open.isEmpty()) {
            result = whole;
        } else {
            open.peek().values.add(whole);
        }
    }

    private void open(char kind, String branch) {
        open.push(new Open(kind, branch, new ArrayList<>(), new ArrayList<>()));
    }

    @Override
    public void nothing() {
        add(Value.NULL);
    }

    @Override
    public void bool(boolean value) {
        add(Value.Bool.of(value));
    }

    @Override
    public void integer(long value, Value.IntType type) {
        add(new Value.Int(value, type));
    }

    @Override
    public void float32(float value) {
        add(new Value.Float32(value));
    }

    @Override
    public void float64(double value) {
        add(new Value.Float64(value));
    }

    @Override
    public void text(String value) {
        add(new Value.Text(value));
    }

    @Override
    public void text(byte[] utf8, int from, int to) {
        add(new Value.Text(Utf8.decode(utf8, from, to)));
    }

    @Override
    public void binary(byte[] bytes, int from, int to) {
        add(new Value.Binary(Arrays.copyOfRange(bytes, from, to)));
    }

    @Override
    public void scalar(Value value) {
        add(value);
    }

    @Override
    public void startRow() {
        open('r', "");
    }

    @Override
    public void name(Name name) {
        open.element().names.add(name.text());
    }

    @Override
    public void endRow() {
        Open row = open.pop();
        add(new Value.Row(Shape.of(row.names), row.values));
    }

    @Override
    public void startArray() {
        open('a', "");
    }

    @Override
    public void endArray() {
        add(new Value.Array(open.pop().values));
    }

    @Override
    public void startMap() {
        open('m', "");
    }

    @Override
    public void endMap() {
        List<Value> values = open.pop().values;
        Map<Value, Value> map = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i += 2) {
            map.put(values.get(i), values.get(i + 1));
        }
        add(new Value.MapOf(map));
    }

    @Override
    public void branch(String name) {
        open('u', name);
    }
}

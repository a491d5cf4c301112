package dev.wharf.value;

import java.util.List;
import java.util.Map;

/**
 * Is told a value piece by piece, in the order in which it stands, so that one format can become another without
 * building the value. A row is {@link #startRow}, then {@link #name} and one value for each field, then
 * {@link #endRow}; an array is {@link #startArray}, the values, {@link #endArray}; a map is {@link #startMap}, key and
 * value by turns, {@link #endMap}. For one thread.
 *
 * <p>Each method may throw {@link dev.wharf.error.WharfException} with {@code RECORD_REFUSED} where the other format
 * has no form for what it is told.
 */
public interface ValueWriter {

    /** {@link Value#NULL}. */
    void nothing();

    void bool(boolean value);

    /** An integer; {@link Value.IntType#U64} keeps its bits in the {@code long}. */
    void integer(long value, Value.IntType type);

    void float32(float value);

    void float64(double value);

    void text(String value);

    /** Text as well-formed UTF-8. The array is only lent: do not keep it, and do not write into it. */
    void text(byte[] utf8, int from, int to);

    /** Bytes. The array is only lent: do not keep it, and do not write into it. */
    void binary(byte[] bytes, int from, int to);

    /** A value of any other kind that has no parts: a decimal, a symbol, or something of time. */
    void scalar(Value value);

    void startRow();

    /** Before the value of each field. A name may stand twice, if the format allows that: the last counts. */
    void name(Name name);

    void endRow();

    void startArray();

    void endArray();

    void startMap();

    void endMap();

    /** Before a value of a union: the name of the branch it was written with. */
    void branch(String name);

    /**
     * A value that is there already, of any kind. What is {@link Value#ABSENT} in a row or a map is left out; anywhere
     * else it is told as a {@link #scalar}, which everybody refuses.
     */
    default void value(Value value) {
        switch (value) { // calls itself for each level: what has no parts is told elsewhere, to need less stack
            case Value.Row row -> row(row);
            case Value.Array array -> array(array.values());
            case Value.MapOf map -> map(map.entries());
            case Value.Tagged tagged -> {
                branch(tagged.branch());
                value(tagged.value());
            }
            default -> simple(value);
        }
    }

    private void simple(Value value) {
        switch (value) {
            case Value.Text text -> text(text.value());
            case Value.Int number -> integer(number.value(), number.type());
            case Value.Null none -> nothing();
            case Value.Bool bool -> bool(bool.value());
            case Value.Float32 number -> float32(number.value());
            case Value.Float64 number -> float64(number.value());
            case Value.Binary bytes -> binary(bytes.value(), 0, bytes.value().length);
            default -> scalar(value);
        }
    }

    private void array(List<Value> values) {
        startArray();
        for (Value value : values) {
            value(value);
        }
        endArray();
    }

    private void row(Value.Row row) {
        startRow();
        for (int i = 0; i < row.shape().size(); i++) {
            Value value = row.values().get(i);
            if (!(value instanceof Value.Absent)) {
                name(row.shape().name(i));
                value(value);
            }
        }
        endRow();
    }

    private void map(Map<Value, Value> entries) {
        startMap();
        for (Map.Entry<Value, Value> entry : entries.entrySet()) {
            if (!(entry.getValue() instanceof Value.Absent)) {
                value(entry.getKey());
                value(entry.getValue());
            }
        }
        endMap();
    }
}

package dev.wharf.arrow;

import dev.wharf.payload.ByteSink;
import dev.wharf.value.Value;
import java.util.HashMap;
import java.util.Map;

/** A column of places in a dictionary, which gets each value once. */
final class DictionaryWriter extends ColumnWriter {
    private final Encoding index;
    private final Values values;
    private final ByteSink places = new ByteSink(16);

    /** How wide places are, and how many there can be. */
    private record Encoding(int bits, long most) {}

    DictionaryWriter(ArrowField field, ArrowField.Encoding encoding, Values values) {
        super(field);
        int bits = encoding.index().bits();
        int digits = encoding.index().signed() ? bits - 1 : bits;
        this.index = new Encoding(bits, digits >= 31 ? Integer.MAX_VALUE : (1L << digits) - 1);
        this.values = values;
    }

    /** What is in a dictionary. */
    static final class Values {
        private final long id;
        private final ColumnWriter writer;
        private final Map<Value, Integer> places = new HashMap<>();

        Values(long id, ColumnWriter writer) {
            this.id = id;
            this.writer = writer;
        }

        long id() {
            return id;
        }

        ColumnWriter writer() {
            return writer;
        }

        private int place(Value value) {
            Integer known = places.get(value);
            if (known != null) {
                return known;
            }
            writer.add(value);
            places.put(value, writer.length - 1);
            return writer.length - 1;
        }
    }

    @Override
    void append(Value value) {
        int place = values.place(value);
        if (place > index.most) {
            throw Refusal.of(
                    "there are more different values than a dictionary with " + index.bits + " bits has room for");
        }
        write(place);
    }

    @Override
    void appendNothing() {
        write(0);
    }

    private void write(int place) {
        switch (index.bits) {
            case 8 -> places.write(place);
            case 16 -> LittleEndian.i16(places, place);
            case 32 -> LittleEndian.i32(places, place);
            default -> LittleEndian.i64(places, place);
        }
    }

    @Override
    void collectValues(Parts parts) {
        parts.buffer(places);
    }
}

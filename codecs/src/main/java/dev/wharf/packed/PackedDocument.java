package dev.wharf.packed;

import dev.wharf.codec.EditedDocument;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.List;

/** A payload that was checked, and where in it the fields are. Immutable, safe for use by many threads. */
final class PackedDocument implements Document {
    private final PackedCodec codec;
    private final Payload.Inline payload;

    /**
     * Start and end of the value of each field, counted from the start of the payload; the end is 0 where there is
     * none.
     */
    private final int[] index;

    private final boolean row;

    /** Whether there is a map somewhere whose keys are not all text: where it begins nobody can tell yet. */
    private final boolean otherKeys;

    /** The index is given away. */
    PackedDocument(PackedCodec codec, Payload.Inline payload, int[] index, boolean row, boolean otherKeys) {
        this.codec = codec;
        this.payload = payload;
        this.index = index;
        this.row = row;
        this.otherKeys = otherKeys;
    }

    Payload.Inline payload() {
        return payload;
    }

    boolean sameFormat(PackedCodec other) {
        return codec.getClass() == other.getClass();
    }

    @Override
    public boolean isRow() {
        return row;
    }

    @Override
    public Value get(Field field) {
        long range = range(field);
        return range == 0 ? Value.ABSENT : reader(range).next();
    }

    @Override
    public boolean has(Field field) {
        return range(field) != 0;
    }

    /**
     * {@inheritDoc}
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it is no row
     */
    @Override
    public Document with(Field field, Value value) {
        requireRow("set");
        return EditedDocument.with(this, codec, field, value);
    }

    /**
     * {@inheritDoc}
     *
     * @throws WharfException with {@code RECORD_REFUSED} if it is no row
     */
    @Override
    public Document select(List<Field> fields) {
        requireRow("selected");
        return EditedDocument.select(this, codec, fields);
    }

    private void requireRow(String what) {
        if (!row) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "the " + codec.title() + " is no map with text for keys, so no field of it can be " + what);
        }
    }

    @Override
    public Value value() {
        return whole().whole();
    }

    @Override
    public void tell(ValueWriter writer) {
        if (otherKeys) {
            writer.value(value());
        } else {
            whole().tellWhole(writer);
        }
    }

    @Override
    public boolean tell(Field field, ValueWriter writer) {
        long range = range(field);
        if (range == 0) {
            return false;
        }
        if (otherKeys) {
            writer.value(reader(range).next());
        } else {
            reader(range).tell(writer);
        }
        return true;
    }

    @Override
    public Payload encoded() {
        return payload;
    }

    /** Start in the upper half, end in the lower; 0 for none. */
    private long range(Field field) {
        int slot = 2 * field.index();
        return slot < index.length ? range(index[slot], index[slot + 1]) : search(field);
    }

    private static long range(int start, int end) {
        return (long) start << 32 | end;
    }

    /** For a field that was not known when the payload was decoded. */
    private long search(Field field) {
        if (!row) {
            return 0;
        }
        Fields one = new Fields();
        int[] found = new int[2];
        var unused = one.field(field.name());
        var again = whole().scan(one.table(), found);
        return again ? range(found[0], found[1]) : 0;
    }

    private PackedReader whole() {
        return codec.reader(payload.buffer(), payload.offset(), payload.offset() + payload.size());
    }

    private PackedReader reader(long range) {
        int from = payload.offset();
        return codec.reader(payload.buffer(), from + (int) (range >>> 32), from + (int) range);
    }

    /** Shows the size alone: what a record holds is not for logs. */
    @Override
    public String toString() {
        return codec.title() + "[" + payload.size() + " bytes]";
    }
}

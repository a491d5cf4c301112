package dev.wharf.codec;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.payload.Utf8;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.List;

/** A payload that is one value without parts: all of it text, or all of it bytes. Immutable, for many threads. */
final class WholeDocument implements Document {
    private final Payload.Inline payload;
    private final boolean text;

    /** Text must be well-formed UTF-8. */
    WholeDocument(Payload.Inline payload, boolean text) {
        this.payload = payload;
        this.text = text;
    }

    boolean isText() {
        return text;
    }

    Payload.Inline payload() {
        return payload;
    }

    @Override
    public boolean isRow() {
        return false;
    }

    @Override
    public Value get(Field field) {
        return Value.ABSENT;
    }

    @Override
    public boolean has(Field field) {
        return false;
    }

    @Override
    public Document with(Field field, Value value) {
        throw refused("set");
    }

    @Override
    public Document select(List<Field> fields) {
        throw refused("selected");
    }

    private WharfException refused(String what) {
        String kind = text ? "text" : "bytes";
        return new WharfException(
                ErrorCode.RECORD_REFUSED, "the record is plain " + kind + ", so no field of it can be " + what);
    }

    @Override
    public Value value() {
        if (text) {
            int from = payload.offset();
            return new Value.Text(Utf8.decode(payload.buffer(), from, from + payload.size()));
        }
        return new Value.Binary(payload.array());
    }

    @Override
    public void tell(ValueWriter writer) {
        int from = payload.offset();
        if (text) {
            writer.text(payload.buffer(), from, from + payload.size());
        } else {
            writer.binary(payload.buffer(), from, from + payload.size());
        }
    }

    @Override
    public boolean tell(Field field, ValueWriter writer) {
        return false;
    }

    @Override
    public Payload encoded() {
        return payload;
    }

    /** Shows the size alone: what a record holds is not for logs. */
    @Override
    public String toString() {
        return "WholeDocument[" + payload.size() + " bytes]";
    }
}

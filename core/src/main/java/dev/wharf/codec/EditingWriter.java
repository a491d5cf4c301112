package dev.wharf.codec;

import dev.wharf.value.Field;
import dev.wharf.value.Name;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Passes on the row that it is told, with some of its fields replaced, left out, or added at the end. A field that is
 * told twice is replaced where it is told first.
 */
final class EditingWriter implements ValueWriter {
    private final ValueWriter to;
    private final Map<String, Value> inPlace = new HashMap<>();
    private final Map<Field, Value> edits;
    private final Set<Field> appended;
    private final Set<String> met = new HashSet<>();
    private int depth;

    /** Whether we are in the value of a field that is replaced. */
    private boolean muted;

    /**
     * Nothing is told yet.
     *
     * @param edits what is set, absent where it is removed
     * @param appended those of them that stand at the end, whether they are told or not
     */
    EditingWriter(ValueWriter to, Map<Field, Value> edits, Set<Field> appended) {
        this.to = to;
        this.edits = edits;
        this.appended = appended;
        edits.forEach((field, value) -> inPlace.put(field.name(), appended.contains(field) ? Value.ABSENT : value));
    }

    @Override
    public void name(Name name) {
        if (depth == 1) {
            Value edit = inPlace.get(name.text());
            muted = edit != null;
            if (edit != null && met.add(name.text())) {
                tell(name, edit);
            }
        }
        if (!muted) {
            to.name(name);
        }
    }

    private void tell(Name name, Value value) {
        if (!(value instanceof Value.Absent)) {
            to.name(name);
            to.value(value);
        }
    }

    @Override
    public void startRow() {
        depth++;
        if (!muted) {
            to.startRow();
        }
    }

    @Override
    public void endRow() {
        depth--;
        if (depth == 0) {
            muted = false;
            edits.forEach((field, value) -> {
                if (appended.contains(field) || !met.contains(field.name())) {
                    tell(field.asName(), value);
                }
            });
        }
        if (!muted) {
            to.endRow();
        }
    }

    @Override
    public void startArray() {
        depth++;
        if (!muted) {
            to.startArray();
        }
    }

    @Override
    public void endArray() {
        depth--;
        if (!muted) {
            to.endArray();
        }
    }

    @Override
    public void startMap() {
        depth++;
        if (!muted) {
            to.startMap();
        }
    }

    @Override
    public void endMap() {
        depth--;
        if (!muted) {
            to.endMap();
        }
    }

    @Override
    public void nothing() {
        if (!muted) {
            to.nothing();
        }
    }

    @Override
    public void bool(boolean value) {
        if (!muted) {
            to.bool(value);
        }
    }

    @Override
    public void integer(long value, Value.IntType type) {
        if (!muted) {
            to.integer(value, type);
        }
    }

    @Override
    public void float32(float value) {
        if (!muted) {
            to.float32(value);
        }
    }

    @Override
    public void float64(double value) {
        if (!muted) {
            to.float64(value);
        }
    }

    @Override
    public void text(String value) {
        if (!muted) {
            to.text(value);
        }
    }

    @Override
    public void text(byte[] utf8, int from, int end) {
        if (!muted) {
            to.text(utf8, from, end);
        }
    }

    @Override
    public void binary(byte[] bytes, int from, int end) {
        if (!muted) {
            to.binary(bytes, from, end);
        }
    }

    @Override
    public void scalar(Value value) {
        if (!muted) {
            to.scalar(value);
        }
    }

    @Override
    public void branch(String name) {
        if (!muted) {
            to.branch(name);
        }
    }
}

package dev.wharf.avro;

import dev.wharf.value.Fields.NameTable;
import dev.wharf.value.Name;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record: what was written, field by field, and where in the row each value goes. Filled after it is made, because a
 * record may contain itself; immutable once the plan is complete, but for two caches.
 */
final class RecordNode extends Node {
    private static final Node[] NO_NODES = {};
    private static final Value[] NO_VALUES = {};

    /** Stands for a field that has no default; told apart by identity. */
    static final byte[] NO_DEFAULT = {};

    /** The names of the row. */
    final Shape shape;

    final Name[] names;

    /** The names as keys, for maps that are written as this record. */
    final Value.Text[] keys;

    /** The fields in the order in which they were written. */
    Node[] steps = NO_NODES;

    String[] stepNames = {};

    /** The place in the row for each of them, -1 for what the reader does not want. */
    int[] targets = {};

    /** Whether the values come in the order of the row. */
    boolean inOrder = true;

    /** Values for what was not written, {@link Value#ABSENT} at all other places; empty if everything was. */
    Value[] constants = NO_VALUES;

    /** What is written for fields that a row has not; only in plans that write. */
    byte[][] defaults = {};

    /** Why it cannot be resolved, once that is known. */
    @Nullable
    String problem;

    /** For rows of this very shape. */
    final RowMap ownMap;

    /** For the fields that were last asked for. A race may make it twice: both are the same. */
    private volatile @Nullable FieldMap fieldMap;

    /** For the shape that was last written. A race may make it twice: both are the same. */
    private volatile @Nullable RowMap rowMap;

    RecordNode(String type, List<String> fields) {
        super(Op.RECORD, type);
        shape = Shape.of(fields);
        names = new Name[fields.size()];
        keys = new Value.Text[fields.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = shape.name(i);
            keys[i] = new Value.Text(fields.get(i));
        }
        ownMap = RowMap.of(shape, shape);
    }

    /** Whether these bytes stand for no default at all. */
    @SuppressWarnings("ReferenceEquality") // the default of a null has no bytes either
    static boolean isNone(byte[] defaultBytes) {
        return defaultBytes == NO_DEFAULT;
    }

    /** A new row to be filled, with what is the same in all. */
    Value[] newValues() {
        return constants.length == 0 ? new Value[names.length] : constants.clone();
    }

    /** Whether the row is what was written, field by field. Only where they are in order. */
    boolean isWhole() {
        return steps.length == names.length && constants.length == 0;
    }

    boolean isConstant(int target) {
        return constants.length > 0 && !(constants[target] instanceof Value.Absent);
    }

    /** The field as written that goes to that place. Only for a place that is not constant. */
    Node stepFor(int target) {
        for (int i = 0; i < targets.length; i++) {
            if (targets[i] == target) {
                return steps[i];
            }
        }
        throw new IllegalArgumentException("no field is written for place " + target);
    }

    FieldMap fieldMap(NameTable table) {
        FieldMap known = fieldMap;
        if (known == null || !known.table().equals(table)) {
            known = FieldMap.of(this, table);
            fieldMap = known;
        }
        return known;
    }

    RowMap rowMap(Shape given) {
        RowMap known = rowMap;
        if (known == null || !known.shape().equals(given)) {
            known = RowMap.of(shape, given);
            rowMap = known;
        }
        return known;
    }
}

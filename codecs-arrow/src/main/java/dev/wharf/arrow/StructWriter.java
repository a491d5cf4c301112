package dev.wharf.arrow;

import dev.wharf.error.WharfException;
import dev.wharf.value.Exact;
import dev.wharf.value.Shape;
import dev.wharf.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of rows; its children are all columns of a batch. */
final class StructWriter extends ColumnWriter {
    private final ColumnWriter[] children;

    /** Of the row before, whose shape the next most likely has. */
    private @Nullable Shape shape;

    /** For each child, where its value stands in a row of that shape; -1 where it has none. */
    private final int[] places;

    /** How many children such a row has values for. */
    private int found;

    StructWriter(ArrowField field, ColumnWriter[] children) {
        super(field);
        this.children = children;
        this.places = new int[children.length];
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // another shape with the same names is looked up once more, that is all
    void append(Value value) {
        if (!(value instanceof Value.Row row)) {
            throw Exact.refused(value, "a row");
        }
        if (row.shape() != shape) {
            find(row.shape());
        }
        if (found < row.shape().size()) {
            checkOthers(row);
        }
        for (int i = 0; i < children.length; i++) {
            try {
                children[i].add(places[i] < 0 ? Value.ABSENT : row.values().get(places[i]));
            } catch (WharfException e) {
                throw Refusal.at(children[i].field.name(), e);
            }
        }
    }

    private void find(Shape next) {
        found = 0;
        for (int i = 0; i < children.length; i++) {
            places[i] = next.indexOf(children[i].field.name());
            found += places[i] < 0 ? 0 : 1;
        }
        shape = next;
    }

    private void checkOthers(Value.Row row) {
        int[] known = places.clone();
        Arrays.sort(known);
        for (int i = 0; i < row.shape().size(); i++) {
            if (Arrays.binarySearch(known, i) < 0 && !(row.values().get(i) instanceof Value.Absent)) {
                throw Refusal.at(row.shape().names().get(i), Refusal.of("the schema has no such column"));
            }
        }
    }

    @Override
    void appendNothing() {
        for (ColumnWriter child : children) {
            child.skip();
        }
    }

    @Override
    void collectValues(Parts parts) {
        for (ColumnWriter child : children) {
            child.collect(parts);
        }
    }
}

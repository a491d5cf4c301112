package dev.wharf.avro;

import dev.wharf.value.Shape;

/**
 * Where the fields of a record stand in rows of one shape.
 *
 * @param places for each field of the record, its place in the row, or -1
 * @param unknown places in the row of what the record has not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowMap(Shape shape, int[] places, int[] unknown) {

    static RowMap of(Shape record, Shape shape) {
        int[] places = new int[record.size()];
        int found = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = shape.indexOf(record.names().get(i));
            found += places[i] < 0 ? 0 : 1;
        }
        int[] unknown = new int[shape.size() - found];
        int next = 0;
        for (int i = 0; i < shape.size(); i++) {
            if (record.indexOf(shape.names().get(i)) < 0) {
                unknown[next++] = i;
            }
        }
        return new RowMap(shape, places, unknown);
    }
}

package dev.wharf.avro;

import dev.wharf.value.Fields.NameTable;
import java.util.Arrays;

/**
 * Which fields of a record are wanted, for one table of names.
 *
 * @param ofStep for each field as it was written, its index among the wanted ones, or -1
 * @param ofWanted for each wanted one, its place in the record as it is read, or -1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FieldMap(NameTable table, int[] ofStep, int[] ofWanted) {

    static FieldMap of(RecordNode node, NameTable table) {
        int[] ofWanted = new int[table.size()];
        Arrays.fill(ofWanted, -1);
        int[] wantedOf = new int[node.shape.size()];
        for (int i = 0; i < wantedOf.length; i++) {
            int wanted = table.indexOf(node.shape.names().get(i));
            wantedOf[i] = wanted;
            if (wanted >= 0) {
                ofWanted[wanted] = i;
            }
        }
        int[] ofStep = new int[node.steps.length];
        for (int i = 0; i < ofStep.length; i++) {
            ofStep[i] = node.targets[i] < 0 ? -1 : wantedOf[node.targets[i]];
        }
        return new FieldMap(table, ofStep, ofWanted);
    }
}

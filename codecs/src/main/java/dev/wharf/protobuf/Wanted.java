package dev.wharf.protobuf;

import dev.wharf.value.Field;
import dev.wharf.value.Fields.NameTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which fields of a message a plan asks for. Immutable. */
final class Wanted {
    private final NameTable table;

    /** By the index of a field of the message: its slot in the index of a document, or -1. Empty if all are -1. */
    private final int[] slots;

    /** By the place of a field in the table: the field of the message, or null. */
    private final @Nullable ProtobufField[] fields;

    private Wanted(NameTable table, int[] slots, @Nullable ProtobufField[] fields) {
        this.table = table;
        this.slots = slots;
        this.fields = fields;
    }

    static Wanted of(ProtobufMessage message, NameTable table) {
        int[] slots = new int[message.size()];
        Arrays.fill(slots, -1);
        @Nullable ProtobufField[] fields = new ProtobufField[table.size()];
        boolean any = false;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = table.indexOf(message.field(i).name());
            if (slots[i] >= 0) {
                fields[slots[i]] = message.field(i);
                any = true;
            }
        }
        return new Wanted(table, any ? slots : new int[0], fields);
    }

    boolean isOf(NameTable other) {
        return table == other;
    }

    /** How many slots an index has. */
    int size() {
        return slots.length == 0 ? 0 : table.size();
    }

    /** The field of the message that a field of a plan means; null where the message has none. */
    @Nullable
    ProtobufField find(ProtobufMessage message, Field field) {
        return field.index() < fields.length ? fields[field.index()] : message.named(field.name());
    }

    int[] slots() {
        return slots;
    }
}

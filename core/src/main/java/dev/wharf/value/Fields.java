package dev.wharf.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that a plan reads, so that one pass over the bytes of a record finds them all. Filled by one thread while a
 * plan is put together, then read by many.
 */
public final class Fields {
    private final Map<String, Field> byName = new HashMap<>();
    private final List<Field> inOrder = new ArrayList<>();
    private volatile NameTable table = new NameTable(List.of());

    /** The field of this name, added if it is new. */
    public Field field(String name) {
        Field known = byName.get(name);
        if (known != null) {
            return known;
        }
        Field field = new Field(name, inOrder.size(), VirtualFields.NAMES.contains(name));
        byName.put(name, field);
        inOrder.add(field);
        table = new NameTable(inOrder);
        return field;
    }

    public int size() {
        return inOrder.size();
    }

    public Field at(int index) {
        return inOrder.get(index);
    }

    /** Finds the names of this set in raw UTF-8; taken once per pass. */
    public NameTable table() {
        return table;
    }

    /** Names in UTF-8, found without making a String. Immutable. */
    public static final class NameTable {
        private final byte[][] names;
        private final int[] slots;
        private final int mask;

        private NameTable(List<Field> fields) {
            names = fields.stream()
                    .map(field -> field.name().getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            mask = Math.max(8, Integer.highestOneBit(names.length * 4)) - 1;
            slots = new int[mask + 1];
            for (int i = 0; i < names.length; i++) {
                int slot = hash(names[i], 0, names[i].length) & mask;
                while (slots[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = i + 1;
            }
        }

        /** How many names there are. */
        public int size() {
            return names.length;
        }

        /** The index of the field whose name is these bytes, or -1. */
        public int indexOf(byte[] bytes, int start, int end) {
            int slot = hash(bytes, start, end) & mask;
            while (slots[slot] != 0) {
                int index = slots[slot] - 1;
                if (Arrays.equals(names[index], 0, names[index].length, bytes, start, end)) {
                    return index;
                }
                slot = slot + 1 & mask;
            }
            return -1;
        }

        /** Length, first, middle and last byte: cheap, and enough to tell the names of one schema apart. */
        private static int hash(byte[] bytes, int start, int end) {
            int length = end - start;
            if (length == 0) {
                return 0;
            }
            int mixed = length * 31 + bytes[start];
            mixed = mixed * 31 + bytes[start + (length >>> 1)];
            mixed = mixed * 31 + bytes[end - 1];
            return mixed ^ mixed >>> 7;
        }
    }
}

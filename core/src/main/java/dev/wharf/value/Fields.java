package dev.wharf.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that a plan reads, so that one pass over the bytes of a record finds them all. Filled by one thread
 * while a plan is put together, then read by many.
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
        private static final VarHandle LONGS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

        private final byte[][] names;
        private final Map<String, Integer> indexes;

        /**
         * An open hash table with four words a slot: the first eight bytes of a name; the last eight, or 0 if it has
         * no more than eight; its length in the upper half and its index + 1 in the lower, or 0 for an empty slot;
         * nothing.
         */
        private final long[] table;

        /** A bit for each length that a name has, modulo 64: most other names are told apart by it alone. */
        private final long lengths;

        private NameTable(List<Field> fields) {
            names = new byte[fields.size()][];
            indexes = HashMap.newHashMap(names.length);
            table = new long[4 * Math.max(8, Integer.highestOneBit(names.length * 4))];
            long allLengths = 0;
            for (int i = 0; i < names.length; i++) {
                String name = fields.get(i).name();
                indexes.put(name, i);
                names[i] = name.getBytes(StandardCharsets.UTF_8);
                if (StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
                    insert(i);
                    allLengths |= 1L << names[i].length;
                }
            }
            lengths = allLengths;
        }

        /** How many names there are. */
        public int size() {
            return names.length;
        }

        /** The index of the field whose name is these bytes, or -1. */
        public int indexOf(byte[] bytes, int start, int end) {
            int length = end - start;
            if ((lengths & 1L << length) == 0) {
                return -1;
            }
            long first = first(bytes, start, length);
            long last = length > 8 ? (long) LONGS.get(bytes, end - 8) : 0;
            for (int slot = slot(first, last); ; slot = slot + 4 & table.length - 4) {
                long entry = table[slot + 2];
                long difference = (table[slot] ^ first) | (table[slot + 1] ^ last) | ((entry >>> 32) ^ length);
                if (difference == 0 && (length <= 16 || sameMiddle(names[(int) entry - 1], bytes, start, end))) {
                    return (int) entry - 1;
                }
                if (entry == 0) {
                    return -1;
                }
            }
        }

        /**
         * The index of the field of this name, or -1. Also finds names that have no UTF-8, those with a lone
         * surrogate.
         */
        public int indexOf(String name) {
            return indexes.getOrDefault(name, -1);
        }

        private void insert(int index) {
            byte[] name = names[index];
            long first = first(name, 0, name.length);
            long last = name.length > 8 ? (long) LONGS.get(name, name.length - 8) : 0;
            int slot = slot(first, last);
            while (table[slot + 2] != 0) {
                slot = slot + 4 & table.length - 4;
            }
            table[slot] = first;
            table[slot + 1] = last;
            table[slot + 2] = (long) name.length << 32 | (index + 1);
        }

        private static boolean sameMiddle(byte[] name, byte[] bytes, int start, int end) {
            return Arrays.equals(name, 8, name.length - 8, bytes, start + 8, end - 8);
        }

        /** The first eight bytes, or all there are with zeros behind them. */
        private static long first(byte[] bytes, int start, int length) {
            if (bytes.length - start >= 8) {
                long word = (long) LONGS.get(bytes, start);
                return length >= 8 ? word : word & ((1L << (8 * length)) - 1);
            }
            long word = 0;
            for (int i = 0; i < length && i < 8; i++) {
                word |= (bytes[start + i] & 0xFFL) << (8 * i);
            }
            return word;
        }

        private int slot(long first, long last) {
            long mixed = (first ^ Long.rotateLeft(last, 29)) * 0x9E3779B97F4A7C15L;
            return (int) (mixed >>> 40) & table.length - 4;
        }
    }
}

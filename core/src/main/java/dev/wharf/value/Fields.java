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
        private static final VarHandle LONGS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

        private final byte[][] names;
        private final Map<String, Integer> indexes;
        /** By slot: the first and the last eight bytes of a name, which are all of it if it has at most sixteen. */
        private final long[] words;
        /** By slot: length of the name, or -1 for an empty slot. */
        private final int[] lengths;
        /** By slot: index of the field. */
        private final int[] slots;

        private final int mask;

        private NameTable(List<Field> fields) {
            names = new byte[fields.size()][];
            indexes = HashMap.newHashMap(names.length);
            mask = Math.max(8, Integer.highestOneBit(names.length * 4)) - 1;
            words = new long[2 * (mask + 1)];
            lengths = new int[mask + 1];
            slots = new int[mask + 1];
            Arrays.fill(lengths, -1);
            for (int i = 0; i < names.length; i++) {
                String name = fields.get(i).name();
                indexes.put(name, i);
                names[i] = name.getBytes(StandardCharsets.UTF_8);
                if (StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
                    insert(i);
                }
            }
        }

        /** How many names there are. */
        public int size() {
            return names.length;
        }

        /** The index of the field whose name is these bytes, or -1. */
        public int indexOf(byte[] bytes, int start, int end) {
            int length = end - start;
            long first = first(bytes, start, length);
            long last = last(bytes, end, length, first);
            int slot = slot(first, last, length);
            while (lengths[slot] >= 0) {
                if (words[2 * slot] == first
                        && words[2 * slot + 1] == last
                        && lengths[slot] == length
                        && (length <= 16 || sameMiddle(names[slots[slot]], bytes, start, end))) {
                    return slots[slot];
                }
                slot = slot + 1 & mask;
            }
            return -1;
        }

        /** The index of the field of this name, or -1. Also finds names that have no UTF-8, those with a lone surrogate. */
        public int indexOf(String name) {
            return indexes.getOrDefault(name, -1);
        }

        private void insert(int index) {
            byte[] name = names[index];
            long first = first(name, 0, name.length);
            long last = last(name, name.length, name.length, first);
            int slot = slot(first, last, name.length);
            while (lengths[slot] >= 0) {
                slot = slot + 1 & mask;
            }
            words[2 * slot] = first;
            words[2 * slot + 1] = last;
            lengths[slot] = name.length;
            slots[slot] = index;
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

        /** The last eight bytes; the first again if there are no more. */
        private static long last(byte[] bytes, int end, int length, long first) {
            return length > 8 ? (long) LONGS.get(bytes, end - 8) : first;
        }

        private int slot(long first, long last, int length) {
            long mixed = (first ^ Long.rotateLeft(last, 29) + length) * 0x9E3779B97F4A7C15L;
            return (int) (mixed >>> 40) & mask;
        }
    }
}

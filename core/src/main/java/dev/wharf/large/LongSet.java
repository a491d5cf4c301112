package dev.wharf.large;

import java.util.Arrays;

/** Numbers, 16 bytes each at the most. Not safe for use by many threads. */
final class LongSet {
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int MAX_CAPACITY = 1 << 30;

    private long[] slots = new long[FIRST_CAPACITY];
    private int size;
    private boolean zero;

    void add(long number) {
        if (number == 0) {
            zero = true;
            return;
        }
        if (size >= slots.length / 2) {
            grow();
        }
        int slot = slotOf(number);
        if (slots[slot] == 0) {
            slots[slot] = number;
            size++;
        }
    }

    boolean contains(long number) {
        return number == 0 ? zero : slots[slotOf(number)] == number;
    }

    /** Where it is, or would be. */
    private int slotOf(long number) {
        int mask = slots.length - 1;
        int slot = (int) (number ^ (number >>> Integer.SIZE)) & mask;
        while (slots[slot] != 0 && slots[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        if (slots.length == MAX_CAPACITY) {
            throw new IllegalStateException(
                    "there are more than " + size + " references; use a store for fewer topics");
        }
        long[] old = slots;
        slots = new long[old.length * 2];
        size = 0;
        Arrays.stream(old).filter(number -> number != 0).forEach(this::add);
    }
}

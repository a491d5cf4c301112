package dev.wharf.schema;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Schemas by their ids. Looking one up takes no lock, writes nothing, and allocates nothing: an open table whose slots
 * are filled once, and which is replaced as a whole when it grows, or when the older half of what is in it has to go.
 * Any thread.
 */
final class IdTable {
    private static final int FIRST_LENGTH = 64;

    private final int max;
    private final Lock writing = new ReentrantLock();
    private volatile AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(FIRST_LENGTH);
    private int size;
    private long added;

    /** @param max schemas that are kept */
    IdTable(int max) {
        this.max = max;
    }

    private record Entry(int id, long number, RegisteredSchema schema) {}

    @Nullable
    RegisteredSchema get(int id) {
        AtomicReferenceArray<@Nullable Entry> table = slots;
        int mask = table.length() - 1;
        // At most half of it is filled, so there is an end.
        for (int slot = mix(id) & mask; ; slot = slot + 1 & mask) {
            Entry entry = table.getAcquire(slot);
            if (entry == null) {
                return null;
            }
            if (entry.id == id) {
                return entry.schema;
            }
        }
    }

    /** Takes the schema, unless there is one of this id. */
    void put(int id, RegisteredSchema schema) {
        writing.lock();
        try {
            if (get(id) == null) {
                makeRoom();
                fill(slots, new Entry(id, added++, schema));
                size++;
            }
        } finally {
            writing.unlock();
        }
    }

    int size() {
        writing.lock();
        try {
            return size;
        } finally {
            writing.unlock();
        }
    }

    private void makeRoom() {
        if (size >= max) {
            rebuild(Math.max(1, size / 2), slots.length());
        } else if (2 * (size + 1) > slots.length()) {
            rebuild(0, 2 * slots.length());
        }
    }

    private void rebuild(int dropped, int length) {
        Entry[] entries = entries();
        Arrays.sort(entries, Comparator.comparingLong(Entry::number));
        AtomicReferenceArray<@Nullable Entry> next = new AtomicReferenceArray<>(length);
        for (int i = dropped; i < entries.length; i++) {
            fill(next, entries[i]);
        }
        size = entries.length - dropped;
        slots = next;
    }

    private Entry[] entries() {
        Entry[] entries = new Entry[size];
        int count = 0;
        for (int slot = 0; slot < slots.length(); slot++) {
            Entry entry = slots.get(slot);
            if (entry != null) {
                entries[count++] = entry;
            }
        }
        return entries;
    }

    private static void fill(AtomicReferenceArray<@Nullable Entry> table, Entry entry) {
        int mask = table.length() - 1;
        int slot = mix(entry.id) & mask;
        while (table.get(slot) != null) {
            slot = slot + 1 & mask;
        }
        table.setRelease(slot, entry);
    }

    /** Ids mostly follow each other, which suits a table; those that are far apart are spread. */
    private static int mix(int id) {
        return id ^ id >>> 16;
    }
}

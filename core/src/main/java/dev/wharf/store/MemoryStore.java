package dev.wharf.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in the memory of this process, gone with it: for trials and tests. Safe for use by many threads. */
final class MemoryStore implements PayloadStore {
    private static final int PAGE = 500;
    private static final Map<String, ConcurrentNavigableMap<String, Entry>> PLACES = new ConcurrentHashMap<>();

    private final String name;
    private final String place;
    private final ConcurrentNavigableMap<String, Entry> objects;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Entry(byte[] bytes, StoredObject object) {}

    /** @param place shared by all stores of the process that are given the same */
    MemoryStore(String name, String place) {
        this.name = name;
        this.place = place;
        this.objects = PLACES.computeIfAbsent(place, unknown -> new ConcurrentSkipListMap<>());
    }

    @Override
    public StoreUpload upload(String key, ByteBudget budget) {
        return new Upload(StoreKeys.checked(key));
    }

    @Override
    public InputStream open(String key, long position) {
        Entry entry = objects.get(key);
        if (entry == null) {
            throw new StoreException(StoreFailure.MISSING, this + " has no object of key " + key);
        }
        int from = (int) Math.min(position, entry.bytes.length);
        return new ByteArrayInputStream(entry.bytes, from, entry.bytes.length - from);
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return Optional.ofNullable(objects.get(key)).map(Entry::object);
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }

    @Override
    public List<StoredObject> list(String prefix, String after) {
        List<StoredObject> page = new ArrayList<>();
        String from = after.compareTo(prefix) < 0 ? prefix : after;
        for (Map.Entry<String, Entry> entry :
                objects.tailMap(from, !from.equals(after)).entrySet()) {
            if (page.size() == PAGE || !entry.getKey().startsWith(prefix)) {
                break;
            }
            page.add(entry.getValue().object);
        }
        return page;
    }

    @Override
    public List<UnfinishedUpload> unfinished(Instant before) {
        return List.of();
    }

    @Override
    public void discard(UnfinishedUpload upload) {}

    @Override
    public List<String> probe() {
        return List.of("is in the memory of this process");
    }

    @Override
    public String toString() {
        return "store " + name + " (memory:" + place + ")";
    }

    @Override
    public void close() {}

    private final class Upload implements StoreUpload {
        private final String key;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Upload(String key) {
            this.key = key;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            bytes.write(buffer, offset, length);
        }

        @Override
        public StoredObject complete() {
            StoredObject object = new StoredObject(key, bytes.size(), Instant.now());
            if (objects.putIfAbsent(key, new Entry(bytes.toByteArray(), object)) != null) {
                throw new StoreException(
                        StoreFailure.EXISTS, MemoryStore.this + " has an object of key " + key + " already");
            }
            return object;
        }

        @Override
        public void close() {
            bytes.reset();
        }
    }
}

package dev.wharf.lane;

import dev.wharf.record.WharfRecord;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the lane of a record. Has only those on which something is still to happen. Owner only. */
final class LaneMap {
    private final Order order;
    private final Map<Object, Lane> lanes = new HashMap<>();
    private @Nullable Lane latest;

    LaneMap(Order order) {
        this.order = order;
    }

    Lane of(WharfRecord record) {
        return switch (order) {
            case PARTITION -> of(record.slice().origin());
            case KEY -> of(keyOf(record));
            case NONE -> new Lane(null);
        };
    }

    @SuppressWarnings("ReferenceEquality") // of the same batch, or looked up
    private Lane of(Object key) {
        // Records come in batches of one partition.
        Lane last = latest;
        if (last != null && last.key == key) {
            return last;
        }
        Lane lane = lanes.get(key);
        if (lane == null) {
            lane = new Lane(key);
            lanes.put(key, lane);
        }
        latest = lane;
        return lane;
    }

    private static Object keyOf(WharfRecord record) {
        byte[] key = record.key().array();
        return key == null ? record.slice().origin() : new KeyBytes(key);
    }

    void removeIfOver(Lane lane) {
        if (lane.key != null && lane.over()) {
            lanes.remove(lane.key, lane);
            if (lane.equals(latest)) {
                latest = null;
            }
        }
    }

    Collection<Lane> all() {
        return lanes.values();
    }

    /** Equal if the content is. */
    private static final class KeyBytes {
        private final byte[] bytes;
        private final int hash;

        KeyBytes(byte[] bytes) {
            this.bytes = bytes;
            this.hash = Arrays.hashCode(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof KeyBytes key && hash == key.hash && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}

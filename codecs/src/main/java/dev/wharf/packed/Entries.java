package dev.wharf.packed;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a map with keys of any kind. Such keys have no order that a hash table could fall back on, so many
 * with the same hash code, which are easily made on purpose, would cost time by the square of their number: they are
 * refused before they are put into one. For one thread.
 */
final class Entries {
    private static final int MOST_ALIKE = 256;

    private final List<Value> keys = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    void add(Value key, Value value) {
        keys.add(key);
        values.add(value);
    }

    /**
     * The map; of equal keys the last counts.
     *
     * @throws WharfException with {@code MALFORMED} if more than 256 keys have the same hash code
     */
    Value map() {
        refuseAlike();
        Map<Value, Value> map = LinkedHashMap.newLinkedHashMap(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return Value.MapOf.of(map);
    }

    private void refuseAlike() {
        if (keys.size() <= MOST_ALIKE) {
            return;
        }
        int[] hashes = new int[keys.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = keys.get(i).hashCode();
        }
        Arrays.sort(hashes);
        for (int i = MOST_ALIKE; i < hashes.length; i++) {
            if (hashes[i] == hashes[i - MOST_ALIKE]) {
                throw new WharfException(
                        ErrorCode.MALFORMED,
                        "more than " + MOST_ALIKE + " keys of a map have the same hash code, so it is not read");
            }
        }
    }
}

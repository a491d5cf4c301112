package dev.wharf.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The schemas of one context by their ids, and back. For {@link RegistryState} alone, which guards it. */
final class ContextSchemas {
    private final NavigableMap<Integer, Schema> byId = new TreeMap<>();
    private final Map<UUID, NavigableSet<Integer>> byGuid = new HashMap<>();
    private final Map<UUID, NavigableSet<Integer>> byMeaning = new HashMap<>();
    private int lastId;

    void put(int id, @Nullable Schema schema) {
        Schema before = schema == null ? byId.remove(id) : byId.put(id, schema);
        if (before != null) {
            forget(byGuid, before.guid(), id);
            forget(byMeaning, before.meaning(), id);
        }
        if (schema != null) {
            byGuid.computeIfAbsent(schema.guid(), guid -> new TreeSet<>()).add(id);
            byMeaning
                    .computeIfAbsent(schema.meaning(), meaning -> new TreeSet<>())
                    .add(id);
            given(id);
        }
    }

    private static void forget(Map<UUID, NavigableSet<Integer>> index, UUID key, int id) {
        index.computeIfPresent(key, (same, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
        });
    }

    /** That id, and all below it, are not given again. */
    void given(int id) {
        lastId = Math.max(lastId, id);
    }

    int lastId() {
        return lastId;
    }

    @Nullable
    Schema get(int id) {
        return byId.get(id);
    }

    /** The lowest id of such a schema: there are several only where they were imported so. */
    OptionalInt idOf(UUID guid) {
        return lowest(byGuid.get(guid));
    }

    /** The same for one that means the same. */
    OptionalInt idOfMeaning(UUID meaning) {
        return lowest(byMeaning.get(meaning));
    }

    private static OptionalInt lowest(@Nullable NavigableSet<Integer> ids) {
        return ids == null ? OptionalInt.empty() : OptionalInt.of(ids.first());
    }
}

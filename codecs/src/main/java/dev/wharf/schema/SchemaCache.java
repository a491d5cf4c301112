package dev.wharf.schema;

import dev.wharf.http.SingleFlight;
import dev.wharf.http.Timing;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas by what never changes: their ids and their GUIDs. Those that are in memory are found without any lock; of
 * many threads that miss the same one, one asks. Any thread.
 *
 * <p>The registry is asked before the disk: a registry for development that was emptied gives old ids to new schemas,
 * and nobody would notice that records are read wrongly.
 */
final class SchemaCache {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);

    private final int max;
    private final IdTable ids;
    private final ConcurrentMap<String, IdTable> contexts = new ConcurrentHashMap<>();
    private final ConcurrentMap<UUID, RegisteredSchema> guids = new ConcurrentHashMap<>();
    private final SingleFlight<String, RegisteredSchema> flight = new SingleFlight<>();
    private final Misses<String> misses;
    private final Optional<DiskCache> disk;
    private final AtomicBoolean fromDisk = new AtomicBoolean();

    SchemaCache(RegistrySettings.Caching settings, Optional<DiskCache> disk, Timing timing) {
        this.max = settings.maxSchemas();
        this.ids = new IdTable(max);
        this.misses = new Misses<>(settings.missingTtl(), max, timing);
        this.disk = disk;
    }

    /** The schema of an id of a context, empty for the default one; {@code fetch} asks the registry. */
    RegisteredSchema byId(int id, String context, Supplier<RegisteredSchema> fetch) {
        IdTable table = table(context);
        RegisteredSchema known = table.get(id);
        if (known != null) {
            return known;
        }
        return load("id " + context + " " + id, () -> table.get(id), fetch, schema -> table.put(id, schema));
    }

    private IdTable table(String context) {
        return context.isEmpty() ? ids : contexts.computeIfAbsent(context, name -> new IdTable(max));
    }

    /** The schema of an id of the default context, if it is in memory. */
    @Nullable
    RegisteredSchema known(int id) {
        return ids.get(id);
    }

    @Nullable
    RegisteredSchema known(UUID guid) {
        return guids.get(guid);
    }

    /** Keeps what was heard of otherwise. */
    void learn(RegisteredSchema schema, String context) {
        if (schema.id() > 0) {
            table(context).put(schema.id(), schema);
            disk.ifPresent(files -> files.write("id " + context + " " + schema.id(), schema));
        }
    }

    RegisteredSchema byGuid(UUID guid, Supplier<RegisteredSchema> fetch) {
        return load("guid " + guid, () -> guids.get(guid), fetch, schema -> keep(guid, schema));
    }

    private void keep(UUID guid, RegisteredSchema schema) {
        if (guids.size() >= max) {
            guids.clear();
        }
        guids.put(guid, schema);
    }

    /** @param memory what is there by now */
    private RegisteredSchema load(
            String key,
            Supplier<@Nullable RegisteredSchema> memory,
            Supplier<RegisteredSchema> fetch,
            Consumer<RegisteredSchema> keep) {
        misses.check(key);
        return flight.get(key, () -> {
            RegisteredSchema meanwhile = memory.get();
            if (meanwhile != null) {
                return meanwhile;
            }
            misses.check(key);
            RegisteredSchema found = found(key, fetch);
            keep.accept(found);
            return found;
        });
    }

    private RegisteredSchema found(String key, Supplier<RegisteredSchema> fetch) {
        try {
            RegisteredSchema fetched = orFromDisk(key, fetch);
            misses.worked(key);
            return fetched;
        } catch (RegistryException e) {
            misses.failed(key, e);
            throw e;
        }
    }

    /** What the registry says, which is kept on the disk; or what it said once, while it is away. */
    RegisteredSchema orFromDisk(String key, Supplier<RegisteredSchema> fetch) {
        try {
            RegisteredSchema fetched = fetch.get();
            disk.ifPresent(files -> files.write(key, fetched));
            fromDisk.set(false);
            return fetched;
        } catch (RegistryException e) {
            Optional<RegisteredSchema> kept =
                    e.fault() == RegistryFault.UNAVAILABLE ? disk.flatMap(files -> files.read(key)) : Optional.empty();
            if (kept.isPresent() && fromDisk.compareAndSet(false, true)) {
                LOG.warn("the registry is away, so schemas are taken from the disk: {}", e.getMessage());
            }
            return kept.orElseThrow(() -> e);
        }
    }
}

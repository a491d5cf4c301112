package dev.wharf.frame;

import dev.wharf.schema.RegistrySettings;
import dev.wharf.schema.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;

/** One client of a registry for all who have the same settings, so that they share what it knows. Any thread. */
final class SharedRegistries {
    private static final Map<Map<String, String>, Shared> OPEN = new HashMap<>();

    private static final class Shared {
        private final SchemaRegistry registry;
        private int users;

        Shared(SchemaRegistry registry) {
            this.registry = registry;
        }
    }

    /** A client in use; whoever has it closes it once. */
    record Lease(SchemaRegistry registry, AutoCloseable end) {}

    private SharedRegistries() {}

    static synchronized Lease acquire(Map<String, String> settings) {
        Map<String, String> key = Map.copyOf(settings);
        Shared shared = OPEN.get(key);
        if (shared == null) {
            shared = new Shared(new SchemaRegistry(RegistrySettings.of(key)));
            OPEN.put(key, shared);
        }
        shared.users++;
        return new Lease(shared.registry, () -> release(key));
    }

    private static synchronized void release(Map<String, String> key) {
        Shared shared = OPEN.get(key);
        if (shared != null && --shared.users == 0) {
            OPEN.remove(key);
            shared.registry.close();
        }
    }
}

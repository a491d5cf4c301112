package dev.wharf.cli;

import dev.wharf.client.ClientSettings;
import dev.wharf.registry.DevRegistry;
import dev.wharf.registry.DevRegistrySettings;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schema registry that a command starts for itself beside the embedded Kafka, which keeps its schemas. */
final class DevRegistryLease implements AutoCloseable {
    private final @Nullable DevRegistry registry;

    private DevRegistryLease(@Nullable DevRegistry registry) {
        this.registry = registry;
    }

    /** Starts it if it is wanted, and the embedded Kafka is there to keep its schemas. */
    static DevRegistryLease acquire(boolean wanted, Embedded kafka, PrintWriter err) {
        Optional<String> address = kafka.address();
        if (!wanted || address.isEmpty()) {
            return new DevRegistryLease(null);
        }
        DevRegistry registry =
                DevRegistry.start(DevRegistrySettings.inMemory().withKafka(ClientSettings.of(address.get())));
        err.println("schema registry at " + registry.url());
        err.flush();
        return new DevRegistryLease(registry);
    }

    /** Where it is; empty if it was not started. */
    Optional<String> url() {
        return Optional.ofNullable(registry).map(DevRegistry::url);
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
    }
}

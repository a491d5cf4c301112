package dev.wharf.registry;

import dev.wharf.client.ClientSettings;
import dev.wharf.endpoint.HttpAddress;
import dev.wharf.schema.SchemaRules;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What a {@link DevRegistry} is started with. Immutable; each {@code with} gives other settings.
 *
 * @param address where it listens
 * @param kafka the cluster that keeps the schemas; empty for memory, which forgets them at the end
 * @param topic that keeps them there
 * @param rules of the languages that schemas are written in
 */
public record DevRegistrySettings(
        HttpAddress address, Optional<ClientSettings> kafka, String topic, List<SchemaRules> rules) {
    /** The topic unless another one is set. */
    public static final String DEFAULT_TOPIC = "_wharf_schemas";

    public DevRegistrySettings {
        rules = List.copyOf(rules);
    }

    /** On a free port of this machine, in memory, for all languages that there are rules for. */
    public static DevRegistrySettings inMemory() {
        List<SchemaRules> all = ServiceLoader.load(SchemaRules.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return new DevRegistrySettings(HttpAddress.loopback(0), Optional.empty(), DEFAULT_TOPIC, all);
    }

    public DevRegistrySettings withAddress(HttpAddress where) {
        return new DevRegistrySettings(where, kafka, topic, rules);
    }

    /** Schemas are kept by this cluster. */
    public DevRegistrySettings withKafka(ClientSettings cluster) {
        return new DevRegistrySettings(address, Optional.of(cluster), topic, rules);
    }

    /** Schemas are kept in this topic, which is created if it is not there. */
    public DevRegistrySettings withTopic(String name) {
        return new DevRegistrySettings(address, kafka, name, rules);
    }

    public DevRegistrySettings withRules(List<SchemaRules> those) {
        return new DevRegistrySettings(address, kafka, topic, those);
    }
}

package dev.wharf.registry.contract;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.registry.DevRegistry;
import dev.wharf.registry.DevRegistrySettings;

/**
 * Our own registry in this process.
 *
 * @param storage what is closed after it
 */
record DevTarget(DevRegistry registry, Runnable storage) implements Target {
    static DevTarget inMemory() {
        return new DevTarget(DevRegistry.start(DevRegistrySettings.inMemory()), () -> {});
    }

    static DevTarget inKafka() {
        EmbeddedKafka kafka = EmbeddedKafka.builder().start();
        ClientSettings client = ClientSettings.of(kafka.bootstrapServers());
        return new DevTarget(DevRegistry.start(DevRegistrySettings.inMemory().withKafka(client)), kafka::close);
    }

    @Override
    public Kind kind() {
        return Kind.WHARF;
    }

    @Override
    public String url() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.close();
        storage.run();
    }
}

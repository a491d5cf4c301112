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
    /** With the real rules of all languages that are on the class path, else with those for tests. */
    private static DevRegistrySettings settings() {
        DevRegistrySettings settings = DevRegistrySettings.inMemory();
        return settings.rules().isEmpty() ? settings.withRules(TestRules.all()) : settings;
    }

    static DevTarget inMemory() {
        return new DevTarget(DevRegistry.start(settings()), () -> {});
    }

    static DevTarget inKafka() {
        EmbeddedKafka kafka = EmbeddedKafka.builder().start();
        ClientSettings client = ClientSettings.of(kafka.bootstrapServers());
        return new DevTarget(DevRegistry.start(settings().withKafka(client)), kafka::close);
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

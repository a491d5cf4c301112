package dev.wharf.registry;

import dev.wharf.client.ClientSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A registry in memory for each test. */
abstract class RegistryRig {
    DevRegistry registry;
    Asking ask;

    @BeforeEach
    void start() {
        registry = DevRegistry.start(settings());
        ask = new Asking(registry.url());
    }

    @AfterEach
    void stop() {
        ask.close();
        registry.close();
    }

    /** With the real rules of all languages that are on the class path, else with those for tests. */
    static DevRegistrySettings settings() {
        DevRegistrySettings settings = DevRegistrySettings.inMemory();
        return settings.rules().isEmpty() ? settings.withRules(TestRules.all()) : settings;
    }

    static DevRegistrySettings settings(String brokers, String topic) {
        return settings().withKafka(ClientSettings.of(brokers)).withTopic(topic);
    }
}

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

    static DevRegistrySettings settings() {
        return DevRegistrySettings.inMemory();
    }

    static DevRegistrySettings settings(String brokers, String topic) {
        return settings().withKafka(ClientSettings.of(brokers)).withTopic(topic);
    }
}

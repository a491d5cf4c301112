package dev.wharf.registry.contract;

/** The development registry, with its schemas in a topic. */
final class KafkaRegistryIT extends RegistrySuites {
    @Override
    Target startTarget() {
        return DevTarget.inKafka();
    }
}

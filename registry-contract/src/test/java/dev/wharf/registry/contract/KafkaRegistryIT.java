package dev.wharf.registry.contract;

/** The development registry, with its schemas in a topic. */
final class KafkaRegistryIT extends ContractSuite {
    @Override
    Target startTarget() {
        return DevTarget.inKafka();
    }
}

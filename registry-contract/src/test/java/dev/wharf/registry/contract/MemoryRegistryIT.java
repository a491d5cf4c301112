package dev.wharf.registry.contract;

/** The development registry, in memory. */
final class MemoryRegistryIT extends ContractSuite {
    @Override
    Target startTarget() {
        return DevTarget.inMemory();
    }
}

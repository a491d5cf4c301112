package dev.wharf.registry.contract;

/** The development registry, in memory. */
final class MemoryRegistryIT extends RegistrySuites {
    @Override
    Target startTarget() {
        return DevTarget.inMemory();
    }
}

package dev.wharf.store;

import java.util.List;

/** Objects in the memory of this process: {@code memory:trial}. */
public final class MemoryStoreProvider implements StoreProvider {
    @Override
    public String scheme() {
        return "memory";
    }

    @Override
    public String description() {
        return "The memory of this process, for trials and tests: gone when it ends.";
    }

    @Override
    public List<StoreOption> options() {
        return List.of();
    }

    @Override
    public PayloadStore open(StoreSettings settings) {
        return new MemoryStore(settings.name(), settings.place());
    }
}

package dev.wharf.store.contract;

import java.nio.file.Path;

/** The memory of the process. */
final class MemoryStoreIT extends StoreContract {
    @Override
    Target start(Path folder) {
        return Targets.memory();
    }
}

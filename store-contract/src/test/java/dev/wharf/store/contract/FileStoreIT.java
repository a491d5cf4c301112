package dev.wharf.store.contract;

import java.nio.file.Path;

/** Files below a folder. */
final class FileStoreIT extends StoreContract {
    @Override
    Target start(Path folder) {
        return Targets.file(folder);
    }
}

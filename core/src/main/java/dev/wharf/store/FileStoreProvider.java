package dev.wharf.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Objects as files below a folder: {@code file:/var/lib/payloads}. */
public final class FileStoreProvider implements StoreProvider {
    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public String description() {
        return "Files below a folder, which all who read them must see.";
    }

    @Override
    public List<StoreOption> options() {
        return List.of();
    }

    @Override
    public PayloadStore open(StoreSettings settings) {
        String place = settings.place();
        String path = place.startsWith("//") ? place.substring(2) : place;
        if (path.isBlank()) {
            throw settings.wrong("url", "there is no folder in it; write file:/path/of/a/folder");
        }
        try {
            return new FileStore(settings.name(), Path.of(path));
        } catch (InvalidPathException e) {
            throw settings.wrong("url", "that can be no folder: " + e.getReason());
        }
    }
}

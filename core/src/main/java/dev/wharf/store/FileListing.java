package dev.wharf.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One page of the files below a folder, in the order of their keys. For one call. */
final class FileListing {
    private static final int PAGE = 500;

    private final Path root;
    private final String prefix;
    private final String after;
    private final List<StoredObject> page = new ArrayList<>();

    FileListing(Path root, String prefix, String after) {
        this.root = root;
        this.prefix = prefix;
        this.after = after;
    }

    List<StoredObject> page() throws IOException {
        walk(root, "");
        return page;
    }

    /** @param above the key of the folder, with a slash at its end; empty for the root */
    private void walk(Path folder, String above) throws IOException {
        for (String key : keysIn(folder, above)) {
            if (page.size() == PAGE) {
                return;
            }
            Path path = root.resolve(key);
            if (key.endsWith("/")) {
                walk(path, key);
            } else {
                add(key, path);
            }
        }
    }

    private void add(String key, Path path) throws IOException {
        try {
            page.add(FileStore.describe(key, path));
        } catch (NoSuchFileException e) {
            // Deleted since the folder was read, or no file.
        }
    }

    /** Those that may hold something of the page, folders with a slash at their end: so they sort as their files do. */
    private List<String> keysIn(Path folder, String above) throws IOException {
        List<String> keys = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                String key = above + name + (Files.isDirectory(entry) ? "/" : "");
                if (!name.startsWith(".") && mayMatch(key)) {
                    keys.add(key);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        keys.sort(null);
        return keys;
    }

    private boolean mayMatch(String key) {
        if (key.endsWith("/")) {
            boolean inPrefix = key.startsWith(prefix) || prefix.startsWith(key);
            return inPrefix && (key.compareTo(after) > 0 || after.startsWith(key));
        }
        return key.startsWith(prefix) && key.compareTo(after) > 0;
    }
}

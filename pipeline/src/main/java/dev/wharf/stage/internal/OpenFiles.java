package dev.wharf.stage.internal;

import dev.wharf.compress.Compression;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.file.ConfinedFolder;
import dev.wharf.file.IfExists;
import dev.wharf.file.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that are being written at a time, each with the name by which records ask for it. Few of them have an open
 * handle: of the others the one used last is let go when there are too many. One thread at a time.
 */
final class OpenFiles implements AutoCloseable {
    /** Of how many paths is known which number was the last; of others it is looked for again. */
    private static final int MOST_NUMBERS_KNOWN = 10_000;

    private final Settings settings;
    private final @Nullable ConfinedFolder folder;
    private final Map<String, OpenFile<?>> byName = new HashMap<>();
    /** In the order in which they were started. */
    private final Map<Path, OpenFile<?>> byTarget = new LinkedHashMap<>();
    /** Those with a handle; the one that was used last stands last. */
    private final Map<OpenFile<?>, Boolean> open = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Path, Integer> nextNumbers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Integer> eldest) {
            return size() > MOST_NUMBERS_KNOWN;
        }
    };

    /**
     * How files are made.
     *
     * @param mostOpen handles at a time
     * @param mostFiles that are not finished at a time
     */
    record Settings(FilePath path, IfExists ifExists, FileKind kind, int mostOpen, int mostFiles) {}

    /** None is started yet. */
    OpenFiles(Settings settings) {
        this.settings = settings;
        this.folder = settings.path.computed() ? ConfinedFolder.of(settings.path.folder()) : null;
    }

    /**
     * The file of this name, which is started if it is not there yet.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if there can be no such file, or no further one; {@code
     *     SINK_FAILED} if it cannot be started now
     */
    OpenFile<?> at(String name) {
        OpenFile<?> known = byName.get(name);
        return known == null ? start(name) : known;
    }

    private OpenFile<?> start(String name) {
        Path place = folder == null ? settings.path.folder() : folder.place(name);
        OpenFile<?> file = byTarget.get(place);
        if (file == null) {
            checkCount();
            makeHandle();
            file = create(place);
            byTarget.put(place, file);
            open.put(file, true);
        }
        file.names().add(name);
        byName.put(name, file);
        return file;
    }

    private void checkCount() {
        if (byTarget.size() >= settings.mostFiles) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "there are " + byTarget.size() + " files that are not finished, as many as max_files allows, and"
                            + " the record would begin another one; use fields with fewer values in path, or raise"
                            + " max_files");
        }
    }

    private OpenFile<?> create(Path place) {
        RowsFormat<?> format = settings.kind.opener().open(place, settings.ifExists == IfExists.APPEND);
        return opened(place, format);
    }

    private <R> OpenFile<R> opened(Path place, RowsFormat<R> format) {
        int number = nextNumbers.getOrDefault(place, 0);
        WholeFile.Settings how =
                new WholeFile.Settings(settings.ifExists, Compression.of(place), number, format.continued());
        return new OpenFile<>(place, WholeFile.create(place, how), format);
    }

    /** Before a row is appended to the file; may fail, and then be tried again. */
    void makeRoom(OpenFile<?> file) {
        if (open.get(file) == null) {
            makeHandle();
            open.put(file, true);
        }
        file.makeRoom();
    }

    private void makeHandle() {
        while (open.size() >= settings.mostOpen) {
            OpenFile<?> longestUnused = open.keySet().iterator().next();
            longestUnused.suspend();
            open.remove(longestUnused);
        }
    }

    /** All of them, the one that was started first before the others. */
    List<OpenFile<?>> all() {
        return new ArrayList<>(byTarget.values());
    }

    @Nullable
    OpenFile<?> oldest() {
        return byTarget.isEmpty() ? null : byTarget.values().iterator().next();
    }

    /** Forgets a file that was published or given up, and closes it. */
    void done(OpenFile<?> file) {
        file.names().forEach(byName::remove);
        byTarget.remove(file.target());
        open.remove(file);
        nextNumbers.put(file.target(), file.number());
        file.close();
    }

    /** Gives up all that are left. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (OpenFile<?> file : all()) {
            try {
                done(file);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}

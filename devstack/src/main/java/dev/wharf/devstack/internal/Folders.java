package dev.wharf.devstack.internal;

import dev.wharf.devstack.DevstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes and deletes the folders that a broker lives in. */
public final class Folders {

    /** For Kafka's index files and the class archive. */
    public static final long BROKER_MIN_FREE_BYTES = 128L << 20;

    private Folders() {}

    /** The folder's real path; it is created if absent. */
    public static Path create(Path folder) {
        try {
            return Files.createDirectories(folder).toRealPath();
        } catch (IOException e) {
            throw new DevstackException(
                    "folder " + folder + " cannot be created (" + Reasons.of(e)
                            + "); choose another folder or mend its permissions",
                    e);
        }
    }

    public static Path temporary() {
        try {
            return Files.createTempDirectory("wharf-kafka-").toRealPath();
        } catch (IOException e) {
            throw new DevstackException("no temporary folder could be created (" + Reasons.of(e) + ")", e);
        }
    }

    /**
     * Refuses a folder on a disk so full that Kafka, which maps its index files, would crash instead of complaining.
     */
    public static void requireSpace(Path folder, long minBytes) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < minBytes) {
                throw new DevstackException("the disk of folder " + folder + " has only " + (free >> 20)
                        + " MiB left, Kafka needs " + (minBytes >> 20)
                        + " MiB to start; free some space or choose another folder");
            }
        } catch (IOException e) {
            throw new DevstackException("folder " + folder + " cannot be used (" + Reasons.of(e) + ")", e);
        }
    }

    /** Whether nothing can be written there any more, not even a log that would say so. */
    static boolean isFull(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() == 0;
        } catch (IOException e) {
            return false; // another reason, which others tell better
        }
    }

    /** Deletes the folder and what is in it; what someone else deletes meanwhile is no error. */
    public static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new DevstackException("folder " + folder + " cannot be deleted (" + Reasons.of(e) + ")", e);
        }
    }
}

package dev.wharf.file;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder that no file may lead out of, whose name is made of what records hold. Where it really is, is found out
 * once; links inside it that lead out are refused, of folders and of files. Each place is looked at before a file is
 * started there, and from then on the file is known by its real place; somebody who may change the folder itself could
 * still swap one between the two. Safe for use by many threads.
 */
public final class ConfinedFolder {
    private final Path shown;
    private final Path real;

    private ConfinedFolder(Path shown, Path real) {
        this.shown = shown;
        this.real = real;
    }

    /**
     * The folder, which is made where it is missing.
     *
     * @throws WharfException with {@code SINK_FAILED} if it cannot be
     */
    public static ConfinedFolder of(Path folder) {
        try {
            Folders.create(folder);
            return new ConfinedFolder(folder, folder.toRealPath());
        } catch (IOException e) {
            throw WriteFailure.of(folder, e);
        }
    }

    /**
     * The real place of a file; folders on the way to it are made.
     *
     * @param relative below the folder, with slashes, without {@code .} and {@code ..}
     * @throws WharfException with {@code RECORD_REFUSED} if it leads out, or can be no file, because of what is there;
     *     {@code SINK_FAILED} if the folders cannot be made
     */
    public Path place(String relative) {
        Path place = below(relative);
        Path folder = Folders.of(place);
        try {
            confine(deepest(folder), relative);
            Folders.create(folder);
            Path found = folder.toRealPath();
            confine(found, relative);
            return placed(found.resolve(place.getFileName()), relative);
        } catch (IOException e) {
            throw WriteFailure.of(shown.resolve(relative), e);
        }
    }

    private Path below(String relative) {
        try {
            Path place = real.resolve(relative);
            if (!place.startsWith(real) || !place.normalize().equals(place)) {
                throw refused(relative, "leads out of " + shown);
            }
            return place;
        } catch (InvalidPathException e) {
            throw new WharfException(
                    ErrorCode.RECORD_REFUSED,
                    "the path that follows from the record cannot be one on this system: " + e.getReason()
                            + "; for letters beyond ASCII set LC_ALL=C.UTF-8",
                    e);
        }
    }

    /** The folder itself, or the last one above it that is there. */
    private static Path deepest(Path folder) {
        Path there = folder;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = Folders.of(there);
        }
        return there;
    }

    private void confine(Path there, String relative) throws IOException {
        if (!Files.exists(there)) {
            throw refused(relative, "goes through a link that leads nowhere");
        }
        if (!there.toRealPath().startsWith(real)) {
            throw refused(relative, "leads out of " + shown + " through a link");
        }
        if (!Files.isDirectory(there)) {
            throw refused(relative, "goes through a file as if it were a folder");
        }
    }

    private Path placed(Path file, String relative) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return file;
        }
        if (!Files.exists(file)) {
            throw refused(relative, "is a link that leads nowhere");
        }
        Path found = file.toRealPath();
        if (!found.startsWith(real)) {
            throw refused(relative, "is a link out of " + shown);
        }
        if (!Files.isRegularFile(found)) {
            throw refused(relative, "is no file");
        }
        return found;
    }

    /** The path itself comes from a record, and so is not told. */
    private static WharfException refused(String relative, String why) {
        return new WharfException(
                ErrorCode.RECORD_REFUSED,
                "the path that follows from the record, of " + relative.length() + " characters, " + why
                        + "; move what is there away, or change the record");
    }
}

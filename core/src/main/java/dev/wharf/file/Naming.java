package dev.wharf.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Gives a part, which is on the disk by now, the name of its target, or one that is made of that. What fails can be
 * tried again.
 */
final class Naming {
    private static final int MOST_NUMBERS = 1_000_000;

    private final Path target;
    private int number;

    /** @param number the first to try: 0 for the name itself */
    Naming(Path target, int number) {
        this.target = target;
        this.number = number;
    }

    /** The number that was tried last. */
    int number() {
        return number;
    }

    /** Puts it in the place of what is there. */
    Path replace(Path part) throws IOException {
        return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes the target's name, or throws {@link FileAlreadyExistsException}. */
    Path ifFree(Path part) throws IOException {
        if (!linkTo(target, part)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.delete(part);
        return target;
    }

    /** Takes the next name that is free: {@code out.json}, {@code out-1.json}, {@code out-2.json}. */
    Path nextFree(Path part) throws IOException {
        while (number < MOST_NUMBERS) {
            Path name = number == 0 ? target : numbered(number);
            if (linkTo(name, part)) {
                Files.delete(part);
                return name;
            }
            number++;
        }
        throw new FileAlreadyExistsException(target + " and " + MOST_NUMBERS + " numbered names");
    }

    /** A link is refused where the name is taken, in one step: of two processes that want it, one gets it. */
    private static boolean linkTo(Path name, Path part) throws IOException {
        try {
            Files.createLink(name, part);
            return true;
        } catch (FileAlreadyExistsException e) {
            // After a try that came as far as this, the name is our own.
            return Files.isRegularFile(name) && Files.isSameFile(name, part);
        } catch (UnsupportedOperationException e) {
            throw new NoHardLinks(e);
        }
    }

    private Path numbered(int index) {
        String name = String.valueOf(target.getFileName());
        int dot = name.indexOf('.', 1);
        String stem = dot < 0 ? name : name.substring(0, dot);
        String suffix = dot < 0 ? "" : name.substring(dot);
        return target.resolveSibling(stem + "-" + index + suffix);
    }

    /** Of the file system, for good. */
    static final class NoHardLinks extends IOException {
        private static final long serialVersionUID = 1L;

        NoHardLinks(UnsupportedOperationException cause) {
            super("the file system has no hard links, which if_exists = number and fail need", cause);
        }
    }
}

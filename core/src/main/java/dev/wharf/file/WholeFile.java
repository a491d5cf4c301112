package dev.wharf.file;

import dev.wharf.compress.Compression;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that becomes visible whole or not at all: it is written under a hidden name beside its place, forced to the
 * disk, renamed, and then the folder is forced to the disk. Not safe for use by several threads.
 */
public final class WholeFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WholeFile.class);
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int MOST_NUMBERS = 1_000_000;
    private static final String AND_THEN = ", and run again: nothing of this file was committed";

    private final Path target;
    private final Path part;
    private final IfExists ifExists;
    private final FileChannel channel;
    private final OutputStream out;

    private WholeFile(Path target, Path part, IfExists ifExists, FileChannel channel, OutputStream out) {
        this.target = target;
        this.part = part;
        this.ifExists = ifExists;
        this.channel = channel;
        this.out = out;
    }

    /** Starts a file whose bytes are written as they are. */
    public static WholeFile create(Path place, IfExists ifExists) {
        return create(place, ifExists, Compression.NONE);
    }

    /**
     * Starts the file; missing folders are made.
     *
     * @throws WharfException with {@code SINK_FAILED} when it is there and must not be, or cannot be written
     */
    public static WholeFile create(Path place, IfExists ifExists, Compression compression) {
        Path target = followed(place);
        checkPlace(target, ifExists);
        Path folder = folderOf(target);
        Path part = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            createFolders(folder);
            FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new WholeFile(target, part, ifExists, channel, opened(channel, compression));
        } catch (IOException e) {
            throw refused(target, reason(e), e);
        }
    }

    /** Closing the stream ends what is compressed; the channel stays open, because it is to be forced after that. */
    private static OutputStream opened(FileChannel channel, Compression compression) throws IOException {
        OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
        OutputStream compressed = compression.compress(bytes);
        return compression == Compression.NONE ? bytes : new BufferedOutputStream(compressed, BUFFER_BYTES);
    }

    /** A link is kept, and what it names is written; but never in a folder of the system's devices. */
    private static Path followed(Path place) {
        Path absolute = place.toAbsolutePath().normalize();
        if (absolute.startsWith("/dev") || absolute.startsWith("/proc")) {
            throw refused(place, "its folder belongs to the system; for the console there is stdout.write", null);
        }
        try {
            return Files.isSymbolicLink(place) ? place.toRealPath() : place;
        } catch (IOException e) {
            throw refused(place, "it is a link that leads nowhere; remove it or mend it", e);
        }
    }

    private static void checkPlace(Path target, IfExists ifExists) {
        if (!Files.exists(target)) {
            return;
        }
        if (Files.isDirectory(target)) {
            throw refused(target, "it is a folder; name a file in it", null);
        }
        if (!Files.isRegularFile(target)) {
            throw refused(
                    target, "it is a device, a pipe or a socket, whose place a file would take; name a file", null);
        }
        if (ifExists == IfExists.FAIL) {
            throw refused(target, "it is there already; move it away, or set if_exists to number or replace", null);
        }
    }

    private static void createFolders(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(e.getMessage() + " is a file, and a folder is wanted there", e);
        }
    }

    private static Path folderOf(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    /** Appends bytes. */
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw refused(target, reason(e), e);
        }
    }

    /**
     * Makes the file visible, durably.
     *
     * @return the name that it got
     */
    public Path commit() {
        try {
            out.close();
            channel.force(true);
            channel.close();
            Path name = publish();
            forceFolder(folderOf(target));
            return name;
        } catch (IOException e) {
            throw refused(target, reason(e), e);
        }
    }

    private Path publish() throws IOException {
        if (ifExists == IfExists.REPLACE) {
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        for (int number = 0; number < MOST_NUMBERS; number++) {
            Path name = number == 0 ? target : numbered(number);
            if (linkTo(name)) {
                Files.delete(part);
                return name;
            }
            if (ifExists == IfExists.FAIL) {
                throw new FileAlreadyExistsException(name.toString());
            }
        }
        throw new FileAlreadyExistsException(target + " and " + MOST_NUMBERS + " numbered names");
    }

    /** A link is refused where the name is taken, in one step: of two processes that want it, one gets it. */
    private boolean linkTo(Path name) throws IOException {
        try {
            Files.createLink(name, part);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException e) {
            throw new IOException("the file system has no hard links, which if_exists = number and fail need", e);
        }
    }

    private Path numbered(int number) {
        String name = String.valueOf(target.getFileName());
        int dot = name.indexOf('.', 1);
        String stem = dot < 0 ? name : name.substring(0, dot);
        String suffix = dot < 0 ? "" : name.substring(dot);
        return target.resolveSibling(stem + "-" + number + suffix);
    }

    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /** Gives the file up, unless it was committed. */
    @Override
    public void close() {
        release();
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw refused(target, "the unfinished " + part + " could not be removed: " + reason(e), e);
        }
    }

    /** Compressors hold memory outside the heap. What they would still write belongs to a file that is given up. */
    private void release() {
        try {
            out.close();
        } catch (IOException e) {
            LOG.debug("{} is given up: {}", part, e.toString());
        }
    }

    private static WharfException refused(Path target, String reason, @Nullable IOException cause) {
        return new WharfException(ErrorCode.SINK_FAILED, "file " + target + " cannot be written: " + reason, cause);
    }

    private static String reason(IOException e) {
        String text = e.getMessage() == null ? "" : e.getMessage();
        if (e instanceof AccessDeniedException) {
            return "there is no permission to write to " + text + "; grant it, or name another place";
        }
        if (text.contains("No space left")) {
            return "the disk is full; make room" + AND_THEN;
        }
        if (text.contains("Disk quota exceeded")) {
            return "the disk quota is used up; make room or raise it" + AND_THEN;
        }
        if (text.contains("File too large")) {
            return "it is larger than the file system, or the limit of the process (ulimit -f), allows; raise the"
                    + " limit, or write elsewhere" + AND_THEN;
        }
        return e.getClass().getSimpleName() + (text.isEmpty() ? "" : " " + text);
    }
}

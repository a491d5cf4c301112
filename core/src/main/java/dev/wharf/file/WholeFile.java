package dev.wharf.file;

import dev.wharf.compress.Compression;
import dev.wharf.error.WharfException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that becomes visible whole or not at all: it is written under a hidden name beside its place, forced to the
 * disk, renamed, and then the folder is forced to the disk. For one thread at a time.
 *
 * <p>A disk that is full, or refuses us in another way, damages nothing. {@link #write} only takes bytes into memory
 * and cannot fail; {@link #makeRoom}, {@link #suspend} and {@link #commit} write them out, and can be called again when
 * they have failed. But when forcing to the disk has failed, nobody knows what is there: then the file cannot be saved,
 * and each further try fails with a {@code PermanentFailure} as its cause.
 */
public final class WholeFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WholeFile.class);
    /** So much may wait in memory before a further row is written out first. */
    private static final int STAGING_BYTES = 256 << 10;

    private static final int ROWS_BUFFER_BYTES = 64 << 10;

    private final Path target;
    private final Part part;
    private final IfExists ifExists;
    private final Compression compression;
    private final Naming naming;
    private final Continued continued;
    private final Staging staging = new Staging();
    private @Nullable OutputStream member;
    private boolean begun;
    private boolean rows;
    private boolean stuck;
    private boolean forced;
    private @Nullable Path name;
    private boolean done;
    private @Nullable WharfException lost;

    WholeFile(Path target, Part part, Settings settings) {
        this.target = target;
        this.part = part;
        this.ifExists = settings.ifExists;
        this.compression = settings.compression;
        this.naming = new Naming(target, settings.firstNumber);
        this.continued = settings.continued;
    }

    /**
     * How a file is written and named.
     *
     * @param firstNumber with {@link IfExists#NUMBER}, the first that may be free; 0 for the name without one
     * @param continued with {@link IfExists#APPEND}, what a file is that can be gone on with
     */
    public record Settings(IfExists ifExists, Compression compression, int firstNumber, Continued continued) {
        /** One that is compressed as the end of its name says. */
        public static Settings of(Path place, IfExists ifExists) {
            return new Settings(ifExists, Compression.of(place), 0, Continued.ANY);
        }
    }

    /** Starts a file whose bytes are written as they are. */
    public static WholeFile create(Path place, IfExists ifExists) {
        return create(place, new Settings(ifExists, Compression.NONE, 0, Continued.ANY));
    }

    /**
     * Starts the file; missing folders are made.
     *
     * @throws WharfException with {@code SINK_FAILED} when it is there and must not be, or cannot be written
     */
    public static WholeFile create(Path place, Settings settings) {
        Path target = check(place, settings);
        try {
            return new WholeFile(target, FilePart.create(target), settings);
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    /**
     * Whether a file could be started there; missing folders are made.
     *
     * @return the place itself, or where it leads if it is a link
     * @throws WharfException with {@code SINK_FAILED} if not
     */
    public static Path check(Path place, Settings settings) {
        Path target = followed(place);
        checkPlace(target, settings.ifExists);
        try {
            Folders.create(Folders.of(target));
            if (settings.ifExists == IfExists.APPEND) {
                new Appending(target, settings.compression, settings.continued).check();
            }
            return target;
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    /** A link is kept, and what it names is written; but never in a folder of the system's devices. */
    private static Path followed(Path place) {
        Path absolute = place.toAbsolutePath().normalize();
        if (absolute.startsWith("/dev") || absolute.startsWith("/proc")) {
            throw WriteFailure.of(
                    place, "its folder belongs to the system; for the console there is stdout.write", null);
        }
        try {
            return Files.isSymbolicLink(place) ? place.toRealPath() : place;
        } catch (IOException e) {
            throw WriteFailure.of(place, "it is a link that leads nowhere; remove it or mend it", e);
        }
    }

    private static void checkPlace(Path target, IfExists ifExists) {
        if (!Files.exists(target)) {
            return;
        }
        if (Files.isDirectory(target)) {
            throw WriteFailure.of(target, "it is a folder; name a file in it", null);
        }
        if (!Files.isRegularFile(target)) {
            throw WriteFailure.of(
                    target, "it is a device, a pipe or a socket, whose place a file would take; name a file", null);
        }
        if (ifExists == IfExists.FAIL) {
            throw WriteFailure.of(
                    target, "it is there already; move it away, or set if_exists to number or replace", null);
        }
    }

    /**
     * Makes room in memory for what is to be taken next, if there is none.
     *
     * @throws WharfException with {@code SINK_FAILED} if nothing can be written out; nothing is lost, and it can be
     *     tried again
     */
    public void makeRoom() {
        if (stuck || staging.length() >= STAGING_BYTES) {
            drain();
        }
    }

    /** Takes bytes; any number of them, but they are in memory until {@link #makeRoom}. */
    public void write(byte[] bytes, int offset, int length) {
        try {
            member().write(bytes, offset, length);
            rows = true;
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /** Bytes that the file has by now, about: a compressor keeps some to itself. */
    public long size() {
        return part.length() + staging.length();
    }

    /** Lets go of the file's handle and of what compressing holds, until more is written. May fail as making room. */
    public void suspend() {
        endMember();
        drain();
        part.suspend();
    }

    /** What is compressed is one or more members, one behind another. */
    private OutputStream member() throws IOException {
        OutputStream open = member;
        if (open == null) {
            OutputStream compressed = compression.compress(staging);
            open = compression == Compression.NONE
                    ? compressed
                    : new BufferedOutputStream(compressed, ROWS_BUFFER_BYTES);
            member = open;
            begun = true;
        }
        return open;
    }

    private void endMember() {
        OutputStream open = member;
        if (open == null) {
            return;
        }
        member = null;
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private void drain() {
        // A disk that has taken some of it before it was full does not work again for that.
        stuck = true;
        try {
            staging.drainTo(part);
            stuck = false;
        } catch (IOException e) {
            throw WriteFailure.of(target, e);
        }
    }

    /**
     * Makes the file visible, durably. If it fails it can be called again, and nothing may be written any more.
     *
     * @return the name that it got
     */
    public Path commit() {
        if (lost != null) {
            throw lost;
        }
        end();
        drain();
        force();
        Path given = publish();
        if (!done) {
            forceFolder();
            done = true;
        }
        return given;
    }

    /** Nothing at all is no compressed file: it has at least an empty member. */
    private void end() {
        try {
            if (!begun) {
                var unused = member();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        endMember();
    }

    private void force() {
        if (forced) {
            return;
        }
        try {
            part.force();
            forced = true;
        } catch (IOException e) {
            throw lose(e);
        }
    }

    private Path publish() {
        Path given = name;
        if (given == null) {
            try {
                given = named();
                name = given;
            } catch (FileAlreadyExistsException | Naming.NoHardLinks e) {
                lost = WriteFailure.lasting(target, WriteFailure.reason(e), e);
                throw lost;
            } catch (IOException e) {
                throw notNamed(e);
            }
        }
        return given;
    }

    private WharfException notNamed(IOException e) {
        if (Files.notExists(part.path())) {
            WharfException gone = WriteFailure.lasting(
                    target, "somebody has removed " + part.path() + ", which was to become it; run again", e);
            lost = gone;
            return gone;
        }
        return WriteFailure.of(target, e);
    }

    private Path named() throws IOException {
        return switch (ifExists) {
            case FAIL -> naming.ifFree(part.path());
            case NUMBER -> naming.nextFree(part.path());
            case REPLACE -> naming.replace(part.path());
            case APPEND -> new Appending(target, compression, continued).append(part.path(), rows);
        };
    }

    private void forceFolder() {
        try {
            Folders.force(Folders.of(target));
        } catch (IOException e) {
            throw lose(e);
        }
    }

    /** The system may have dropped what it could not write, and say yes when it is asked a second time. */
    private WharfException lose(IOException e) {
        WharfException failure = WriteFailure.lasting(
                target,
                "it could not be forced to the disk, so nobody knows what is there (" + WriteFailure.reason(e)
                        + "); run again: nothing of it was committed",
                e);
        lost = failure;
        return failure;
    }

    /** With {@link IfExists#NUMBER}, the number in its name once it is committed; 0 for the name without one. */
    public int number() {
        return naming.number();
    }

    /** Gives the file up, unless it was committed. */
    @Override
    public void close() {
        release();
        try {
            part.remove();
        } catch (IOException e) {
            throw WriteFailure.of(
                    target, "the unfinished " + part.path() + " could not be removed: " + WriteFailure.reason(e), e);
        }
    }

    /** Compressors hold memory outside the heap. */
    private void release() {
        try {
            endMember();
        } catch (UncheckedIOException e) {
            LOG.debug("{} is given up: {}", part.path(), e.toString());
        }
    }
}

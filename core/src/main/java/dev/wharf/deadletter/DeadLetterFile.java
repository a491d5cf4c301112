package dev.wharf.deadletter;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.file.FileTurn;
import dev.wharf.json.JsonDocument;
import dev.wharf.json.JsonStream;
import dev.wharf.json.JsonStreamException;
import dev.wharf.value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of dead letters, one a line in JSON, which grows at its end. Any number of threads and processes may append to
 * one file at a time; it may be moved away between two of them. A line that a killed process left unfinished takes
 * nothing with it: the next one starts on a line of its own.
 */
public final class DeadLetterFile {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFile.class);

    /** A process that was stopped while it holds the lock must not stop us too. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Of this process one thread at a time writes to any such file: the system would drop the process's lock on a file
     * as soon as another thread closes it. Dead letters are rare, so it is held while the disk is written to.
     */
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final Path path;
    private final Duration lockTimeout;

    /** Nothing is opened or made before the first dead letter. */
    public DeadLetterFile(Path path) {
        this(path, LOCK_TIMEOUT);
    }

    /** The file's path. */
    @Override
    public String toString() {
        return path.toString();
    }

    DeadLetterFile(Path path, Duration lockTimeout) {
        this.path = path;
        this.lockTimeout = lockTimeout;
    }

    /**
     * Appends the dead letter; once this returns, it is on the disk. Blocks for as long as the disk takes, and up to
     * 10 s for other processes. Missing folders are made.
     *
     * @throws WharfException with {@code SINK_FAILED} if it cannot be written, {@code UNAVAILABLE} if another process
     *     holds the file for too long
     */
    public void append(DeadLetter letter) {
        byte[] line = DeadLetterLine.write(letter);
        WRITING.lock();
        try {
            append(line);
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SINK_FAILED, "dead letter file " + path + " cannot be written: " + e, e);
        } finally {
            WRITING.unlock();
        }
    }

    private void append(byte[] line) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean isNew = Files.notExists(path);
        // An appending channel cannot read. Closing either of them ends the lock, so both stay open until the end.
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
                FileChannel end = FileChannel.open(path, StandardOpenOption.READ)) {
            FileTurn.await(out, "dead letter file " + path, lockTimeout);
            if (!endsWithLineFeed(end)) {
                writeAll(out, new byte[] {'\n'});
            }
            writeAll(out, line);
            out.force(true);
        }
        if (isNew && folder != null) {
            forceFolder(folder);
        }
    }

    private static boolean endsWithLineFeed(FileChannel file) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return file.size() == 0 || (file.read(last, file.size() - 1) == 1 && last.get(0) == '\n');
    }

    private static void writeAll(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
    }

    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /**
     * The dead letters of a file in their order, read as they are asked for: close the stream. A line that breaks off
     * was never acknowledged; it is skipped, with a warning.
     *
     * @throws WharfException with {@code SOURCE_FAILED} if the file cannot be read; {@code MALFORMED}, from the stream,
     *     for a line that is damaged in another way
     */
    public static Stream<DeadLetter> read(Path path) {
        return readLines(path).map(Line::letter);
    }

    /** The same with the line that each stands on. */
    public static Stream<Line> readLines(Path path) {
        JsonStream lines = new JsonStream(open(path), JsonStream.Mode.LINES, Integer.MAX_VALUE);
        return StreamSupport.stream(new Letters(path, lines), false).onClose(lines::close);
    }

    /**
     * A dead letter and its place in the file.
     *
     * @param number of the line, from 1
     */
    public record Line(long number, DeadLetter letter) {}

    private static InputStream open(Path path) {
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "dead letter file " + path + " cannot be read: " + e, e);
        }
    }

    /** Reads ahead by nothing. */
    private static final class Letters extends Spliterators.AbstractSpliterator<Line> {
        private static final Fields NO_FIELDS = new Fields();

        private final Path path;
        private final JsonStream lines;

        Letters(Path path, JsonStream lines) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.path = path;
            this.lines = lines;
        }

        @Override
        public boolean tryAdvance(Consumer<? super Line> action) {
            JsonDocument line = nextWholeLine();
            if (line == null) {
                return false;
            }
            action.accept(new Line(lines.position().line(), letter(line)));
            return true;
        }

        private @Nullable JsonDocument nextWholeLine() {
            while (true) {
                try {
                    return lines.next(NO_FIELDS);
                } catch (JsonStreamException e) {
                    if (!breaksOff(e)) {
                        throw new WharfException(e.code(), "dead letter file " + path + ":" + e.getMessage(), e);
                    }
                    LOG.warn(
                            "dead letter file {}, line {}: skipped, since it breaks off after {} bytes; whoever wrote"
                                    + " it was ended before it was done, and did not count on it",
                            path,
                            e.position().line(),
                            e.line().length);
                }
            }
        }

        /** Whether nothing is wrong but that it ends. */
        private static boolean breaksOff(JsonStreamException e) {
            return e.code() == ErrorCode.MALFORMED && e.position().column() > e.line().length;
        }

        private DeadLetter letter(JsonDocument line) {
            try {
                return DeadLetterLine.read(line.value());
            } catch (WharfException e) {
                throw new WharfException(
                        e.code(),
                        "dead letter file " + path + ":" + lines.position().line() + ": " + e.getMessage(),
                        e);
            }
        }
    }
}

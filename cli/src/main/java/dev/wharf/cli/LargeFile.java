package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.file.WholeFile;
import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A file that a large payload is being written to, on a thread of its own. One other thread watches. */
final class LargeFile {
    private static final int BUFFER_BYTES = 64 << 10;

    private final WharfRecord record;
    private final ConsumeTally tally;
    private final CompletableFuture<Path> written = new CompletableFuture<>();
    private final Thread thread;

    private LargeFile(
            WharfRecord record, Payload.Large payload, WholeFile.Settings settings, Path path, ConsumeTally tally) {
        this.record = record;
        this.tally = tally;
        this.thread = Thread.ofPlatform().daemon().name("wharf-large-file").unstarted(() -> {
            try {
                written.complete(write(payload, path, settings));
            } catch (RuntimeException | Error e) { // whoever watches must hear of it
                written.completeExceptionally(e);
            } catch (IOException e) {
                String text = "the payload of " + record.position() + " cannot be read: " + e.getMessage();
                written.completeExceptionally(new WharfException(ErrorCode.SOURCE_FAILED, text, e));
            }
        });
    }

    static LargeFile start(
            WharfRecord record, Payload.Large payload, WholeFile.Settings settings, Path path, ConsumeTally tally) {
        LargeFile file = new LargeFile(record, payload, settings, path, tally);
        file.thread.start();
        return file;
    }

    /** The end of the stream is where it is verified: a file that is not right gets no name. */
    private Path write(Payload.Large payload, Path path, WholeFile.Settings settings) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = payload.open();
                WholeFile file = WholeFile.create(path, settings)) {
            int count = in.read(buffer);
            while (count >= 0) {
                file.makeRoom();
                file.write(buffer, 0, count);
                tally.read(count);
                count = in.read(buffer);
            }
            return file.commit();
        }
    }

    boolean ended() {
        return written.isDone();
    }

    /**
     * Settles the record whose file is on the disk.
     *
     * @throws WharfException if it could not be written
     */
    void settle() {
        try {
            Path unused = written.join();
            record.slice().settle(1);
            tally.addLarge(record);
        } catch (CompletionException e) {
            throw e.getCause() instanceof WharfException known
                    ? new WharfException(known.code(), record.position() + ": " + known.getMessage(), known)
                    : new WharfException(ErrorCode.INTERNAL, record.position() + ": " + e.getCause(), e);
        }
    }

    /** Ends it without a file. */
    void giveUp() {
        thread.interrupt();
    }
}

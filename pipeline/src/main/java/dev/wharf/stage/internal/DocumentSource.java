package dev.wharf.stage.internal;

import dev.wharf.error.WharfException;
import dev.wharf.json.JsonDocument;
import dev.wharf.loop.RecordSource;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A source of documents that are numbered as they come, without offsets to commit. Worker's thread only. */
abstract class DocumentSource implements RecordSource {
    private Origin origin;
    private final Decoding decoding;
    private long number;
    private boolean paused;
    private boolean exhausted;
    /** What is wrong behind the records that were handed on last: they are done first. */
    private @Nullable WharfException failure;

    DocumentSource(Origin origin, Decoding decoding) {
        this.origin = origin;
        this.decoding = decoding;
    }

    /**
     * Adds what is there, or comes within the timeout; some of it may stand before a failure.
     *
     * @return whether there is more to come
     */
    abstract boolean read(Duration timeout, List<JsonDocument> documents);

    /** What is read from now on comes from there, and is numbered anew. Only before documents were added. */
    final void goOnWith(Origin next) {
        origin = next;
        number = 0;
    }

    @Override
    public final void poll(Duration timeout, Intake intake) {
        if (paused || exhausted) {
            LockSupport.parkNanos(this, timeout.toNanos());
            return;
        }
        if (failure != null) {
            throw failure;
        }
        List<JsonDocument> documents = new ArrayList<>();
        try {
            exhausted = !read(timeout, documents);
        } catch (WharfException e) {
            if (documents.isEmpty()) {
                throw e;
            }
            failure = e;
        }
        if (!documents.isEmpty()) {
            intake.take(new DocumentBatch(origin, decoding, number + 1, documents));
            number += documents.size();
        }
    }

    @Override
    public final void pause() {
        paused = true;
    }

    @Override
    public final void resume() {
        paused = false;
    }

    @Override
    public final boolean exhausted() {
        return exhausted;
    }

    @Override
    public final void commitIfDue(long nowNanos) {}

    @Override
    public final void commitNow(Duration timeout) {}
}

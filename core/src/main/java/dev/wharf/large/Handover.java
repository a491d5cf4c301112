package dev.wharf.large;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where lanes give records to the one who polls, and wait until he has done with them. Any number of lanes give, one
 * thread takes.
 */
final class Handover {
    private final SynchronousQueue<Handed> queue = new SynchronousQueue<>(true);

    /** A record that is somebody's, until he says what became of it. */
    static final class Handed {
        private final IncomingPayload record;
        // Guarded by this.
        private boolean over;
        private @Nullable Exception failure;

        private Handed(IncomingPayload record) {
            this.record = record;
        }

        IncomingPayload record() {
            return record;
        }

        /** He has done with it; null if all went well. */
        synchronized void end(@Nullable Exception cause) {
            if (!over) {
                over = true;
                failure = cause;
                notifyAll();
            }
        }

        private synchronized void await() throws Exception {
            while (!over) {
                wait();
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    /**
     * Gives a record, and waits until it is dealt with.
     *
     * @throws InterruptedException if it is wanted back
     * @throws Exception the failure that he told
     */
    void give(IncomingPayload record) throws Exception {
        Handed handed = new Handed(record);
        queue.put(handed);
        try {
            handed.await();
        } catch (InterruptedException e) {
            handed.end(null); // nobody waits for it any more
            throw e;
        }
    }

    /** The next one, or null if none came in time. */
    @Nullable
    Handed take(long timeoutMs) throws InterruptedException {
        return queue.poll(timeoutMs, TimeUnit.MILLISECONDS);
    }
}

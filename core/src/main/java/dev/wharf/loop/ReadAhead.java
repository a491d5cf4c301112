package dev.wharf.loop;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a thread of its own, because a read may take as long as nobody writes, and hands over in the same order.
 * What is read and not taken yet is bounded. One thread takes.
 *
 * @param <T> what is read, one after another
 */
public final class ReadAhead<T> {
    private static final int OVERHEAD_BYTES = 200;

    private final BlockingQueue<Entry<T>> queue = new LinkedBlockingQueue<>();
    private final Reading<T> reading;
    private final ToLongFunction<T> bytesOf;
    private final int maxBytes;
    /** Bytes that may still be read ahead. */
    private final Semaphore room;

    private boolean ended;

    /** What is called on the thread of its own. */
    public interface Reading<T> {
        /**
         * The next one, or null at the end.
         *
         * @throws WharfException if it cannot be read; nothing is asked for after that
         */
        @Nullable
        T next();
    }

    /** What was read, or else a failure, or the end. */
    private record Entry<T>(@Nullable T read, @Nullable RuntimeException failure, int weight) {}

    /**
     * Starts to read.
     *
     * @param maxBytes so much is read ahead, and one at the least however long it is
     */
    public ReadAhead(String threadName, int maxBytes, Reading<T> reading, ToLongFunction<T> bytesOf) {
        this.reading = reading;
        this.bytesOf = bytesOf;
        this.maxBytes = maxBytes;
        this.room = new Semaphore(maxBytes);
        // A daemon: a read that never returns must not keep the process alive.
        Thread.ofPlatform().daemon().name(threadName).start(this::readAll);
    }

    private void readAll() {
        try {
            Entry<T> entry = readOne();
            while (entry.read != null) {
                room.acquire(entry.weight);
                queue.put(entry);
                entry = readOne();
            }
            queue.put(entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Entry<T> readOne() {
        try {
            T read = reading.next();
            long weight = read == null ? 0 : OVERHEAD_BYTES + bytesOf.applyAsLong(read);
            return new Entry<>(read, null, (int) Math.min(maxBytes, weight));
        } catch (RuntimeException e) {
            return new Entry<>(null, e, 0);
        } catch (Error e) { // whoever waits must hear of it
            String text = "reading ended with a defect: " + e;
            return new Entry<>(null, new WharfException(ErrorCode.INTERNAL, text, e), 0);
        }
    }

    /**
     * The next one; null if none came in time, or there are no more.
     *
     * @throws WharfException if it could not be read; all before it was handed over
     */
    public @Nullable T poll(Duration timeout) {
        Entry<T> entry = ended ? null : await(timeout);
        if (entry == null) {
            return null;
        }
        room.release(entry.weight);
        ended = entry.read == null;
        if (entry.failure != null) {
            throw entry.failure;
        }
        return entry.read;
    }

    /** Whether all was handed over. */
    public boolean ended() {
        return ended;
    }

    private @Nullable Entry<T> await(Duration timeout) {
        try {
            return timeout.isZero() ? queue.poll() : queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}

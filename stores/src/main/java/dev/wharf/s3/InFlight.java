package dev.wharf.s3;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one upload, made in other threads, so many at a time. One thread hands them over and waits for them; a
 * part that was handed over is closed, whatever happens.
 */
final class InFlight {
    private final Executor threads;
    private final int max;
    private final Semaphore slots;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean givenUp;

    InFlight(Executor threads, int max) {
        this.threads = threads;
        this.max = max;
        this.slots = new Semaphore(max);
    }

    /** Waits for a free slot, and returns while the call goes on. Throws what an earlier one has failed with. */
    void submit(Part part, Runnable call) throws InterruptedException {
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            part.close();
            throw e;
        }
        boolean handedOver = false;
        try {
            throwFailure();
            threads.execute(() -> run(part, call));
            handedOver = true;
        } finally {
            if (!handedOver) {
                end(part);
            }
        }
    }

    /** Waits until a call has ended, and all before it. */
    <T> T call(Part part, Supplier<T> call) throws InterruptedException {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        submit(part, () -> result.set(call.get()));
        await();
        return Objects.requireNonNull(result.get(), "a call that neither failed nor returned");
    }

    /** Waits until all have ended. */
    void await() throws InterruptedException {
        slots.acquire(max);
        slots.release(max);
        throwFailure();
    }

    /** Starts nothing more, lets what has begun come to an end, and waits for that. */
    void giveUp() {
        givenUp = true;
        slots.acquireUninterruptibly(max);
        slots.release(max);
    }

    boolean givenUp() {
        return givenUp;
    }

    private void run(Part part, Runnable call) {
        try {
            if (!givenUp) {
                call.run();
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } finally {
            end(part);
        }
    }

    private void end(Part part) {
        try {
            part.close();
        } finally {
            slots.release();
        }
    }

    private void throwFailure() {
        Throwable first = failure.get();
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }
}

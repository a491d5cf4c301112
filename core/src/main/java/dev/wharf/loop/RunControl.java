package dev.wharf.loop;

import dev.wharf.status.Phase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the workers of one run and the thread that started them tell each other. Safe for use by many threads. */
final class RunControl {
    /** When a topic goes away, everything on its way to it fails: a few failures tell as much as a hundred thousand. */
    private static final int MOST_FURTHER_FAILURES = 10;

    private final CountDownLatch drained;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicInteger furtherFailures = new AtomicInteger();
    private volatile boolean stopping;
    private volatile boolean stopRequested;
    private volatile long stoppedAtNanos;
    private volatile boolean unfinishedInput;
    private volatile boolean mayClose;
    private volatile boolean ended;

    RunControl(int workers) {
        drained = new CountDownLatch(workers);
    }

    /** Asks all workers to stop: what is on its way is awaited for a bounded time. The first call counts. */
    synchronized void stop() {
        if (!stopping) {
            stoppedAtNanos = System.nanoTime();
            stopping = true;
        }
    }

    /** Whether somebody outside asked for the end, as opposed to the end of all input or a failure. */
    boolean stopRequested() {
        return stopRequested;
    }

    void requestStop() {
        stopRequested = true;
        stop();
    }

    boolean stopping() {
        return stopping;
    }

    /** Whether a run that was told to stop has waited so long that it must not wait more. */
    boolean drainExpired(Duration drainTimeout) {
        return stopping && System.nanoTime() - stoppedAtNanos > drainTimeout.toNanos();
    }

    /** The first failure is the run's; the next few hang on it. */
    void fail(Throwable cause) {
        Throwable first = failure.compareAndExchange(null, cause);
        if (first != null && !first.equals(cause) && furtherFailures.getAndIncrement() < MOST_FURTHER_FAILURES) {
            first.addSuppressed(cause);
        }
        stop();
    }

    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /**
     * A worker has nothing more on its way; {@code inputSafe} if its input is at its end or can be gone on with later.
     */
    void drained(boolean inputSafe) {
        if (!inputSafe) {
            unfinishedInput = true;
        }
        drained.countDown();
    }

    void awaitDrained() throws InterruptedException {
        drained.await();
    }

    /** Whether some input was left in the middle and cannot be gone on with. */
    boolean unfinishedInput() {
        return unfinishedInput;
    }

    void allowClosing() {
        mayClose = true;
    }

    boolean mayClose() {
        return mayClose;
    }

    /** Every worker has left. */
    void end() {
        ended = true;
    }

    Phase phase() {
        if (ended) {
            return Phase.ENDED;
        }
        return stopping ? Phase.DRAINING : Phase.RUNNING;
    }
}

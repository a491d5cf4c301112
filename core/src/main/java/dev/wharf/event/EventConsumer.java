package dev.wharf.event;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.handler.HandlerLedger;
import dev.wharf.handler.HandlerLoop;
import dev.wharf.handler.HandlerOutcome;
import dev.wharf.status.Observed;
import dev.wharf.status.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the events of topics, each topic with a handler of its own, on the record loop: in lanes, with retries, dead
 * letters, and offsets that follow what is done. Any thread may call it.
 *
 * <pre>{@code
 * EventSettings settings = EventSettings.fromEnvironment("order_placed", "order_validated");
 * try (EventConsumer consumer = EventConsumer.of(settings)
 *         .on("order_placed", (event, context) ->
 *                 context.publish("order_validated", validate(event), event.key()))
 *         .start()) {
 *     consumer.awaitAssignment(Duration.ofSeconds(30));
 *     consumer.join();                         // until stop(), or a failure
 * }
 * }</pre>
 */
public final class EventConsumer implements AutoCloseable, Observed {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final String name;
    private final HandlerLoop loop;
    private final Runnable beforeItBegins;
    private final Duration closeTimeout;
    private final List<AutoCloseable> closedBehind;
    private final CompletableFuture<HandlerOutcome> outcome = new CompletableFuture<>();
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread shutdownHook;

    EventConsumer(
            String name,
            HandlerLoop loop,
            Runnable beforeItBegins,
            Duration closeTimeout,
            List<AutoCloseable> closedBehind) {
        this.name = name;
        this.loop = loop;
        this.beforeItBegins = beforeItBegins;
        this.closeTimeout = closeTimeout;
        this.closedBehind = List.copyOf(closedBehind);
        this.thread = Thread.ofPlatform().name("wharf-events-" + name).unstarted(this::run);
    }

    /** A consumer with these settings, to be told its handlers. */
    public static EventConsumerBuilder of(EventSettings settings) {
        return new EventConsumerBuilder(settings);
    }

    /** Begins; once. */
    void begin() {
        thread.start();
    }

    private void run() {
        try {
            beforeItBegins.run();
            HandlerOutcome ended = loop.run();
            ended.failure()
                    .ifPresent(failure -> LOG.error("the consumer of {} has stopped: {}", name, failure.toString()));
            outcome.complete(ended);
        } catch (RuntimeException | Error e) {
            // Told here, too: nobody may be waiting.
            LOG.error("the consumer of {} could not run: {}", name, e.toString());
            outcome.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome.completeExceptionally(new WharfException(ErrorCode.UNAVAILABLE, "interrupted", e));
        }
    }

    /**
     * Waits until this consumer owns a partition. Where a group has more members than partitions, some never do.
     *
     * @return whether it does, in that time
     * @throws WharfException if it has ended before: topics are missing, or no broker answers, say
     */
    public boolean awaitAssignment(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!isAssigned()) {
            if (outcome.isDone()) {
                throw failureOf(join());
            }
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return true;
    }

    private boolean isAssigned() {
        return loop.status().workers().stream()
                .anyMatch(worker -> !worker.source().partitions().isEmpty());
    }

    private WharfException failureOf(HandlerOutcome ended) {
        Throwable failure = ended.failure().orElse(null);
        return failure instanceof WharfException known
                ? known
                : new WharfException(
                        ErrorCode.UNAVAILABLE,
                        "the consumer of " + name + " ended before it owned a partition",
                        failure);
    }

    /**
     * Waits until it has ended, which it does when it is told to, or fails.
     *
     * @throws WharfException if it could not begin: topics are missing, no broker answers, or the login is refused
     */
    public HandlerOutcome join() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw failureOf(e);
        }
    }

    /**
     * The same, for so long at the most.
     *
     * @throws TimeoutException if it goes on
     */
    public HandlerOutcome join(Duration timeout) throws InterruptedException, TimeoutException {
        try {
            return outcome.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failureOf(e);
        }
    }

    private static WharfException failureOf(ExecutionException e) {
        return e.getCause() instanceof WharfException known
                ? known
                : new WharfException(ErrorCode.INTERNAL, "an unexpected failure: " + e.getCause(), e);
    }

    /** Ends it in good order: what is under way is finished, for a bounded time, and committed. Returns at once. */
    public void stop() {
        loop.stop();
    }

    /** How it goes, as of now. */
    @Override
    public RunStatus status() {
        return loop.status();
    }

    /** Where the records are, as of now. */
    public HandlerLedger ledger() {
        return loop.ledger();
    }

    /**
     * Stops, in this order: no more is read; what is under way is finished, or goes back; offsets are committed and the
     * group is left; then whatever was given to be closed behind it, producers say, in its order. Within the time that
     * the settings allow; what hangs is left alone, and told. Not for a handler to call.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        forgetHook();
        stop();
        awaitEnd();
        for (AutoCloseable next : closedBehind) {
            closeGuarded(next);
        }
    }

    private void awaitEnd() {
        try {
            if (!thread.join(closeTimeout)) {
                LOG.warn(
                        "the consumer of {} has not ended within {} s, and is left alone",
                        name,
                        closeTimeout.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeGuarded(AutoCloseable next) {
        try {
            next.close();
        } catch (Exception e) {
            LOG.warn("{} could not be closed: {}", next, e.toString());
        }
    }

    /** SIGTERM, Ctrl-C and the end of the program close it. */
    void closeWithProcess() {
        Thread hook = Thread.ofPlatform().name("wharf-events-shutdown-" + name).unstarted(this::close);
        Runtime.getRuntime().addShutdownHook(hook);
        shutdownHook = hook;
    }

    private void forgetHook() {
        Thread hook = shutdownHook;
        if (hook == null || hook.equals(Thread.currentThread())) {
            return;
        }
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process ends already", e);
        }
    }
}

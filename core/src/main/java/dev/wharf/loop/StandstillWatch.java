package dev.wharf.loop;

import dev.wharf.record.WharfRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of records at which a worker's own thread stands still: a stage there that does not return holds up the whole
 * worker, and after {@code max.poll.interval.ms} its place in the group. Looks from a thread of its own; costs the
 * workers one store for each record.
 */
final class StandstillWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StandstillWatch.class);
    private static final int LOOKS = 10;

    private final long limitNanos;
    private final Consumer<Standstill> observer;
    private final List<Watched> workers = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("wharf-watch").unstarted(this::run);

    /**
     * Starts nothing yet.
     *
     * @param limit how long one record may take; told again each time that the age has doubled
     * @param observer hears of what is told, on the thread of the watch; must not throw
     */
    StandstillWatch(Duration limit, Consumer<Standstill> observer) {
        this.limitNanos = limit.toNanos();
        this.observer = observer;
    }

    /** A worker that stands still. */
    record Standstill(String worker, WharfRecord record, Duration age, List<StackTraceElement> stack) {
        Standstill {
            stack = List.copyOf(stack);
        }
    }

    private static final class Watched {
        private final Worker worker;
        private final Thread thread;
        private @Nullable WharfRecord seen;
        private long sinceNanos;
        private long tellAtNanos;

        Watched(Worker worker, Thread thread) {
            this.worker = worker;
            this.thread = thread;
        }
    }

    /** Before the start. */
    void add(Worker worker, Thread itsThread) {
        workers.add(new Watched(worker, itsThread));
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(limitNanos / LOOKS, TimeUnit.NANOSECONDS)) {
                long now = System.nanoTime();
                workers.forEach(watched -> look(watched, now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("ReferenceEquality") // another record with the same content is progress
    private void look(Watched watched, long nowNanos) {
        WharfRecord current = watched.worker.current();
        if (current == null || current != watched.seen) {
            watched.seen = current;
            watched.sinceNanos = nowNanos;
            watched.tellAtNanos = limitNanos;
            return;
        }
        long age = nowNanos - watched.sinceNanos;
        if (age >= watched.tellAtNanos) {
            watched.tellAtNanos = age * 2;
            tell(watched, current, age);
        }
    }

    private void tell(Watched watched, WharfRecord record, long ageNanos) {
        List<StackTraceElement> stack = List.of(watched.thread.getStackTrace());
        StringBuilder text = new StringBuilder();
        stack.forEach(frame -> text.append("\n\tat ").append(frame));
        LOG.warn(
                "{} stands still at {} for {} ms{}",
                watched.thread.getName(),
                record.position(),
                TimeUnit.NANOSECONDS.toMillis(ageNanos),
                text);
        observer.accept(new Standstill(watched.thread.getName(), record, Duration.ofNanos(ageNanos), stack));
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

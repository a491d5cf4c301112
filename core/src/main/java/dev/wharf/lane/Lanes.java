package dev.wharf.lane;

import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls that wait, those with the same order key one after another and others side by side, at most so many at
 * once. All methods are for one thread, the owner; only {@link Call#run} happens on others.
 *
 * <p>A call that succeeded lets its lane go on at once. One that failed stops its lane until the owner, having polled
 * it, says {@link #retry} or {@link #release}; the lane takes no thread meanwhile, and holds nobody else up.
 *
 * <pre>{@code
 * while (running) {
 *     while (source.hasNext() && lanes.ready()) {
 *         lanes.submit(new MyCall(source.next()));
 *     }
 *     lanes.tick(System.nanoTime());
 *     for (Call call = lanes.poll(); call != null; call = lanes.poll()) {
 *         if (call.failure() == null) done(call); else lanes.retry(call, delay);   // or release
 *     }
 *     lanes.await(nanos);
 * }
 * }</pre>
 *
 * <p>Submitted calls start together: with the 128th of them, or when the owner polls, ticks or waits.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    /** Starting each call on its own costs more than an empty call does. */
    private static final int SUBMITTED_TOGETHER = 128;
    /** How long closing waits for calls that were interrupted. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

    private final String name;
    private final LaneLimits limits;
    private final long deadlineMs;
    private final ExecutorService threads;
    private final Carriers carriers;
    private final Completions completions = new Completions();
    private final Watchdog watchdog;

    private final LaneMap lanes;
    private final Held held = new Held();
    private final Chain submitted = new Chain();
    private int submittedCalls;
    private boolean endedSinceWait;
    private final PriorityQueue<Call> parked =
            new PriorityQueue<>((one, other) -> Long.compare(one.dueNanos - other.dueNanos, 0));
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param name what the threads and the log call it
     * @param observer hears of every call that takes too long, from the owner's thread; must not throw
     */
    public Lanes(String name, LaneSettings settings, LaneLimits limits, Consumer<SlowCall> observer) {
        this(name, settings, limits, observer, LaneThreads.ofThisJava());
    }

    Lanes(String name, LaneSettings settings, LaneLimits limits, Consumer<SlowCall> observer, LaneThreads kind) {
        this.name = name;
        this.limits = limits;
        deadlineMs = settings.deadline().toMillis();
        threads = kind.open("wharf-lane-" + name, settings.lanes());
        carriers = new Carriers(settings.lanes(), threads, completions);
        watchdog = new Watchdog(name, settings, observer);
        lanes = new LaneMap(settings.order());
    }

    /** Whether there is room for one more call, whatever its size. */
    public boolean ready() {
        return held.below(limits);
    }

    /** Whether nothing submitted is unfinished; a failed call is finished when it is released. */
    public boolean quiet() {
        return held.isEmpty();
    }

    /**
     * Appends a new call to its lane. Does not ask {@link #ready()}: a record that became several calls can go past the
     * limit.
     *
     * @throws IllegalStateException if the call was submitted before, or this is closed
     */
    public void submit(Call call) {
        if (closed) {
            throw new IllegalStateException("the lanes of " + name + " are closed");
        }
        call.submitted(lanes.of(call.record()), watchdog.reportNanos());
        held.add(call);
        submitted.append(call);
        if (++submittedCalls >= SUBMITTED_TOGETHER) {
            flush();
        }
    }

    private void flush() {
        if (submittedCalls > 0) {
            submittedCalls = 0;
            carriers.submit(submitted);
        }
    }

    /**
     * The next call that ended, or null. Those of one lane come in their order. If it failed, its lane waits for
     * {@link #retry} or {@link #release}.
     */
    public @Nullable Call poll() {
        flush();
        for (Call call = completions.poll(); call != null; call = completions.poll()) {
            if (call.gone()) {
                call.lane().disowned--;
                lanes.removeIfOver(call.lane());
            } else {
                return completed(call);
            }
        }
        return null;
    }

    private Call completed(Call call) {
        endedSinceWait = true;
        call.completed(deadlineMs);
        if (call.failure() == null) {
            letGo(call);
        } else {
            held.stopped(call.lane(), true);
        }
        return call;
    }

    private void letGo(Call call) {
        held.remove(call);
        lanes.removeIfOver(call.lane());
    }

    /**
     * Runs a failed call again, before the others of its lane, when the delay is over and {@link #tick} sees it.
     *
     * @param delayNanos zero or less for at once
     */
    public void retry(Call call, long delayNanos) {
        boolean later = delayNanos > 0;
        call.takeBack(later, watchdog.reportNanos());
        if (later) {
            call.dueNanos = System.nanoTime() + delayNanos;
            parked.add(call);
        } else {
            goOn(call.lane(), call);
        }
    }

    /** A failed call is dealt with otherwise: its lane goes on without it. */
    public void release(Call call) {
        call.settled();
        letGo(call);
        goOn(call.lane(), null);
    }

    private void goOn(Lane lane, @Nullable Call first) {
        flush();
        held.stopped(lane, false);
        carriers.goOn(lane, first);
    }

    /** Lets calls go on whose delay is over, and looks after those that run. To be called several times a second. */
    public void tick(long nowNanos) {
        flush();
        for (Call call = parked.peek(); call != null && call.dueNanos - nowNanos <= 0; call = parked.peek()) {
            parked.remove();
            call.unpark();
            goOn(call.lane(), call);
        }
        watchdog.look(carriers.all(), nowNanos);
    }

    /** The call that has been running for the longest, if that is too long. */
    public Optional<Trouble> trouble() {
        return watchdog.trouble();
    }

    /**
     * Waits until a call has ended or a delay is over, at most so long. May return early; does so where calls have come
     * back since the last time, so that there is room for others.
     */
    public void await(long nanos) {
        flush();
        if (endedSinceWait) {
            endedSinceWait = false;
            return;
        }
        Call first = parked.peek();
        long most = first == null ? nanos : Math.min(nanos, first.dueNanos - System.nanoTime());
        completions.await(most);
    }

    /**
     * Gives up the calls for these records that are not running: queued, or waiting for their retry. Nothing more will
     * be heard of them. Those that have ended still come from {@link #poll}.
     *
     * @return the calls given up, in the order of their submission
     */
    public List<Call> giveUp(Predicate<WharfRecord> which) {
        List<Call> dropped = held.select(which);
        List<Lane> freed = dropped.stream().filter(Call::parked).map(Call::lane).toList();
        // From the last one on: a lane that goes on meanwhile must not come past a call that is given up.
        Collections.reverse(dropped);
        dropped.removeIf(call -> !call.drop());
        Collections.reverse(dropped);
        dropped.forEach(this::letGo);
        parked.removeIf(call -> !call.parked());
        carriers.purge(lanes.all());
        // Last, when nothing given up can start any more.
        freed.forEach(lane -> goOn(lane, null));
        return dropped;
    }

    /**
     * Interrupts the calls for these records that are running. Nothing more will be heard of them; but the lane of each
     * goes on only when it has really ended, since order would be lost otherwise.
     *
     * @return the calls interrupted, in the order of their submission
     */
    public List<Call> interrupt(Predicate<WharfRecord> which) {
        List<Call> interrupted = held.select(which);
        interrupted.removeIf(call -> !call.disown());
        for (Call call : interrupted) {
            call.lane().disowned++;
            letGo(call);
        }
        return interrupted;
    }

    /** Gives up and interrupts everything, and waits up to a second for what was running. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        giveUp(record -> true);
        List<Call> interrupted = interrupt(record -> true);
        try {
            if (!carriers.close(CLOSE_WAIT.toNanos())) {
                LOG.warn(
                        "{}: not all of {} interrupted calls ended in time, such as that for {}",
                        name,
                        interrupted.size(),
                        interrupted.isEmpty()
                                ? "?"
                                : interrupted.get(0).record().position());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdown();
        }
    }
}

package dev.wharf.loop;

import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Phase;
import dev.wharf.status.Trouble;
import dev.wharf.status.WorkerStatus;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loop with one thread, which owns one source and the stages behind it. It never waits longer than {@link #POLL}:
 * when a sink has no room, the source is paused and polled on, so that the group keeps its member.
 *
 * <pre>
 *   PUMP   poll, hand out, commit      until the input is exhausted, or somebody says stop, or something fails
 *   DRAIN  poll paused, commit         until nothing is on its way; bounded once a stop was asked for
 *   WAIT   poll paused, commit         until all workers are through and the files are finished
 *   LEAVE  give back, commit, close
 * </pre>
 */
final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    /** The longest that the thread waits for records. */
    private static final Duration POLL = Duration.ofMillis(100);

    private static final long LOOK_AROUND_NANOS = Duration.ofMillis(200).toNanos();
    /** How often it polls at the least while records wait for room. */
    private static final long POLL_AGAIN_NANOS = Duration.ofMillis(1).toNanos();
    /** How long it waits for acknowledgements, or for other workers, before it looks again. */
    private static final Duration WAIT = Duration.ofMillis(10);
    /** How long it waits for room before it looks again. */
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    /**
     * A run that was told to stop has promised to be gone soon; one that is through can wait for a broker to come back.
     */
    private static final Duration COMMIT_WHEN_STOPPED = Duration.ofSeconds(2);

    private static final Duration COMMIT_AT_THE_END = Duration.ofSeconds(30);

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Worker.class, "current", WharfRecord.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final WorkerPlan plan;
    private final RunControl control;
    private final LoopSettings settings;
    private final ArrayDeque<Batch> pending = new ArrayDeque<>();
    /** Partitions whose next record cannot be decoded yet. */
    private final Set<Origin> waiting = new HashSet<>();
    /** Looked at from outside: not volatile, which would cost something for each record. */
    @SuppressWarnings("unused") // by the VarHandle
    private @Nullable WharfRecord current;

    private boolean holding;
    private boolean sourceBroken;
    private long lastPollNanos = System.nanoTime();
    private Phase phase = Phase.STARTING;
    private volatile Seen seen;

    /** What was seen when. */
    private record Seen(WorkerStatus status, long atNanos) {}

    Worker(WorkerPlan plan, RunControl control, LoopSettings settings) {
        this.plan = plan;
        this.control = control;
        this.settings = settings;
        this.seen = new Seen(WorkerStatus.starting(plan.name()), System.nanoTime());
    }

    String name() {
        return plan.name();
    }

    @Override
    public void run() {
        boolean reported = false;
        // The processor closes first: what it still has on its way must not come in behind what the next owner sends.
        try (RecordSource source = plan.source().get();
                RecordProcessor processor = plan.processor().get()) {
            Delivery delivery = plan.delivery().apply(source, processor);
            work(source, processor, delivery);
            reported = true;
            control.drained(source.exhausted() || source.resumable());
            guarded(() -> awaitFinish(source, processor, delivery));
            giveBack(processor);
            guarded(() -> delivery.finish(control.stopRequested() ? COMMIT_WHEN_STOPPED : COMMIT_AT_THE_END));
        } catch (RuntimeException | Error failure) {
            // Whatever it is: the run must not go on as if this worker still read its partitions.
            control.fail(failure);
        } finally {
            if (!reported) {
                control.drained(false);
            }
            phase = Phase.ENDED;
            seen = new Seen(
                    new WorkerStatus(plan.name(), phase, false, seen.status.source(), List.of(), 0), System.nanoTime());
        }
    }

    private void work(RecordSource source, RecordProcessor processor, Delivery delivery) {
        if (!guarded(() -> pump(source, processor, delivery))) {
            delivery.abandon();
        }
        if (!guarded(() -> drain(source, processor, delivery))) {
            delivery.abandon();
        }
    }

    /** A failure of one phase stops the run; the later phases still save what can be saved. */
    private boolean guarded(Task task) {
        try {
            task.run();
            return true;
        } catch (RuntimeException failure) {
            control.fail(failure);
            return false;
        }
    }

    private void pump(RecordSource source, RecordProcessor processor, Delivery delivery) {
        phase = Phase.RUNNING;
        lookAround(source, processor, delivery);
        RecordSource.Intake intake = intake(processor, delivery);
        while (!control.stopping() && !(ending(source) && delivery.idle())) {
            boolean impatient = waiting(processor);
            if (!impatient || pollDue()) {
                source.poll(impatient ? Duration.ZERO : POLL, intake);
            }
            if (delivery.open()) {
                handOut(processor);
            }
            processor.tick();
            delivery.advance(System.nanoTime(), ending(source) && processor.quiet());
            lookAround(source, processor, delivery);
            holdOrRelease(source, pendingBytes() > settings.pendingBytes() || !delivery.open());
            if (impatient && waiting(processor)) {
                processor.await(PAUSE_NANOS);
            }
        }
    }

    /** Whether there is something to wait for that is nearer than the next records. */
    private boolean waiting(RecordProcessor processor) {
        return !pending.isEmpty() || holding || processor.waiting();
    }

    /** Polling costs more than handing out a record does; who waits for room need not do it each time. */
    private boolean pollDue() {
        long now = System.nanoTime();
        boolean due = pending.isEmpty() || now - lastPollNanos >= POLL_AGAIN_NANOS;
        if (due) {
            lastPollNanos = now;
        }
        return due;
    }

    private long pendingBytes() {
        long bytes = 0;
        for (Batch batch : pending) {
            bytes += batch.remainingBytes();
        }
        return bytes;
    }

    private boolean ending(RecordSource source) {
        return source.exhausted() && pending.isEmpty();
    }

    private void holdOrRelease(RecordSource source, boolean hold) {
        if (hold == holding) {
            return;
        }
        holding = hold;
        if (hold) {
            source.pause();
        } else {
            source.resume();
        }
    }

    /** Hands out records as long as there are some and every sink has room. */
    private void handOut(RecordProcessor processor) {
        waiting.clear();
        for (Iterator<Batch> batches = pending.iterator(); batches.hasNext(); ) {
            Batch batch = batches.next();
            if (batch.revoked()) {
                processor.returned(batch.remaining());
                batches.remove();
            } else if (!waits(batch)) {
                if (handOut(batch, processor)) {
                    batches.remove();
                } else if (!waits(batch)) {
                    return; // there is no room, and what comes behind must not be quicker
                }
            }
        }
    }

    private boolean waits(Batch batch) {
        return !waiting.isEmpty() && waiting.contains(batch.origin());
    }

    private boolean handOut(Batch batch, RecordProcessor processor) {
        while (batch.hasNext()) {
            if (!processor.ready()) {
                CURRENT.setOpaque(this, null);
                return false;
            }
            if (!batch.ready()) {
                // What comes behind it in its partition waits, too; other partitions go on.
                waiting.add(batch.origin());
                CURRENT.setOpaque(this, null);
                return false;
            }
            WharfRecord record = batch.next();
            CURRENT.setOpaque(this, record);
            try {
                processor.process(record);
            } catch (RuntimeException failure) {
                // Whatever it is, a defect too: nobody took the record, so nothing from it on may be committed.
                batch.cutAt(record.offset());
                throw failure;
            }
            batch.handedOut();
        }
        CURRENT.setOpaque(this, null);
        return true;
    }

    /** The record that is being handed out, or was the last; null while there is none to be. Any thread. */
    @Nullable
    WharfRecord current() {
        return (WharfRecord) CURRENT.getOpaque(this);
    }

    private RecordSource.Intake intake(RecordProcessor processor, Delivery delivery) {
        return new RecordSource.Intake() {
            @Override
            public void take(Batch batch) {
                pending.add(batch);
            }

            @Override
            public void settledEarlier(int count) {
                processor.settledEarlier(count);
            }

            @Override
            public void givingUp(Predicate<Origin> which, Duration limit) {
                processor.givingUp(which);
                delivery.givingUp(limit);
            }

            @Override
            public void gaveUp(Predicate<Origin> which) {
                processor.gaveUp(which);
            }

            @Override
            public void settling() {
                processor.urge();
                processor.tick();
            }
        };
    }

    /** Waits until what was handed out is final; once the run is to stop, only for the drain timeout. */
    private void drain(RecordSource source, RecordProcessor processor, Delivery delivery) {
        phase = Phase.DRAINING;
        source.pause();
        while (!processor.quiet() || !delivery.idle()) {
            if (control.drainExpired(settings.drainTimeout())) {
                LOG.warn(
                        "{}: not everything was acknowledged within {} ms; the rest goes back",
                        plan.name(),
                        settings.drainTimeout().toMillis());
                return;
            }
            processor.urge();
            keepAlive(source, processor, delivery);
        }
    }

    private void awaitFinish(RecordSource source, RecordProcessor processor, Delivery delivery) {
        while (!control.mayClose()) {
            keepAlive(source, processor, delivery);
        }
    }

    private void keepAlive(RecordSource source, RecordProcessor processor, Delivery delivery) {
        if (sourceBroken) {
            LockSupport.parkNanos(this, WAIT.toNanos());
        } else {
            pollOn(source, processor, delivery);
        }
        processor.tick();
        lookAround(source, processor, delivery);
    }

    /** Several times a second it notes what it sees, for whoever wants to look. */
    private void lookAround(RecordSource source, RecordProcessor processor, Delivery delivery) {
        long now = System.nanoTime();
        if (now - seen.atNanos >= LOOK_AROUND_NANOS || seen.status.phase() != phase) {
            List<Trouble> troubles = new ArrayList<>(processor.troubles(now));
            delivery.trouble(now).ifPresent(troubles::add);
            schemaTrouble().ifPresent(troubles::add);
            seen = new Seen(new WorkerStatus(plan.name(), phase, holding, source.status(now), troubles, 0), now);
        }
    }

    private Optional<Trouble> schemaTrouble() {
        return pending.stream()
                .filter(batch -> !batch.inTheWay().isEmpty() && waiting.contains(batch.origin()))
                .map(batch -> Trouble.at(batch.origin(), Trouble.Kind.SCHEMAS_AWAY, batch.inTheWay()))
                .findFirst();
    }

    /** What it saw the last time that it looked around. Any thread. */
    WorkerStatus status() {
        return seen.status;
    }

    /** How long ago that was, in milliseconds. Any thread. */
    long statusAgeMs(long nowNanos) {
        return (nowNanos - seen.atNanos) / 1_000_000;
    }

    /** What is on its way can still settle when the source is broken. */
    private void pollOn(RecordSource source, RecordProcessor processor, Delivery delivery) {
        try {
            source.poll(WAIT, intake(processor, delivery));
            delivery.advance(System.nanoTime(), true);
        } catch (RuntimeException failure) {
            sourceBroken = true;
            control.fail(failure);
        }
    }

    /** What was fetched and not handed out is cut off its slice, so that the part before it can still be committed. */
    private void giveBack(RecordProcessor processor) {
        for (Batch batch : pending) {
            processor.returned(batch.remaining());
            if (batch.hasNext()) {
                batch.cutAt(batch.next().offset());
            }
        }
        pending.clear();
    }

    private interface Task {
        void run();
    }
}

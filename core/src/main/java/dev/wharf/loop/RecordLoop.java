package dev.wharf.loop;

import dev.wharf.record.WharfRecord;
import dev.wharf.status.Phase;
import dev.wharf.status.Trouble;
import dev.wharf.status.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: starts the workers, waits until all are through, finishes what settles at the end, and lets the workers
 * commit and leave. {@link #run} blocks the calling thread; {@link #stop} may be called by any thread.
 */
public final class RecordLoop {
    /** For values that are nested as deep as is allowed, and for what users' code makes of them. */
    private static final long STACK_BYTES = 4L << 20;

    /** How long a worker's thread may be at one record before the log tells of it. */
    private static final Duration STANDSTILL = Duration.ofMinutes(1);

    /** Longer than a worker is at anything while all is well. */
    private static final long COMES_ROUND_WITHIN_MS = 3_000;

    private final List<Worker> workers;
    private final RunControl control;
    private final StandstillWatch watch;
    private volatile boolean started;

    public RecordLoop(List<WorkerPlan> plans, LoopSettings settings) {
        this(plans, settings, new StandstillWatch(STANDSTILL, stuck -> {}));
    }

    RecordLoop(List<WorkerPlan> plans, LoopSettings settings, StandstillWatch watch) {
        this.watch = watch;
        RunControl shared = new RunControl(plans.size());
        this.control = shared;
        this.workers =
                plans.stream().map(plan -> new Worker(plan, shared, settings)).toList();
    }

    /**
     * Runs until every source is exhausted, {@link #stop} is called, or something fails.
     *
     * @param finish makes durable, or abandons, what settles only at the end; called on this thread once all workers
     *     are through, before their last commit
     */
    public Outcome run(Finish finish) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        try {
            start(threads);
            control.awaitDrained();
            finishGuarded(finish);
        } finally {
            control.stop();
            control.allowClosing();
            for (Thread thread : threads) {
                thread.join();
            }
            watch.close();
            control.end();
        }
        return new Outcome(control.failure(), control.unfinishedInput());
    }

    /** Ends the run in good order, within the drain timeout and what the last commit takes. */
    public void stop() {
        control.requestStop();
    }

    /** Where the run stands. Any thread. */
    public Phase phase() {
        Phase phase = control.phase();
        return phase == Phase.RUNNING && !started ? Phase.STARTING : phase;
    }

    /** What each worker last saw. Any thread. */
    public List<WorkerStatus> workers() {
        long now = System.nanoTime();
        return workers.stream().map(worker -> statusOf(worker, now)).toList();
    }

    /** A worker whose thread is held up somewhere cannot tell so itself. */
    private static WorkerStatus statusOf(Worker worker, long nowNanos) {
        WorkerStatus status = worker.status();
        long age = worker.statusAgeMs(nowNanos);
        if (age < COMES_ROUND_WITHIN_MS || status.phase() == Phase.STARTING || status.phase() == Phase.ENDED) {
            return status;
        }
        WharfRecord record = worker.current();
        String what = status.name() + " has been at one thing for " + age / 1000 + " s";
        return status.standingStill(
                age,
                record == null
                        ? Trouble.of(Trouble.Kind.STUCK, what)
                        : Trouble.at(record.slice().origin(), Trouble.Kind.STUCK, what + ": " + record.position()));
    }

    /** Whether it was told to stop, or something has failed. Any thread. */
    public boolean stopping() {
        return control.stopping();
    }

    /** Ends the run because of something that its workers cannot see. */
    public void fail(Throwable cause) {
        control.fail(cause);
    }

    private void start(List<Thread> threads) {
        started = true;
        for (Worker worker : workers) {
            Thread thread = Thread.ofPlatform()
                    .name(worker.name())
                    .stackSize(STACK_BYTES)
                    .unstarted(worker);
            watch.add(worker, thread);
            thread.start();
            threads.add(thread);
        }
        watch.start();
    }

    private void finishGuarded(Finish finish) {
        try {
            finish.run(control.failure() == null && !control.unfinishedInput());
        } catch (RuntimeException failure) {
            control.fail(failure);
        }
    }

    /** Makes durable what settles only at the end of a run. */
    public interface Finish {
        /**
         * Called once.
         *
         * @param complete false if the run failed, or input was left in the middle that cannot be gone on with
         */
        void run(boolean complete);
    }

    /**
     * How a run ended.
     *
     * @param failure what ended it, if something failed
     * @param unfinishedInput whether it was stopped in the middle of an input that cannot be gone on with
     */
    public record Outcome(@Nullable Throwable failure, boolean unfinishedInput) {}
}

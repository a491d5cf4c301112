package dev.wharf.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: starts the workers, waits until all are through, finishes what settles at the end, and lets the workers
 * commit and leave. {@link #run} blocks the calling thread; {@link #stop} may be called by any thread.
 */
public final class RecordLoop {
    /** How long a worker's thread may be at one record before the log tells of it. */
    private static final Duration STANDSTILL = Duration.ofMinutes(1);

    private final List<WorkerPlan> plans;
    private final LoopSettings settings;
    private final RunControl control;
    private final StandstillWatch watch;

    public RecordLoop(List<WorkerPlan> plans, LoopSettings settings) {
        this(plans, settings, new StandstillWatch(STANDSTILL, stuck -> {}));
    }

    RecordLoop(List<WorkerPlan> plans, LoopSettings settings, StandstillWatch watch) {
        this.watch = watch;
        this.plans = List.copyOf(plans);
        this.settings = settings;
        this.control = new RunControl(plans.size());
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
        }
        return new Outcome(control.failure(), control.unfinishedInput());
    }

    /** Ends the run in good order, within the drain timeout and what the last commit takes. */
    public void stop() {
        control.requestStop();
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
        for (WorkerPlan plan : plans) {
            Worker worker = new Worker(plan, control, settings);
            Thread thread = Thread.ofPlatform().name(plan.name()).unstarted(worker);
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

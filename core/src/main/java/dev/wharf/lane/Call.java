package dev.wharf.lane;

import dev.wharf.record.WharfRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work that waits, for one record. The owner makes it and submits it once; {@link #run} happens on the
 * thread of a lane; what it leaves in its fields the owner reads after {@link Lanes#poll()} has returned it. In between
 * it belongs to the lane.
 *
 * <pre>
 *   QUEUED ---> RUNNING ---> SUCCEEDED   done
 *     |  ^         |  '----> FAILED ---> REPORTED ---> done (release)
 *     |  |         |                        |
 *     |  '---------|------------------------+--> PARKED ---> QUEUED (its time has come)
 *     v            v                                '------> DROPPED (given up)
 *   DROPPED     DISOWNED ---> GONE
 * </pre>
 *
 * <p>RUNNING is INTERRUPTING while the owner interrupts the thread: the call cannot end before the interrupt is
 * delivered, so that it never hits the next one.
 */
public abstract class Call {
    private enum State {
        NEW,
        QUEUED,
        RUNNING,
        INTERRUPTING,
        SUCCEEDED,
        FAILED,
        REPORTED,
        PARKED,
        DROPPED,
        DISOWNED,
        GONE
    }

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Call.class, "state", State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final WharfRecord record;
    private final long bytes;
    private volatile State state = State.NEW;

    // Of whoever has the call at the time: written by the lane's thread, read by the owner, or the other way round.
    private @Nullable Throwable failure;
    private int attempts;
    private @Nullable Thread thread;
    private long startedNanos;
    private long tookNanos;

    /** The next one in the only chain this call is in: submitted, or queued in its lane, or completed. */
    @Nullable
    Call next;

    // The owner's.
    @Nullable
    Call heldBefore;

    @Nullable
    Call heldBehind;
    /** When a parked call is due. */
    long dueNanos;
    /** The age from which the watchdog tells of this attempt (again). */
    long reportAtNanos;

    private @Nullable Lane lane;
    private boolean overdue;

    /** @param bytes the memory that this call holds on to */
    protected Call(WharfRecord record, long bytes) {
        this.record = record;
        this.bytes = bytes;
    }

    /**
     * Does the work, on a lane's thread. It may take as long as it likes; an interrupt asks it to end soon.
     *
     * @throws Exception if it did not succeed; an {@link Error} counts as a failure too
     */
    protected abstract void run() throws Exception;

    public final WharfRecord record() {
        return record;
    }

    public final long bytes() {
        return bytes;
    }

    /** Why the last run failed, or null if it did not. */
    public final @Nullable Throwable failure() {
        return failure;
    }

    /** How long the last run took. */
    public final long tookNanos() {
        return tookNanos;
    }

    /** How often the work was begun. */
    public final int attempts() {
        return attempts;
    }

    // --- what the owner does

    void submitted(Lane toLane, long reportAfterNanos) {
        if (state != State.NEW) {
            throw new IllegalStateException("the call for " + record.position() + " was submitted before");
        }
        lane = toLane;
        reportAtNanos = reportAfterNanos;
        state = State.QUEUED;
    }

    Lane lane() {
        return Objects.requireNonNull(lane, "submitted");
    }

    boolean queued() {
        return state == State.QUEUED;
    }

    /** Whether the owner disowned it before it ended. */
    boolean gone() {
        return state == State.GONE;
    }

    /** The owner takes note of the end; a failure after an interrupt of ours gets its true name. */
    void completed(long deadlineMs) {
        if (state == State.FAILED) {
            state = State.REPORTED;
            if (overdue) {
                failure = DeadlineExceeded.of(failure, deadlineMs);
            }
        }
    }

    /** Takes a failed call back into its lane, now or later. */
    void takeBack(boolean later, long reportAfterNanos) {
        checkReported();
        overdue = false;
        reportAtNanos = reportAfterNanos;
        state = later ? State.PARKED : State.QUEUED;
    }

    /** A failed call is dealt with. */
    void settled() {
        checkReported();
        state = State.DROPPED;
    }

    private void checkReported() {
        if (state != State.REPORTED) {
            throw new IllegalStateException("the call for " + record.position() + " is " + state
                    + "; only one that failed and was polled can be retried or released");
        }
    }

    boolean parked() {
        return state == State.PARKED;
    }

    void unpark() {
        state = State.QUEUED;
    }

    /** Whether the call was not running and never will. */
    boolean drop() {
        if (state == State.PARKED) {
            state = State.DROPPED;
            return true;
        }
        return STATE.compareAndSet(this, State.QUEUED, State.DROPPED);
    }

    /** Interrupts the call if it is running, and has nothing more to do with it. */
    boolean disown() {
        return interrupt(State.DISOWNED);
    }

    /** Interrupts the call if it is running, once per attempt. */
    void interruptOverdue() {
        if (!overdue) {
            overdue = interrupt(State.RUNNING);
        }
    }

    /** Whether the last attempt was interrupted because it was too late. */
    boolean overdue() {
        return overdue;
    }

    private boolean interrupt(State after) {
        if (!STATE.compareAndSet(this, State.RUNNING, State.INTERRUPTING)) {
            return false;
        }
        thread().interrupt();
        state = after;
        return true;
    }

    /** When the run that the owner sees began; only for a call that a carrier shows as its current one. */
    public final long startedNanos() {
        return startedNanos;
    }

    Thread thread() {
        return Objects.requireNonNull(thread, "run before");
    }

    // --- what the lane's thread does

    /** Whether the call is to be run: false if it was given up. */
    boolean begin(Thread runner, long nowNanos) {
        // Before it is seen to run: whoever interrupts it needs to know where.
        thread = runner;
        startedNanos = nowNanos;
        if (!STATE.compareAndSet(this, State.QUEUED, State.RUNNING)) {
            return false;
        }
        attempts++;
        failure = null;
        return true;
    }

    /** Runs the work and keeps what it threw. */
    void perform() {
        try {
            run();
        } catch (Throwable thrown) {
            // An Error too: the owner decides what becomes of the record, and must hear of it.
            failure = thrown;
        }
    }

    /** Before {@link #end()}, so that whoever hears of the end can ask. */
    void endsAt(long nowNanos) {
        tookNanos = nowNanos - startedNanos;
    }

    /** Whether the lane may go on: no failure that the owner must deal with. Leaves no interrupt on the thread. */
    boolean end() {
        State result = failure == null ? State.SUCCEEDED : State.FAILED;
        boolean mine = STATE.compareAndSet(this, State.RUNNING, result);
        while (!mine && !STATE.compareAndSet(this, State.DISOWNED, State.GONE)) {
            // The owner is about to interrupt: wait for it, a matter of nanoseconds.
            Thread.onSpinWait();
            mine = STATE.compareAndSet(this, State.RUNNING, result);
        }
        boolean unused = Thread.interrupted();
        return !mine || result == State.SUCCEEDED;
    }
}

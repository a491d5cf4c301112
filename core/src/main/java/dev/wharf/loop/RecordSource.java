package dev.wharf.loop;

import dev.wharf.record.Origin;
import dev.wharf.status.SourceStatus;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Where one worker gets its records. Owned by the worker's thread: nobody else may call it, except where a method says
 * so.
 */
public interface RecordSource extends AutoCloseable {

    /**
     * Waits at most so long for records and hands them over in batches. Also does what the source must do to stay alive
     * (heartbeats, rebalances), so it is called again and again even when no records are wanted.
     *
     * @throws dev.wharf.error.WharfException when the source cannot be read
     */
    void poll(Duration timeout, Intake intake);

    /** No more records, please: from now on {@link #poll} brings none, until {@link #resume()}. */
    void pause();

    void resume();

    /** Whether the input has been read to its end, or to the bound that was set for it. */
    boolean exhausted();

    /** Whether a run that is stopped before {@link #exhausted()} can go on from there later, by committed offsets. */
    boolean resumable();

    /** Commits what is settled if it is time to. Does not wait for the answer. */
    void commitIfDue(long nowNanos);

    /** Commits what is settled and waits for the answer, at most so long. */
    void commitNow(Duration timeout);

    /** How far it has come. Called several times a second. */
    default SourceStatus status(long nowNanos) {
        return SourceStatus.NONE;
    }

    /** Leaves without another commit. */
    @Override
    void close();

    /** Takes what a poll brings. */
    interface Intake {
        void take(Batch batch);

        /** So many records were left out, because an earlier owner of their partition has settled them. */
        default void settledEarlier(int count) {}

        /**
         * Partitions are to be given up: their records that were not begun need not be begun. May wait until what was
         * begun is final, for as long.
         */
        default void givingUp(Predicate<Origin> which, Duration limit) {}

        /** Partitions were given up: what is still at work for them is to be stopped, as far as it can be. */
        default void gaveUp(Predicate<Origin> which) {}

        /**
         * Called again and again while a poll waits for records to settle, because their partition is to be given up:
         * the place to hurry up what is gathered, and to try again what had no room.
         */
        default void settling() {}
    }
}

package dev.wharf.loop;

import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What a worker hands its records to: the stages and sinks behind one source. Called by the worker's thread only. */
public interface RecordProcessor extends AutoCloseable {

    /** Whether every sink has room for what one more record can become. */
    boolean ready();

    /**
     * Takes one record through to the sinks without waiting for any of them.
     *
     * @throws RecordFailure if a stage or sink refuses it
     */
    void process(WharfRecord record);

    /** Called between polls: the place to try again what had no room. */
    void tick();

    /**
     * Whether nothing is on its way that settles by itself; files, which settle when they are finished, do not count.
     */
    boolean quiet();

    /**
     * What was handed out is wanted durable now, because partitions are given up or the worker ends; called again and
     * again, each time before {@link #tick}. Who gathers records before it makes them durable stops waiting for more.
     */
    default void urge() {}

    /** Whether something comes back by itself soon, so that the worker should look again before more records come. */
    default boolean waiting() {
        return false;
    }

    /** Waits for that, at most so long. */
    default void await(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    /** Partitions are given up: what was not begun of their records is dropped and counted as returned. */
    default void givingUp(Predicate<Origin> which) {}

    /** Partitions were given up: what is still at work for them is stopped and counted as returned. */
    default void gaveUp(Predicate<Origin> which) {}

    /** Drops everything that is on its way: its transaction is aborted, and all of it comes again. */
    default void discard() {}

    /** What was counted so far is final. */
    default void mark() {}

    /** What was counted since the last mark is to be forgotten: it was discarded. */
    default void rollBack() {}

    /** So many records were left out, because an earlier owner of their partition has settled them. */
    default void settledEarlier(int count) {}

    /** What keeps records from going on. Called several times a second. */
    default List<Trouble> troubles(long nowNanos) {
        return List.of();
    }

    /** So many records were fetched and not handed out: they go back. */
    void returned(int count);

    /** Gives up what is still on its way, counts it as returned and lets go of everything. */
    @Override
    void close();
}

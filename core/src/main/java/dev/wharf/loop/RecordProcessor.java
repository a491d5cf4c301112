package dev.wharf.loop;

import dev.wharf.record.WharfRecord;

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

    /** So many records were fetched and not handed out: they go back. */
    void returned(int count);

    /** Gives up what is still on its way, counts it as returned and lets go of everything. */
    @Override
    void close();
}

package dev.wharf.status;

import java.util.Optional;

/**
 * What a stage has counted, over all workers.
 *
 * @param function what it does, such as {@code filter.apply}
 * @param topic that it reads or writes
 * @param group by which it reads
 * @param skipped left out, because they failed
 * @param returned not done, and to be read again
 * @param took how long its calls took, where it waits for something; else there are none
 */
public record StageStatus(
        String id,
        String function,
        Place place,
        Optional<String> topic,
        Optional<String> group,
        long in,
        long passed,
        long filtered,
        long skipped,
        long deadLettered,
        long returned,
        Durations.Seen took) {

    /** Where it stands. */
    public enum Place {
        SOURCE,
        BETWEEN,
        SINK
    }

    /** Taken, and not done with. */
    public long inFlight() {
        return in - passed - filtered - skipped - deadLettered - returned;
    }
}

package dev.wharf.status;

import dev.wharf.record.Origin;
import java.util.Optional;

/**
 * Something that keeps records from moving.
 *
 * @param text in words; begins with what is in trouble
 * @param at the partition or file that is concerned; empty for all that the worker owns
 */
public record Trouble(Kind kind, String text, Optional<Origin> at) {

    /** What is in the way. */
    public enum Kind {
        /** The brokers that are read from do not answer. */
        SOURCE_AWAY,
        /** Schemas that records were written with cannot be looked up. */
        SCHEMAS_AWAY,
        /** A sink takes nothing, or makes nothing durable. */
        SINK_AWAY,
        /** Dead letters cannot be written, so nothing else goes on. */
        DEAD_LETTERS_REFUSED,
        /** Too much fails: the source is paused, and single records are tried. */
        BREAKER_OPEN,
        /** A record has been at a stage or handler for too long. */
        STUCK,
        /** Nothing is owned, so nothing is read. */
        NO_PARTITIONS,
        /** It takes no more records, because it is stopping. */
        DRAINING,
        /** It has not begun yet. */
        STARTING,
        /** It is over. */
        ENDED
    }

    public static Trouble of(Kind kind, String text) {
        return new Trouble(kind, text, Optional.empty());
    }

    /** With the partition or file that is concerned. */
    public static Trouble at(Origin origin, Kind kind, String text) {
        return new Trouble(kind, text, Optional.of(origin));
    }
}

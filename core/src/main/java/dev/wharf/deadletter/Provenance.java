package dev.wharf.deadletter;

import dev.wharf.record.Origin;

/**
 * Where a dead letter comes from, and why it is one. Immutable.
 *
 * @param origin the source that delivered the record; its name is empty where it is not known
 * @param offset of the record there, or -1 where it is not known
 * @param timestampMs the record's own, in milliseconds since the epoch, or -1 where it has none
 * @param failure what went wrong
 * @param replays how often the record was sent back and failed again
 */
public record Provenance(Origin origin, long offset, long timestampMs, Failure failure, int replays) {}

package dev.wharf.event;

/**
 * A record that all in-sync replicas have.
 *
 * @param topic as the brokers call it
 * @param offset in the partition, or -1 where the brokers do not tell
 * @param timestampMs of the record, in milliseconds since the epoch
 */
public record Published(String topic, int partition, long offset, long timestampMs) {}

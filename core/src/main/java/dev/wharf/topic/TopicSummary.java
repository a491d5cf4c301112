package dev.wharf.topic;

/**
 * A topic in a list.
 *
 * @param replicationFactor copies of each partition, of the first one where they differ
 * @param internal whether it belongs to Kafka itself
 */
public record TopicSummary(String name, int partitions, int replicationFactor, boolean internal) {}

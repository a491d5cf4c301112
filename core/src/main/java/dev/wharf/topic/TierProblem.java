package dev.wharf.topic;

/**
 * What is wrong with a tier.
 *
 * @param key where it is wrong, as files call it: {@code partitions}, {@code replication_factor}, or {@code config.}
 *     and the setting
 * @param text what is wrong, and what to do
 */
public record TierProblem(String key, String text) {}

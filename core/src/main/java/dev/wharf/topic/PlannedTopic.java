package dev.wharf.topic;

/** A topic that there should be, and what it should be like. */
public record PlannedTopic(String name, TopicTier tier) {}

package dev.wharf.testkit;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What a group had committed at one moment.
 *
 * @param atMs wall clock just after Kafka's answer: all that is in it was committed before
 */
public record CommitSample(long atMs, Map<TopicPartition, Long> committed) {
    public CommitSample {
        committed = Map.copyOf(committed);
    }
}

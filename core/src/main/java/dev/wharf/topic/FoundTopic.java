package dev.wharf.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic as it is.
 *
 * @param copies of each partition; of the one that has the fewest
 * @param inSync copies in sync of the partition that has the fewest
 * @param led the partitions that have a leader
 * @param configs every setting that is in force; empty where they are not shown to us
 */
record FoundTopic(
        int partitions, int copies, int inSync, List<TopicPartition> led, Optional<Map<String, String>> configs) {
    FoundTopic {
        led = List.copyOf(led);
        configs = configs.map(Map::copyOf);
    }
}

package dev.wharf.topic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Waits for those who serve a topic. */
final class Leaders {
    private Leaders() {}

    /**
     * Waits until all these partitions are served, half a minute at the most. A producer that sends to a partition
     * without a leader yet can fall into repeating a batch out of sequence for good (KAFKA-15591).
     */
    static void await(ClusterAdmin cluster, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetSpec> all =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        // Only a leader answers.
        var unused = Patience.retried(
                () -> cluster.await(cluster.admin().listOffsets(all).all()));
    }

    /** Every partition of a topic. */
    static List<TopicPartition> of(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}

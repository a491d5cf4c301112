package dev.wharf.topic;

import java.util.List;

/**
 * Everything about one topic.
 *
 * @param internal whether it belongs to Kafka itself
 * @param settings that differ from Kafka's defaults
 * @param groups that have committed offsets there
 * @param untold what the brokers did not tell, and why
 */
public record TopicReport(
        String name,
        boolean internal,
        List<Partition> partitions,
        List<Setting> settings,
        List<Group> groups,
        List<String> untold) {
    /** Where a number is not known. */
    public static final long UNKNOWN = -1;

    public TopicReport {
        partitions = List.copyOf(partitions);
        settings = List.copyOf(settings);
        groups = List.copyOf(groups);
        untold = List.copyOf(untold);
    }

    /**
     * One partition.
     *
     * @param leader the broker that serves it, or {@link TopicReport#UNKNOWN} if none does
     * @param begin first offset, or {@link TopicReport#UNKNOWN}
     * @param end the offset that the next record gets, or {@link TopicReport#UNKNOWN}
     */
    public record Partition(
            int number, long leader, List<Integer> replicas, List<Integer> inSync, long begin, long end) {
        public Partition {
            replicas = List.copyOf(replicas);
            inSync = List.copyOf(inSync);
        }

        /** At most so many: markers of transactions and what compaction took count, too. */
        public long records() {
            return begin < 0 || end < 0 ? 0 : end - begin;
        }

        public boolean underReplicated() {
            return inSync.size() < replicas.size();
        }
    }

    /**
     * A setting.
     *
     * @param value empty for one that is not shown
     * @param from who has set it: the topic, or the brokers
     */
    public record Setting(String name, String value, boolean secret, String from) {}

    /**
     * A consumer group.
     *
     * @param lag records from its committed offsets on, or {@link TopicReport#UNKNOWN}
     * @param partitions of the topic in which it has committed
     */
    public record Group(String name, String state, long lag, int partitions) {}

    /** At most so many. */
    public long records() {
        return partitions.stream().mapToLong(Partition::records).sum();
    }
}

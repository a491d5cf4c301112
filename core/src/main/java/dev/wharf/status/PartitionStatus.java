package dev.wharf.status;

/**
 * A partition that a worker owns.
 *
 * @param settled the offset up to which everything is done, or {@link #UNKNOWN}
 * @param lag records that are not done, as far as the brokers have told, or {@link #UNKNOWN}
 * @param lagMs how old the first of them is, in milliseconds, to about one poll, or {@link #UNKNOWN}
 */
public record PartitionStatus(String topic, int partition, long settled, long lag, long lagMs) {
    public static final long UNKNOWN = -1;
}

package dev.wharf.record;

/**
 * Where the records of one slice came from.
 *
 * @param name the topic, or the path or name of another source
 * @param partition the partition of the topic, or -1 where there are none
 */
public record Origin(String name, int partition) {

    /** A source that is no topic; its offsets count records from 1. */
    public static Origin of(String name) {
        return new Origin(name, -1);
    }

    /** Whether the records come from Kafka and so have metadata to show as virtual columns. */
    public boolean isTopic() {
        return partition >= 0;
    }

    /** A place as errors and logs name it: {@code topic-partition@offset}, or {@code path record 12}. */
    public String at(long offset) {
        return isTopic() ? name + "-" + partition + "@" + offset : name + " record " + offset;
    }
}

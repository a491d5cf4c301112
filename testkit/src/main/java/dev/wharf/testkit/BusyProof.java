package dev.wharf.testkit;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a worker was at work when it was killed. It counts only what was seen inside the second before the kill: two
 * looks within it, and more at the second one.
 *
 * @param looks in that second
 * @param read records between the first and the last of them
 */
public record BusyProof(String worker, long killedAtMs, int looks, long read) {
    private static final long WINDOW_MS = 1_000;

    /**
     * How far a worker was at one moment.
     *
     * @param atMs wall clock
     * @param read records since any start
     */
    public record Progress(long atMs, long read) {}

    /**
     * Looks at the samples of one worker.
     *
     * @param killedAtMs wall clock just before the kill
     * @param samples in the order of time; later ones do not count
     */
    public static BusyProof of(String worker, long killedAtMs, List<Progress> samples) {
        List<Progress> inside = samples.stream()
                .filter(sample -> sample.atMs() >= killedAtMs - WINDOW_MS && sample.atMs() <= killedAtMs)
                .toList();
        long read = inside.isEmpty()
                ? 0
                : inside.getLast().read() - inside.getFirst().read();
        return new BusyProof(worker, killedAtMs, inside.size(), read);
    }

    /** Progress as the commits of the partitions that a worker has show it. */
    public static List<Progress> progress(List<CommitSample> samples, Set<TopicPartition> partitions) {
        return samples.stream()
                .map(sample -> new Progress(sample.atMs(), committed(sample, partitions)))
                .toList();
    }

    private static long committed(CommitSample sample, Set<TopicPartition> partitions) {
        return partitions.stream()
                .mapToLong(partition -> sample.committed().getOrDefault(partition, 0L))
                .sum();
    }

    public boolean busy() {
        return read > 0;
    }

    /**
     * Refuses a run that proves nothing.
     *
     * @throws AssertionError if the worker was idle, or nobody looked
     */
    public void require() {
        if (!busy()) {
            throw new AssertionError(worker + " was not seen at work in the second before its kill (" + looks
                    + " looks, " + read + " records), so the run is invalid");
        }
    }
}

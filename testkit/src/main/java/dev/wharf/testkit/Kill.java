package dev.wharf.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * What Kafka knew about a worker when it was killed.
 *
 * @param atMs wall clock when it was gone
 * @param partitions of the input, that the worker had
 * @param outputEnds end offset of every partition of the output, when all that the dead worker had sent was in
 */
public record Kill(String worker, long atMs, Map<Integer, Share> partitions, Map<Integer, Long> outputEnds) {

    public Kill {
        partitions = Map.copyOf(partitions);
        outputEnds = Map.copyOf(outputEnds);
    }

    /**
     * One partition of a killed worker.
     *
     * @param lag records in the input that were not committed, just before the kill
     * @param grown by so many records the output had grown since the look before, just before the kill
     * @param committed offset at which the next owner starts
     */
    public record Share(long lag, long grown, long committed) {}

    /** Whether the worker had something to do and did it, when it was killed. */
    public boolean busy() {
        return sum(true) > 0 && sum(false) > 0;
    }

    /**
     * How long it took until all of its partitions that had work were committed to again.
     *
     * @param samples of the group, in the order of their times
     * @return nothing if that was not seen
     */
    public Optional<Duration> takeover(String topic, List<CommitSample> samples) {
        return samples.stream()
                .filter(sample -> sample.atMs() > atMs && wentOn(topic, sample.committed()))
                .findFirst()
                .map(sample -> Duration.ofMillis(sample.atMs() - atMs));
    }

    private boolean wentOn(String topic, Map<TopicPartition, Long> committed) {
        return tookOver(partition -> committed.getOrDefault(new TopicPartition(topic, partition), 0L));
    }

    /** Whether all of its partitions that had work were committed to again, if these are the group's offsets. */
    boolean tookOver(Map<Integer, Long> committed) {
        return tookOver(partition -> committed.getOrDefault(partition, 0L));
    }

    private boolean tookOver(ToLongFunction<Integer> committed) {
        return partitions.entrySet().stream()
                .filter(own -> own.getValue().lag() > 0)
                .allMatch(own ->
                        committed.applyAsLong(own.getKey()) > own.getValue().committed());
    }

    private long sum(boolean lag) {
        return partitions.values().stream()
                .mapToLong(share -> lag ? share.lag() : share.grown())
                .sum();
    }
}

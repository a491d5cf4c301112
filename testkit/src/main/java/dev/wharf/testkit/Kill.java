package dev.wharf.testkit;

import java.util.Map;

/**
 * What Kafka knew about a worker when it was killed.
 *
 * @param partitions of the input, that the worker had
 * @param outputEnds end offset of every partition of the output, when all that the dead worker had sent was in
 */
public record Kill(String worker, Map<Integer, Share> partitions, Map<Integer, Long> outputEnds) {

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

    private long sum(boolean lag) {
        return partitions.values().stream()
                .mapToLong(share -> lag ? share.lag() : share.grown())
                .sum();
    }
}

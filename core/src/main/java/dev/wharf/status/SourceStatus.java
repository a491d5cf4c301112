package dev.wharf.status;

import java.util.List;
import java.util.Optional;

/**
 * How far a worker has read.
 *
 * @param topic that it reads; empty for files and standard input
 * @param partitions that it owns
 * @param readBytes since it was opened: of keys and values, or of files as they are on the disk
 * @param wholeBytes of all of its input, or {@link #UNKNOWN}
 * @param leftRecords until its end, or {@link #UNKNOWN}
 */
public record SourceStatus(
        Optional<String> topic,
        List<PartitionStatus> partitions,
        long readBytes,
        long wholeBytes,
        long leftRecords,
        List<Trouble> troubles) {
    public static final long UNKNOWN = -1;

    /** Of a source that says nothing about itself. */
    public static final SourceStatus NONE =
            new SourceStatus(Optional.empty(), List.of(), 0, UNKNOWN, UNKNOWN, List.of());

    public SourceStatus {
        partitions = List.copyOf(partitions);
        troubles = List.copyOf(troubles);
    }

    /** Of a source that counts bytes. */
    public static SourceStatus ofBytes(long read, long whole) {
        return new SourceStatus(Optional.empty(), List.of(), read, whole, UNKNOWN, List.of());
    }
}

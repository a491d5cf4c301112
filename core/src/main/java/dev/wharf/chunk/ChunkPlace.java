package dev.wharf.chunk;

import java.util.List;
import java.util.UUID;

/**
 * Where the chunks of a payload are: all in one partition, in their order, within these runs of offsets. Chunks of
 * other payloads may stand between them, so whoever reads takes those of this id alone.
 *
 * @param topic of chunks
 * @param segments in ascending order, at least one
 */
public record ChunkPlace(String topic, int partition, UUID id, List<Segment> segments) {
    public ChunkPlace {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("chunks without a place");
        }
    }

    /** The first offset. */
    public long first() {
        return segments.get(0).first();
    }

    /** The last offset. */
    public long last() {
        return segments.get(segments.size() - 1).last();
    }

    /** For errors: the partition and the offsets. */
    public String at() {
        return topic + "-" + partition + "@" + first() + ".." + last();
    }
}

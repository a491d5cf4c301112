package dev.wharf.large;

import dev.wharf.chunk.ChunkTopic;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** What is known of a topic that is written: its partitions, how large a record may be, where chunks go. Any thread. */
final class PayloadRoute {
    /** What surrounds a record of one batch, our own reference in a header included. */
    private static final int OVERHEAD_BYTES = 512;

    private static final int HEADER_OVERHEAD_BYTES = 10;
    /** Records without a key stay with a partition for so many bytes, so that batches fill. */
    private static final long STICKY_BYTES = 64 << 10;

    private final String topic;
    private final long maxRecordBytes;
    private final Supplier<ChunkTopic> lookForChunks;
    private final List<SendLane> lanes;
    private volatile @Nullable ChunkTopic chunks;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong turnBytes = new AtomicLong();

    /**
     * @param chunks where chunks go, if that is known
     * @param lookForChunks where they go, when the first of them is to be written and it was not known; throws if there
     *     is no such topic
     */
    PayloadRoute(
            String topic,
            int partitions,
            long maxRecordBytes,
            @Nullable ChunkTopic chunks,
            Supplier<ChunkTopic> lookForChunks,
            Consumer<PendingSend> sender) {
        this.topic = topic;
        this.maxRecordBytes = maxRecordBytes;
        this.chunks = chunks;
        this.lookForChunks = lookForChunks;
        this.lanes =
                Stream.generate(() -> new SendLane(sender)).limit(partitions).toList();
    }

    String topic() {
        return topic;
    }

    /**
     * Where chunks go. Blocks while that is looked for.
     *
     * @throws WharfException with {@code ENVIRONMENT} if there is no topic for them
     */
    ChunkTopic chunks() {
        ChunkTopic known = chunks;
        if (known == null) {
            known = lookForChunks.get();
            chunks = known;
        }
        return known;
    }

    SendLane lane(int partition) {
        return lanes.get(partition);
    }

    /** The partition of a record: the one it names, or that of its key by Kafka's own hash, or one after another. */
    int partitionOf(OutgoingPayload record, long likelyBytes) {
        if (record.partition().isPresent()) {
            return named(record.partition());
        }
        byte[] key = record.key().array();
        if (key != null) {
            return Utils.toPositive(Utils.murmur2(key)) % lanes.size();
        }
        if (turnBytes.addAndGet(likelyBytes) >= STICKY_BYTES) {
            turnBytes.set(0);
            return Math.floorMod(turn.getAndIncrement(), lanes.size());
        }
        return Math.floorMod(turn.get(), lanes.size());
    }

    private int named(OptionalInt partition) {
        int number = partition.getAsInt();
        if (number < 0 || number >= lanes.size()) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "there is no partition " + number + " of topic " + topic + ", which has " + lanes.size());
        }
        return number;
    }

    /**
     * How many bytes the value of a record may have.
     *
     * @param wanted the limit of the settings, if there is one
     * @throws WharfException with {@code TOO_LARGE} if key and headers leave no room for any
     */
    int mostInRecord(Payload key, Headers headers, OptionalInt wanted) {
        long room = maxRecordBytes - OVERHEAD_BYTES - key.length();
        for (Header header : headers) {
            int value = header.value() == null ? 0 : header.value().length;
            room -= HEADER_OVERHEAD_BYTES + 3L * header.key().length() + value;
        }
        if (room < 0) {
            throw new WharfException(
                    ErrorCode.TOO_LARGE,
                    "key and headers of a record for topic " + topic + " are larger than the " + maxRecordBytes
                            + " bytes that max.request.size and the topic's max.message.bytes allow; only values can be"
                            + " large");
        }
        return (int) Math.min(room, wanted.orElse(Integer.MAX_VALUE - 64));
    }
}

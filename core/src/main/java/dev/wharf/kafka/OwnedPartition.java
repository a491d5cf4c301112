package dev.wharf.kafka;

import dev.wharf.loop.OffsetRange;
import dev.wharf.loop.Progress;
import dev.wharf.loop.Settling;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.status.PartitionStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** A partition that one consumer owns: its slices, the batches not yet handed out, and what was committed last.
 * Worker's thread only.
 */
final class OwnedPartition {
    private final Origin origin;
    private final Decoding decoding;
    private final Progress progress = new Progress();
    private final ArrayDeque<TopicBatch> handingOut = new ArrayDeque<>();
    private final Ages ages = new Ages();
    private final List<OffsetRange> settledEarlier;
    private long committed = Progress.NONE;
    /** Of the first record that came. */
    private long firstOffset = Progress.NONE;

    private String committedMetadata = "";
    private long fetchedTo = Progress.NONE;

    OwnedPartition(Origin origin, Decoding decoding, List<OffsetRange> settledEarlier) {
        this.origin = origin;
        this.decoding = decoding;
        this.settledEarlier = new ArrayList<>(settledEarlier);
    }

    /** The records without those that an earlier owner has settled. */
    List<ConsumerRecord<byte[], byte[]>> withoutSettled(List<ConsumerRecord<byte[], byte[]>> records) {
        if (settledEarlier.isEmpty() || records.isEmpty()) {
            return records;
        }
        return records.stream()
                .filter(record -> settledEarlier.stream().noneMatch(range -> range.contains(record.offset())))
                .toList();
    }

    /**
     * What one poll brought.
     *
     * @param records at least one
     * @param end the offset behind them
     */
    TopicBatch batch(List<ConsumerRecord<byte[], byte[]>> records, long end, Bound bound, Settling settling) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        ages.fetched(first.offset(), first.timestamp());
        fetchedTo = end;
        TopicBatch batch = settling == Settling.OUT_OF_ORDER
                ? TopicBatch.ofSingleRecords(records, end, bound, this::slice)
                : TopicBatch.ofOneSlice(records, end, bound, this::slice);
        cameFirst(first.offset());
        handingOut.removeIf(old -> !old.hasNext());
        handingOut.addLast(batch);
        return batch.readyFor(origin, decoding.codec());
    }

    /** Nothing came, but the position has moved on. */
    void moved(long end) {
        fetchedTo = end;
        TopicBatch last = handingOut.peekLast();
        if (last == null || !last.extendTo(end)) {
            slice(end, end).handedOut();
        }
        cameFirst(end);
    }

    /** Reading begins there, and that was committed. */
    void startsAt(long first, long committedOffset) {
        firstOffset = first;
        committed = committedOffset;
    }

    /** Of the first record that came, or {@link Progress#NONE}. */
    long firstOffset() {
        return firstOffset;
    }

    /** The offset behind what was fetched, or {@link Progress#NONE}. */
    long fetchedTo() {
        return fetchedTo;
    }

    /** Records fetched and not handed out. */
    long remaining() {
        return handingOut.stream().mapToLong(TopicBatch::remaining).sum();
    }

    /** Drops every batch that is not handed out. */
    void discard() {
        handingOut.forEach(TopicBatch::discard);
    }

    /** It goes to somebody else. */
    void stopHandingOut() {
        handingOut.forEach(TopicBatch::revoke);
    }

    boolean allSettled() {
        return progress.allSettled();
    }

    int openSlices() {
        return progress.openSlices();
    }

    private Slice slice(long firstOffset, long nextOffset) {
        Slice slice = new Slice(origin, decoding, firstOffset, nextOffset);
        progress.add(slice);
        return slice;
    }

    /** @param end the offset behind its last record; unknown like the start, it is {@link Lags#UNKNOWN} */
    PartitionStatus status(long start, long end, long nowMs) {
        long settled = Math.max(start, Math.max(committed, progress.prefixEnd()));
        boolean known = settled != Progress.NONE && end != Lags.UNKNOWN;
        long lag = known ? Math.max(0, end - settled) : PartitionStatus.UNKNOWN;
        long lagMs = lag == 0 ? 0 : ages.ageMs(settled, nowMs);
        return new PartitionStatus(origin.name(), origin.partition(), settled, lag, lagMs);
    }

    private void cameFirst(long offset) {
        if (firstOffset == Progress.NONE) {
            firstOffset = offset;
        }
    }

    /** What there is to commit: further on than last time, or with more settled behind it. */
    Optional<OffsetAndMetadata> due(Settling settling) {
        long settled = settling == Settling.IN_TRANSACTION ? handedOutTo() : progress.advance();
        if (settling != Settling.OUT_OF_ORDER && settledEarlier.isEmpty()) {
            return settled > committed ? Optional.of(new OffsetAndMetadata(settled)) : Optional.empty();
        }
        long offset = progress.prefixEnd();
        settledEarlier.removeIf(range -> range.end() <= offset);
        String metadata = CommitMetadata.encode(offset, progress.settledBeyond(settledEarlier));
        boolean news = offset > committed || (offset == committed && !metadata.equals(committedMetadata));
        return offset != Progress.NONE && news
                ? Optional.of(new OffsetAndMetadata(offset, metadata))
                : Optional.empty();
    }

    /**
     * A transaction holds what was sent for every record that was handed out, in the middle of a slice, too; its
     * offsets must not stay behind that.
     */
    private long handedOutTo() {
        long settled = progress.advance();
        for (TopicBatch batch : handingOut) {
            if (batch.inTheMiddle() && progress.settledSoFar(batch.slice())) {
                return batch.nextOffset();
            }
        }
        return settled;
    }

    void committed(OffsetAndMetadata offset) {
        if (offset.offset() >= committed) {
            committed = offset.offset();
            committedMetadata = offset.metadata();
        }
    }
}

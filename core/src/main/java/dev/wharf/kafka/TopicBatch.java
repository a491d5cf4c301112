package dev.wharf.kafka;

import dev.wharf.codec.TopicCodec;
import dev.wharf.loop.Batch;
import dev.wharf.payload.Payload;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The records of one partition from one poll; holds none of them once all are handed out. */
final class TopicBatch implements Batch {
    private static final int SAMPLE = 32;
    /** What a record takes beside its key and value, about: tombstones fill the memory, too. */
    private static final int OVERHEAD_BYTES = 200;

    private final Bound bound;
    private final Slices slices;
    private final boolean singleRecords;
    private @Nullable Slice slice;
    private ConsumerRecord<byte[], byte[]>[] records;
    private final long bytesOfOne;
    private long end;
    private int next;
    private boolean revoked;
    private @Nullable Waiting waiting;

    /** That of whom the records come, and who decodes them. */
    private record Waiting(Origin origin, TopicCodec codec) {}

    /** Makes the slices of a partition, in their order. */
    interface Slices {
        Slice next(long firstOffset, long nextOffset);
    }

    private TopicBatch(
            List<ConsumerRecord<byte[], byte[]>> records, long end, Bound bound, Slices slices, boolean singleRecords) {
        this.end = end;
        this.slices = slices;
        this.singleRecords = singleRecords;
        this.bound = bound;
        this.records = records.toArray(TopicBatch::array);
        this.bytesOfOne = bytesOfOne(this.records);
        this.slice = singleRecords ? null : slices.next(this.records[0].offset(), end);
    }

    /**
     * All in one slice, which is made now.
     *
     * @param records at least one, taken from {@code bound}
     * @param end the offset behind them
     */
    static TopicBatch ofOneSlice(List<ConsumerRecord<byte[], byte[]>> records, long end, Bound bound, Slices slices) {
        return new TopicBatch(records, end, bound, slices, false);
    }

    /** Each a slice of its own, made when the record is handed out, while all that belongs to it is in the cache. */
    static TopicBatch ofSingleRecords(
            List<ConsumerRecord<byte[], byte[]>> records, long end, Bound bound, Slices slices) {
        return new TopicBatch(records, end, bound, slices, true);
    }

    @SuppressWarnings("unchecked") // there are no arrays of generic types
    private static ConsumerRecord<byte[], byte[]>[] array(int length) {
        return (ConsumerRecord<byte[], byte[]>[]) new ConsumerRecord<?, ?>[length];
    }

    /** Of a sample: looking at each record once more is not free. */
    private static long bytesOfOne(ConsumerRecord<byte[], byte[]>[] records) {
        int step = 1 + records.length / SAMPLE;
        long bytes = 0;
        int looked = 0;
        for (int i = 0; i < records.length; i += step) {
            // -1 stands for null.
            bytes += Math.max(0, records[i].serializedKeySize()) + Math.max(0, records[i].serializedValueSize());
            looked++;
        }
        return looked == 0 ? 0 : OVERHEAD_BYTES + bytes / looked;
    }

    @Override
    public Slice slice() {
        return Objects.requireNonNull(slice, "no record was handed out");
    }

    /** Lets the records wait until the codec can decode them. */
    TopicBatch readyFor(Origin from, TopicCodec codec) {
        waiting = codec.mayWait() ? new Waiting(from, codec) : null;
        return this;
    }

    @Override
    public Origin origin() {
        return waiting == null ? slice().origin() : waiting.origin;
    }

    @Override
    public boolean ready() {
        if (waiting == null) {
            return true;
        }
        ConsumerRecord<byte[], byte[]> record = records[next];
        return waiting.codec.ready(Payload.of(record.value()), record.headers());
    }

    @Override
    public String inTheWay() {
        return waiting == null ? "" : waiting.codec.inTheWay();
    }

    @Override
    public boolean hasNext() {
        return next < records.length;
    }

    @Override
    public WharfRecord next() {
        Slice itsSlice = sliceOfNext();
        ConsumerRecord<byte[], byte[]> record = records[next++];
        slice = itsSlice;
        if (!hasNext()) {
            // The partition remembers its last batch, maybe for hours.
            records = array(0);
            next = 0;
            bound.handedOut(0);
        }
        return new WharfRecord(
                itsSlice,
                record.offset(),
                timestampOf(record),
                record.timestampType() == TimestampType.LOG_APPEND_TIME,
                Payload.of(record.key()),
                Payload.of(record.value()),
                record.headers());
    }

    @Override
    public void handedOut() {
        if (singleRecords || !hasNext()) {
            slice().handedOut();
        }
    }

    /** Whether some of it was handed out, and some was not. */
    boolean inTheMiddle() {
        return next > 0 && hasNext();
    }

    /** Of the record to be handed out next; only while there is one. */
    long nextOffset() {
        return records[next].offset();
    }

    @Override
    public int remaining() {
        return records.length - next;
    }

    @Override
    public long remainingBytes() {
        return bytesOfOne * remaining();
    }

    @Override
    public boolean revoked() {
        return revoked;
    }

    /** The partition goes to somebody else: what was not handed out is not ours any more. */
    void revoke() {
        if (hasNext() && !revoked) {
            bound.handedOut(remaining());
            sliceOfNext().cutAt(nextOffset());
        }
        revoked = true;
    }

    /** The records come again: nobody hands out the rest, and nobody counts it. */
    void discard() {
        if (hasNext() && !revoked) {
            bound.handedOut(0);
        }
        records = array(0);
        next = 0;
    }

    private Slice sliceOfNext() {
        if (!singleRecords) {
            return slice();
        }
        return slices.next(nextOffset(), next + 1 < records.length ? records[next + 1].offset() : end);
    }

    /** Whether what lies up to there belongs to the last record now: false if that was handed out already. */
    boolean extendTo(long newEnd) {
        if (!singleRecords || !hasNext()) {
            return false;
        }
        end = newEnd;
        return true;
    }

    private static long timestampOf(ConsumerRecord<byte[], byte[]> record) {
        boolean none = record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE;
        return none ? WharfRecord.NO_TIMESTAMP : record.timestamp();
    }
}

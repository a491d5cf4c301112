package dev.wharf.kafka;

import dev.wharf.loop.Batch;
import dev.wharf.payload.Payload;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** The records of one partition from one poll; holds none of them once all are handed out. */
final class TopicBatch implements Batch {
    private final Bound bound;
    private final Iterator<Slice> slices;
    private final boolean eachItsOwn;
    private Slice slice;
    private List<ConsumerRecord<byte[], byte[]>> records;
    private final long bytesOfOne;
    private int next;
    private boolean revoked;

    /**
     * @param slices one for all records, or one for each
     * @param records taken from {@code bound}, or none
     */
    TopicBatch(List<Slice> slices, List<ConsumerRecord<byte[], byte[]>> records, Bound bound) {
        this.slices = slices.iterator();
        this.slice = slices.get(0);
        this.eachItsOwn = slices.size() > 1;
        this.bound = bound;
        this.records = records;
        this.bytesOfOne = records.isEmpty() ? 0 : bytes(records) / records.size();
    }

    private static long bytes(List<ConsumerRecord<byte[], byte[]>> records) {
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            // -1 stands for null.
            bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        }
        return bytes;
    }

    @Override
    public Slice slice() {
        return slice;
    }

    @Override
    public boolean hasNext() {
        return next < records.size();
    }

    @Override
    public WharfRecord next() {
        ConsumerRecord<byte[], byte[]> record = records.get(next++);
        slice = sliceOfNext();
        if (!hasNext()) {
            // The partition remembers its last batch, maybe for hours.
            records = List.of();
            next = 0;
            bound.handedOut(0);
        }
        return new WharfRecord(
                slice,
                record.offset(),
                timestampOf(record),
                Payload.of(record.key()),
                Payload.of(record.value()),
                record.headers());
    }

    @Override
    public void handedOut() {
        if (eachItsOwn || !hasNext()) {
            slice.handedOut();
        }
    }

    /** Whether some of it was handed out, and some was not. */
    boolean inTheMiddle() {
        return next > 0 && hasNext();
    }

    /** Of the record to be handed out next; only while there is one. */
    long nextOffset() {
        return records.get(next).offset();
    }

    @Override
    public int remaining() {
        return records.size() - next;
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
        records = List.of();
        next = 0;
    }

    private Slice sliceOfNext() {
        return slices.hasNext() ? slices.next() : slice;
    }

    private static long timestampOf(ConsumerRecord<byte[], byte[]> record) {
        boolean none = record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE;
        return none ? WharfRecord.NO_TIMESTAMP : record.timestamp();
    }
}

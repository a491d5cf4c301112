package dev.wharf.kafka;

import dev.wharf.loop.RecordSource;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads ranges of partitions in a record loop, without a group: there is nothing to commit. */
public final class ScanReader implements RecordSource {
    private final TopicScan scan;
    private final Bound bound;
    private final Decoding decoding;
    private final boolean follows;
    private boolean paused;

    /**
     * Starts to read.
     *
     * @param scan closed with this reader
     * @param bound how many records at the most
     */
    public ScanReader(TopicScan scan, List<TopicScan.Range> ranges, Bound bound, Decoding decoding) {
        this.scan = scan;
        this.bound = bound;
        this.decoding = decoding;
        this.follows = ranges.stream().anyMatch(range -> range.end() == TopicScan.Range.OPEN);
        scan.start(ranges);
    }

    @Override
    public void poll(Duration timeout, Intake intake) {
        if (paused || exhausted()) {
            // There is no group that would miss us.
            LockSupport.parkNanos(this, timeout.toNanos());
            scan.awake();
            return;
        }
        for (TopicScan.Part part : scan.poll(timeout)) {
            take(part, intake);
        }
    }

    private void take(TopicScan.Part part, Intake intake) {
        List<ConsumerRecord<byte[], byte[]>> records = part.records();
        int wanted = records.isEmpty() ? 0 : bound.take(records.size());
        if (wanted > 0) {
            boolean cut = wanted < records.size();
            long end = cut ? records.get(wanted).offset() : part.next();
            Origin origin =
                    new Origin(part.partition().topic(), part.partition().partition());
            TopicBatch batch = TopicBatch.ofOneSlice(
                    records.subList(0, wanted), end, bound, (first, next) -> new Slice(origin, decoding, first, next));
            intake.take(batch.readyFor(origin, decoding.codec()));
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public boolean exhausted() {
        return scan.ended() || bound.allTaken();
    }

    /** Without an end there is no middle to be stopped in. */
    @Override
    public boolean resumable() {
        return follows;
    }

    @Override
    public void commitIfDue(long nowNanos) {}

    @Override
    public void commitNow(Duration timeout) {}

    @Override
    public void close() {
        scan.close();
    }
}

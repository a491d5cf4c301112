package dev.wharf.loop;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.record.WharfRecord;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/** A sink with so much room, which acknowledges when told to. */
final class FakeProcessor implements RecordProcessor {
    private final int room;
    private final LongPredicate refuses;
    private final boolean acknowledges;
    private final ArrayDeque<WharfRecord> underWay = new ArrayDeque<>();
    final AtomicLong processed = new AtomicLong();
    final AtomicLong returned = new AtomicLong();
    volatile int most;
    volatile boolean closed;

    FakeProcessor(int room, boolean acknowledges, LongPredicate refuses) {
        this.room = room;
        this.acknowledges = acknowledges;
        this.refuses = refuses;
    }

    static FakeProcessor withRoomFor(int room) {
        return new FakeProcessor(room, true, offset -> false);
    }

    @Override
    public boolean ready() {
        return underWay.size() < room;
    }

    @Override
    public void process(WharfRecord record) {
        if (refuses.test(record.offset())) {
            WharfException cause = new WharfException(ErrorCode.RECORD_REFUSED, "no");
            throw new RecordFailure("sink", record.position(), cause);
        }
        record.slice().accept();
        underWay.add(record);
        most = Math.max(most, underWay.size());
        processed.incrementAndGet();
    }

    /** Acknowledges one record a call, so that room comes back slowly. */
    @Override
    public void tick() {
        if (acknowledges && !underWay.isEmpty()) {
            underWay.remove().slice().settle(1);
        }
    }

    @Override
    public boolean quiet() {
        return underWay.isEmpty();
    }

    @Override
    public void returned(int count) {
        returned.addAndGet(count);
    }

    @Override
    public void close() {
        closed = true;
    }
}

package dev.wharf.loop;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One partition with so many records, handed over in slices of three; notes what the worker does with it. */
class FakeSource implements RecordSource {
    private static final int SLICE = 3;

    final List<String> calls = new ArrayList<>();
    final Progress progress = new Progress();
    private final long records;
    private final boolean resumable;
    private final long failsAt;
    private long next;
    volatile long committed = Progress.NONE;
    final AtomicInteger pollsWhilePaused = new AtomicInteger();
    private boolean paused;

    FakeSource(long records, boolean resumable, long failsAt) {
        this.records = records;
        this.resumable = resumable;
        this.failsAt = failsAt;
    }

    static FakeSource of(long records) {
        return new FakeSource(records, true, Long.MAX_VALUE);
    }

    @Override
    public void poll(Duration timeout, Intake intake) {
        if (next >= failsAt) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "the source broke");
        }
        if (paused) {
            pollsWhilePaused.incrementAndGet();
            LockSupport.parkNanos(this, timeout.toNanos());
            return;
        }
        if (next < records) {
            long end = Math.min(records, next + SLICE);
            Slice slice = new Slice(new Origin("t", 0), new Decoding(JsonCodec.JSON, new Fields(), true), end);
            progress.add(slice);
            intake.take(new FakeBatch(slice, next, end));
            next = end;
        }
    }

    @Override
    public void pause() {
        paused = true;
        calls.add("pause");
    }

    @Override
    public void resume() {
        paused = false;
        calls.add("resume");
    }

    @Override
    public boolean exhausted() {
        return next >= records;
    }

    @Override
    public boolean resumable() {
        return resumable;
    }

    @Override
    public void commitIfDue(long nowNanos) {
        committed = progress.advance();
    }

    @Override
    public void commitNow(Duration timeout) {
        committed = progress.advance();
        calls.add("commitNow");
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private static final class FakeBatch implements Batch {
        private final Slice slice;
        private final long end;
        private long at;

        FakeBatch(Slice slice, long start, long end) {
            this.slice = slice;
            this.at = start;
            this.end = end;
        }

        @Override
        public Slice slice() {
            return slice;
        }

        @Override
        public boolean hasNext() {
            return at < end;
        }

        @Override
        public WharfRecord next() {
            return new WharfRecord(slice, at++, 0, Payload.NULL, Payload.of("{}"), null);
        }

        @Override
        public int remaining() {
            return (int) (end - at);
        }

        @Override
        public boolean revoked() {
            return false;
        }
    }
}

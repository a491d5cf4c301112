package dev.wharf.lane;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lanes with an owner to play: the test's thread. */
final class Rig implements AutoCloseable {
    static final long HOUR = Duration.ofHours(1).toNanos();
    static final LaneLimits WIDE = new LaneLimits(1000, 1 << 20, 10_000, 1 << 24);
    private static final long GENEROUS_NANOS = Duration.ofMinutes(2).toNanos();
    private static final Decoding DECODING = new Decoding(JsonCodec.JSON, new Fields(), true);

    final List<SlowCall> slow = new ArrayList<>();
    final Lanes lanes;
    private long nextOffset;

    Rig(LaneThreads kind, LaneSettings settings, LaneLimits limits) {
        lanes = new Lanes("test", settings, limits, slow::add, kind);
    }

    Rig(LaneThreads kind, Order order, int most) {
        this(kind, new LaneSettings(order, most, Duration.ZERO, Duration.ZERO), WIDE);
    }

    /** What a call does. */
    interface Work {
        void run(Work.Of call) throws Exception;

        /** A call that does it, one byte heavy. */
        final class Of extends Call {
            private final Work work;

            Of(WharfRecord record, Work work) {
                super(record, 1);
                this.work = work;
            }

            @Override
            protected void run() throws Exception {
                work.run(this);
            }
        }
    }

    static WharfRecord record(int partition, long offset, @Nullable String key) {
        Slice slice = new Slice(new Origin("t", partition), DECODING, offset + 1);
        return new WharfRecord(slice, offset, 0, key == null ? Payload.NULL : Payload.of(key), Payload.NULL, null);
    }

    /** Every record is meant. */
    static boolean all(WharfRecord record) {
        return record.offset() >= 0;
    }

    Call submit(int partition, Work work) {
        return submit(partition, null, work);
    }

    Call submit(int partition, @Nullable String key, Work work) {
        Call call = new Work.Of(nextRecord(partition, key), work);
        lanes.submit(call);
        return call;
    }

    WharfRecord nextRecord(int partition, @Nullable String key) {
        return record(partition, nextOffset++, key);
    }

    /** Starts what was submitted. */
    void flush() {
        lanes.tick(System.nanoTime());
    }

    /** The next call that ended. */
    Call next() {
        long end = System.nanoTime() + GENEROUS_NANOS;
        Call call = lanes.poll();
        while (call == null) {
            assertThat(System.nanoTime() - end).as("time left").isNegative();
            lanes.await(Duration.ofSeconds(1).toNanos());
            lanes.tick(System.nanoTime());
            call = lanes.poll();
        }
        return call;
    }

    List<Call> next(int count) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(next());
        }
        return calls;
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(GENEROUS_NANOS, TimeUnit.NANOSECONDS)).isTrue();
    }

    /** What a call does that never ends unless it is interrupted. */
    static void hang(CountDownLatch started) throws InterruptedException {
        started.countDown();
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        lanes.close();
    }
}

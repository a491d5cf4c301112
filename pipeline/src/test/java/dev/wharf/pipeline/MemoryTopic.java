package dev.wharf.pipeline;

import dev.wharf.json.JsonCodec;
import dev.wharf.loop.Batch;
import dev.wharf.loop.RecordSource;
import dev.wharf.payload.Payload;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.SourceContext;
import dev.wharf.stage.SourceStage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A topic with one partition, in memory, as a source: what it hands out looks like records of Kafka. */
final class MemoryTopic implements SourceStage {
    static final String NAME = "events";
    static final int PARTITION = 2;
    private static final long PAUSE_NANOS = 2_000_000;
    static final long TIMESTAMP = 1_704_067_200_000L;

    private final List<byte @Nullable []> keys = new ArrayList<>();
    private final List<byte @Nullable []> values = new ArrayList<>();

    private Runnable beforeRecords = () -> {};
    private BooleanSupplier over = () -> true;

    /** Records that were taken; written by the worker's thread. */
    volatile int handedOut;

    /** Where the next run would go on; written by the worker's thread at the end. */
    volatile long committed;

    static MemoryTopic of(@Nullable String... values) {
        MemoryTopic topic = new MemoryTopic();
        for (String value : values) {
            topic.add("k" + topic.values.size(), value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        }
        return topic;
    }

    MemoryTopic add(@Nullable String key, byte @Nullable [] value) {
        keys.add(key == null ? null : key.getBytes(StandardCharsets.UTF_8));
        values.add(value);
        return this;
    }

    /** When it is over once all records were taken; asked by the worker's thread, again and again. */
    MemoryTopic until(BooleanSupplier end) {
        over = end;
        return this;
    }

    /** Called by the worker's thread before the records come. */
    MemoryTopic first(Runnable action) {
        beforeRecords = action;
        return this;
    }

    @Override
    public int workers(int wanted) {
        return 1;
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public boolean commitsOffsets() {
        return true;
    }

    @Override
    public IntFunction<RecordSource> open(SourceContext context) {
        Decoding decoding = new Decoding(JsonCodec.JSON, context.fields(), true);
        return worker -> new Source(new Slice(new Origin(NAME, PARTITION), decoding, values.size()));
    }

    @Override
    public String summary() {
        return "topic in memory";
    }

    private final class Source implements RecordSource {
        private final Slice slice;
        private boolean given;

        Source(Slice slice) {
            this.slice = slice;
        }

        @Override
        public void poll(Duration timeout, Intake intake) {
            if (given) {
                LockSupport.parkNanos(Math.min(timeout.toNanos(), PAUSE_NANOS));
                return;
            }
            given = true;
            beforeRecords.run();
            intake.take(new Records(slice, records(slice)));
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public boolean exhausted() {
            return given && over.getAsBoolean();
        }

        @Override
        public boolean resumable() {
            return true;
        }

        @Override
        public void commitIfDue(long nowNanos) {}

        @Override
        public void commitNow(Duration timeout) {
            committed = slice.isSettled() ? slice.nextOffset() : 0;
        }

        @Override
        public void close() {}
    }

    private Deque<WharfRecord> records(Slice slice) {
        Deque<WharfRecord> records = new ArrayDeque<>();
        for (int i = 0; i < values.size(); i++) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("number", new byte[] {(byte) i});
            records.add(new WharfRecord(
                    slice, i, TIMESTAMP + i, Payload.of(keys.get(i)), Payload.of(values.get(i)), headers));
        }
        return records;
    }

    private final class Records implements Batch {
        private final Slice slice;
        private final Deque<WharfRecord> left;

        Records(Slice slice, Deque<WharfRecord> left) {
            this.slice = slice;
            this.left = left;
        }

        @Override
        public Slice slice() {
            return slice;
        }

        @Override
        public boolean hasNext() {
            return !left.isEmpty();
        }

        @Override
        public WharfRecord next() {
            handedOut = values.size() - left.size() + 1;
            return left.remove();
        }

        @Override
        public int remaining() {
            return left.size();
        }

        @Override
        public boolean revoked() {
            return false;
        }
    }
}

package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.json.JsonCodec;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.record.Slice;
import dev.wharf.value.Fields;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The records of one poll. */
final class TopicBatchTest {

    @Test
    void holdsNoRecordOnceAllAreHandedOut() {
        List<WeakReference<Object>> fetched = new ArrayList<>();
        TopicBatch batch = batchOfOne(fetched);

        assertThat(batch.next().offset()).isEqualTo(7);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return fetched.get(0).get() == null;
        });
        assertThat(batch.hasNext()).isFalse();
        assertThat(batch.remaining()).isZero();
    }

    private static TopicBatch batchOfOne(List<WeakReference<Object>> fetched) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 7, null, new byte[1 << 20]);
        fetched.add(new WeakReference<>(record));
        return TopicBatch.ofOneSlice(List.of(record), 8, Bound.none(), TopicBatchTest::slice);
    }

    private static Slice slice(long first, long next) {
        return new Slice(new Origin("t", 0), new Decoding(JsonCodec.JSON, new Fields(), true), first, next);
    }

    @Test
    void eachRecordHasASliceThatReachesToTheNextOne() {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(7), record(9));
        TopicBatch batch = TopicBatch.ofSingleRecords(records, 12, Bound.none(), TopicBatchTest::slice);

        batch.next();
        assertThat(batch.slice().firstOffset()).isEqualTo(7);
        assertThat(batch.slice().nextOffset()).isEqualTo(9);

        assertThat(batch.extendTo(15)).isTrue();
        batch.next();
        assertThat(batch.slice().firstOffset()).isEqualTo(9);
        assertThat(batch.slice().nextOffset()).isEqualTo(15);
        assertThat(batch.extendTo(17)).isFalse();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>("t", 0, offset, null, new byte[1]);
    }

    @Test
    void recordsWithoutContentTakeMemoryToo() {
        ConsumerRecord<byte[], byte[]> tombstone = new ConsumerRecord<>("t", 0, 7, null, null);
        TopicBatch batch = TopicBatch.ofOneSlice(List.of(tombstone, tombstone), 9, Bound.none(), TopicBatchTest::slice);

        long both = batch.remainingBytes();
        batch.next();

        assertThat(both).isPositive();
        assertThat(batch.remainingBytes()).isEqualTo(both / 2);
    }
}

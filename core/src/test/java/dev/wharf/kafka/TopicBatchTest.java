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
        Slice slice = new Slice(new Origin("t", 0), new Decoding(JsonCodec.JSON, new Fields(), true), 8);
        return new TopicBatch(List.of(slice), List.of(record), Bound.none());
    }

    @Test
    void recordsWithoutContentTakeMemoryToo() {
        Slice slice = new Slice(new Origin("t", 0), new Decoding(JsonCodec.JSON, new Fields(), true), 9);
        ConsumerRecord<byte[], byte[]> tombstone = new ConsumerRecord<>("t", 0, 7, null, null);
        TopicBatch batch = new TopicBatch(List.of(slice), List.of(tombstone, tombstone), Bound.none());

        long both = batch.remainingBytes();
        batch.next();

        assertThat(both).isPositive();
        assertThat(batch.remainingBytes()).isEqualTo(both / 2);
    }
}

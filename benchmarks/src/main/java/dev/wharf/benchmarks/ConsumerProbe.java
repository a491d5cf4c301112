package dev.wharf.benchmarks;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Marks in any contestant, whoever wrote it, when its first records were polled and when its last offsets were
 * committed. Kafka's consumer makes it from {@code interceptor.classes}; it does its work once a poll and once a
 * commit, never once a record. What it finds is static, since a contestant's JVM has one input consumer.
 */
public final class ConsumerProbe implements ConsumerInterceptor<Object, Object> {
    private static volatile @Nullable Reading firstPoll;
    private static volatile @Nullable Reading lastCommit;
    private static volatile @Nullable Reading closed;
    private static volatile long consumed;

    /** Made by Kafka's consumer. */
    public ConsumerProbe() {}

    /** What was used between the first records polled and the last offsets committed, or the end of the consumer. */
    static Reading steady() {
        Reading start = firstPoll;
        // Offsets in a transaction are committed past the consumer, which is closed soon after.
        Reading end = lastCommit == null ? closed : lastCommit;
        if (start == null || end == null) {
            throw new IllegalStateException("the consumer has not "
                    + (start == null ? "polled a record" : "committed an offset")
                    + ", or was made without interceptor.classes = " + ConsumerProbe.class.getName());
        }
        return end.since(start);
    }

    static long consumed() {
        return consumed;
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        if (firstPoll == null) {
            firstPoll = Reading.now();
        }
        add(records.count());
        return records;
    }

    // One consumer, one poll thread: nobody else writes.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private static void add(int count) {
        consumed += count;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        lastCommit = Reading.now();
    }

    @Override
    public void close() {
        closed = Reading.now();
    }

    @Override
    public void configure(Map<String, ?> settings) {}
}

package dev.wharf.event;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Writes down which threads use a consumer; Kafka makes it by its name. */
public final class SeenThreads implements ConsumerInterceptor<byte[], byte[]> {
    static final Set<Thread> POLLING = ConcurrentHashMap.newKeySet();
    static final Set<Thread> COMMITTING = ConcurrentHashMap.newKeySet();
    static final Set<Thread> CLOSING = ConcurrentHashMap.newKeySet();

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        POLLING.add(Thread.currentThread());
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        COMMITTING.add(Thread.currentThread());
    }

    @Override
    public void close() {
        CLOSING.add(Thread.currentThread());
    }

    @Override
    public void configure(Map<String, ?> configs) {}
}

package dev.wharf.event;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes down which threads use a consumer; Kafka makes it by its name. Producers get the same settings, and are of no
 * interest.
 */
public final class SeenThreads implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {
    static final Set<Thread> POLLING = ConcurrentHashMap.newKeySet();
    static final Set<Thread> COMMITTING = ConcurrentHashMap.newKeySet();
    static final Set<Thread> CLOSING = ConcurrentHashMap.newKeySet();

    private boolean polled;

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        return record;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        polled = true;
        POLLING.add(Thread.currentThread());
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        COMMITTING.add(Thread.currentThread());
    }

    @Override
    public void close() {
        if (polled) {
            CLOSING.add(Thread.currentThread());
        }
    }

    @Override
    public void configure(Map<String, ?> configs) {}
}

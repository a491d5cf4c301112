package dev.wharf.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Consume, step, produce, written by hand: at least once, since offsets are committed only after a flush in which no
 * send failed. Used by one thread.
 */
final class HandLoop {
    private static final Duration POLL_LIMIT = Duration.ofMillis(100);

    private final LoadJob job;
    private final ValueStep step;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Callback onSent = (metadata, failure) -> note(failure);
    private volatile @Nullable Exception sendFailure;
    private long recordsIn;
    private long recordsOut;

    private HandLoop(
            LoadJob job, ValueStep step, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        this.job = job;
        this.step = step;
        this.consumer = consumer;
        this.producer = producer;
    }

    /**
     * Runs until every input record is consumed, its output acknowledged and its offset committed; returns the output
     * count.
     */
    static long run(LoadJob job, ValueStep step) throws IOException {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                        ClientSettings.producer(job.brokers()), new ByteArraySerializer(), new ByteArraySerializer());
                Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        ClientSettings.consumer(job), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            HandLoop loop = new HandLoop(job, step, consumer, producer);
            loop.run();
            return loop.recordsOut;
        }
    }

    private void run() throws IOException {
        consumer.subscribe(List.of(job.input()));
        long intervalNs = ClientSettings.COMMIT_INTERVAL.toNanos();
        long committedAt = System.nanoTime();
        while (recordsIn < job.records()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_LIMIT)) {
                forward(record);
            }
            if (System.nanoTime() - committedAt >= intervalNs) {
                commit();
                committedAt = System.nanoTime();
            }
        }
        commit();
    }

    private void forward(ConsumerRecord<byte[], byte[]> record) throws IOException {
        recordsIn++;
        byte @Nullable [] value = step.apply(record.value());
        if (value != null) {
            recordsOut++;
            var unused = producer.send(
                    new ProducerRecord<>(job.output(), null, record.timestamp(), record.key(), value, record.headers()),
                    onSent);
        }
    }

    private void commit() {
        producer.flush();
        Exception failure = sendFailure;
        if (failure != null) {
            throw new KafkaException("a record was not acknowledged; nothing more is committed", failure);
        }
        consumer.commitSync();
    }

    private void note(@Nullable Exception failure) {
        if (failure != null) {
            sendFailure = failure;
        }
    }
}

package dev.wharf.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Consume, step, produce in transactions, written by hand as in Kafka's own example; one that fails ends the run. Used
 * by one thread.
 */
public final class HandLoopOnce {
    private static final Duration POLL_LIMIT = Duration.ofMillis(100);

    private final LoadJob job;
    private final ValueStep step;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private long recordsIn;
    private long recordsOut;

    private HandLoopOnce(
            LoadJob job, ValueStep step, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        this.job = job;
        this.step = step;
        this.consumer = consumer;
        this.producer = producer;
    }

    /** Takes a {@link LoadJob} as options. */
    public static void main(String... args) throws IOException {
        LoadJob job = LoadJob.parse(args);
        Map<String, Object> sending = ClientSettings.producer(job.brokers());
        sending.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, job.group());
        long recordsOut;
        try (Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
                Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        ClientSettings.consumer(job), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            HandLoopOnce loop = new HandLoopOnce(job, StreamingSteps.of(job.bench()), consumer, producer);
            loop.run();
            recordsOut = loop.recordsOut;
        }
        ContestantReport.print(System.out, Contestant.HAND_ONCE, recordsOut);
    }

    private void run() throws IOException {
        producer.initTransactions();
        consumer.subscribe(List.of(job.input()));
        long intervalNs = ClientSettings.COMMIT_INTERVAL.toNanos();
        while (recordsIn < job.records()) {
            producer.beginTransaction();
            long begun = System.nanoTime();
            while (recordsIn < job.records() && System.nanoTime() - begun < intervalNs) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL_LIMIT);
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    forward(record);
                }
                offsets.putAll(polled.nextOffsets());
            }
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
            offsets.clear();
        }
    }

    private void forward(ConsumerRecord<byte[], byte[]> record) throws IOException {
        recordsIn++;
        byte @Nullable [] value = step.apply(record.value());
        if (value != null) {
            recordsOut++;
            // A send that fails makes the commit fail.
            var unused = producer.send(new ProducerRecord<>(
                    job.output(), null, record.timestamp(), record.key(), value, record.headers()));
        }
    }
}

package dev.wharf.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Polls, handles one record after the other, and commits: the least that a consumer can do. */
public final class PollLoop {
    private static final Duration POLL_LIMIT = Duration.ofMillis(100);

    private PollLoop() {}

    /** Takes a {@link LoadJob} as options. */
    public static void main(String... args) throws IOException, InterruptedException {
        LoadJob job = LoadJob.parse(args);
        RecordWork work = RecordWork.of(job.bench());
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                ClientSettings.consumer(job), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(job.input()));
            run(job, consumer, work);
        }
        ContestantReport.print(System.out, Contestant.POLL, 0L);
    }

    private static void run(LoadJob job, Consumer<byte[], byte[]> consumer, RecordWork work)
            throws InterruptedException {
        long records = 0;
        long committed = System.nanoTime();
        while (records < job.records()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_LIMIT)) {
                work.handle(record.value());
                records++;
            }
            if (System.nanoTime() - committed >= ClientSettings.COMMIT_INTERVAL.toNanos()) {
                consumer.commitAsync();
                committed = System.nanoTime();
            }
        }
        consumer.commitSync();
    }
}

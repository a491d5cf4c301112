package dev.wharf.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.jspecify.annotations.Nullable;

/**
 * Contestant (c): Kafka Streams, at least once, one thread, on byte arrays and the same streaming parser as (a). It is
 * closed once it has processed the last record; closing flushes and commits.
 */
public final class StreamsLoop {
    private static final Duration CLOSE_LIMIT = Duration.ofMinutes(2);

    private final LoadJob job;
    private final ValueStep step;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    // Written by the stream thread alone; read after its end.
    private long recordsIn;
    private long recordsOut;

    private StreamsLoop(LoadJob job) {
        this.job = job;
        this.step = StreamingSteps.of(job.bench());
    }

    /** Takes a {@link LoadJob} as options. */
    public static void main(String... args) throws InterruptedException, JsonProcessingException {
        StreamsLoop loop = new StreamsLoop(LoadJob.parse(args));
        loop.run();
        ContestantReport.print(System.out, Contestant.STREAMS, loop.recordsOut);
    }

    private void run() throws InterruptedException {
        try (KafkaStreams streams = new KafkaStreams(topology(), settings())) {
            streams.setUncaughtExceptionHandler(this::fail);
            streams.start();
            ended.await();
            if (!streams.close(CLOSE_LIMIT)) {
                throw new IllegalStateException("Kafka Streams did not close within " + CLOSE_LIMIT);
            }
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("Kafka Streams failed", cause);
        }
    }

    private Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(job.input(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .mapValues(this::apply)
                .filter((key, value) -> value != null)
                .to(job.output(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }

    private byte @Nullable [] apply(byte[] value) {
        try {
            byte @Nullable [] result = step.apply(value);
            recordsOut += result == null ? 0 : 1;
            if (++recordsIn == job.records()) {
                ended.countDown();
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StreamThreadExceptionResponse fail(Throwable cause) {
        failure.set(cause);
        ended.countDown();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, job.group());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, job.brokers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, job.folder().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1");
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Long.toString(ClientSettings.COMMIT_INTERVAL.toMillis()));
        // Room for a whole poll: with the default of 1000, Streams pauses and resumes partitions at every poll.
        settings.put(
                StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, Integer.toString(ClientSettings.MAX_POLL_RECORDS));
        Map<String, String> fetching = ClientSettings.fetching(job);
        boolean classic = "classic".equals(fetching.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG));
        // Streams has a protocol of its own (KIP-1071) beside "consumer".
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, classic ? "classic" : "streams");
        fetching.forEach((name, value) -> settings.put(StreamsConfig.mainConsumerPrefix(name), value));
        ClientSettings.sending().forEach((name, value) -> settings.put(StreamsConfig.producerPrefix(name), value));
        return settings;
    }
}

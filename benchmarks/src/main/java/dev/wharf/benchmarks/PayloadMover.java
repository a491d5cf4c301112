package dev.wharf.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.wharf.chunk.ChunkWriter;
import dev.wharf.client.ClientSettings;
import dev.wharf.large.IncomingPayload;
import dev.wharf.large.OutgoingPayload;
import dev.wharf.large.PayloadConsumer;
import dev.wharf.large.PayloadProducer;
import dev.wharf.large.PayloadSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Moves one payload through a topic and back, with a digest on both sides: CONTESTANT BROKERS TOPIC BYTES. The bare
 * one sends the same chunks with Kafka's own clients, and knows beforehand where they are. Prints seconds, and seconds
 * of CPU, for both ways.
 */
final class PayloadMover {
    static final String BARE = "bare";
    static final String WHARF = "wharf";

    private static final int FETCH_BYTES = 4 << 20;
    private static final int BLOCK = 64 << 10;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final double NANOS = 1e9;

    private PayloadMover() {}

    /** The program. */
    public static void main(String... args) throws Exception {
        long bytes = Long.parseLong(args[3]);
        move(args[0], args[1], args[2], bytes / 8); // compiles what is needed
        double[] start = clock();
        move(args[0], args[1], args[2], bytes);
        double[] end = clock();
        System.out.println((end[0] - start[0]) + " " + (end[1] - start[1]));
    }

    private static double[] clock() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new double[] {System.nanoTime() / NANOS, system.getProcessCpuTime() / NANOS};
    }

    private static void move(String contestant, String brokers, String topic, long bytes) throws Exception {
        if (contestant.equals(BARE)) {
            bare(brokers, topic, bytes);
        } else {
            wharf(brokers, topic, bytes);
        }
    }

    private static void wharf(String brokers, String topic, long bytes) throws Exception {
        PayloadSettings settings = PayloadSettings.of(ClientSettings.of(brokers));
        settings = settings.writing(settings.writing().creatingChunkTopics()).group("wharf");
        try (PayloadProducer producer = PayloadProducer.open(settings)) {
            var unused = producer.send(OutgoingPayload.to(topic).value(() -> new Source(bytes)))
                    .get();
        }
        try (PayloadConsumer consumer = PayloadConsumer.open(settings, topic)) {
            IncomingPayload record = null;
            while (record == null) {
                record = consumer.poll(POLL).orElse(null);
            }
            byte[] buffer = new byte[BLOCK];
            try (InputStream in = record.payload().open()) {
                while (in.read(buffer) >= 0) {
                    Thread.onSpinWait();
                }
            }
            consumer.commit();
        }
    }

    private static void bare(String brokers, String topic, long bytes) throws Exception {
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        AtomicLong first = new AtomicLong(-1);
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", brokers, "acks", "all"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] chunk = new byte[ChunkWriter.CHUNK_BYTES];
            InputStream in = new Source(bytes);
            int count = in.readNBytes(chunk, 0, chunk.length);
            while (count > 0) {
                sent.update(chunk, 0, count);
                byte[] value = count == chunk.length ? chunk : Arrays.copyOf(chunk, count);
                var unused = producer.send(new ProducerRecord<>(topic, 0, null, value), (metadata, failure) -> {
                    if (failure == null) {
                        first.compareAndSet(-1, metadata.offset());
                    }
                });
                count = in.readNBytes(chunk, 0, chunk.length);
            }
            producer.flush();
        }
        if (!MessageDigest.isEqual(sent.digest(), read(brokers, topic, first.get(), bytes))) {
            throw new IOException("what was read is not what was sent");
        }
    }

    private static byte[] read(String brokers, String topic, long first, long bytes) throws Exception {
        MessageDigest read = MessageDigest.getInstance("SHA-256");
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                brokers,
                "enable.auto.commit",
                false,
                "max.partition.fetch.bytes",
                FETCH_BYTES,
                "fetch.max.bytes",
                FETCH_BYTES));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, first);
            long left = bytes;
            while (left > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    read.update(record.value());
                    left -= record.value().length;
                }
            }
        }
        return read.digest();
    }

    /** So many bytes that do not compress. */
    private static final class Source extends InputStream {
        private final byte[] block = new byte[BLOCK];
        private long left;

        Source(long length) {
            left = length;
            new Random(length).nextBytes(block);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, Math.min(length, BLOCK));
            System.arraycopy(block, 0, buffer, offset, count);
            left -= count;
            return count;
        }
    }
}

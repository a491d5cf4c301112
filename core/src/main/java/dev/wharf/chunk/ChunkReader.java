package dev.wharf.chunk;

import dev.wharf.client.ClientSettings;
import dev.wharf.client.OpenFailure;
import dev.wharf.error.ErrorCode;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads chunks with consumers that are in no group; those that nobody uses are kept for the next. Safe for use by many
 * threads.
 */
public final class ChunkReader implements AutoCloseable {
    private static final int MOST_IDLE = 4;
    /** A consumer holds what one fetch brings, and asks for no more before it is taken. */
    private static final int FETCH_BYTES = 4 << 20;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final ClientSettings client;
    private final String clientId;
    private final AtomicInteger opened = new AtomicInteger();
    private final ArrayDeque<Consumer<byte[], byte[]>> idle = new ArrayDeque<>();
    private boolean closed;

    /** Connects to nothing before it is used. */
    public ChunkReader(ClientSettings client, String clientId) {
        this.client = client;
        this.clientId = clientId;
    }

    /**
     * The bytes of a payload in its stored form. Nothing is read before the first of them is asked for; the stream is
     * for one thread at a time.
     *
     * @param length how many there are
     */
    public InputStream open(ChunkPlace place, long length) {
        return new ChunkInput(this, place, length);
    }

    Consumer<byte[], byte[]> take() {
        synchronized (idle) {
            Consumer<byte[], byte[]> known = idle.pollFirst();
            if (known != null) {
                return known;
            }
        }
        return connect();
    }

    private Consumer<byte[], byte[]> connect() {
        Map<String, Object> config = client.consumer(new HashMap<>(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                clientId + "-chunks-" + opened.incrementAndGet(),
                CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                false)));
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // No chunk is part of a transaction.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        try {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw OpenFailure.of(client, ErrorCode.CONFIGURATION, e);
        }
    }

    void giveBack(Consumer<byte[], byte[]> consumer) {
        consumer.unsubscribe(); // and forgets what it has fetched
        synchronized (idle) {
            if (!closed && idle.size() < MOST_IDLE) {
                idle.addFirst(consumer);
                return;
            }
        }
        end(consumer);
    }

    static void end(Consumer<byte[], byte[]> consumer) {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    @Override
    public void close() {
        ArrayDeque<Consumer<byte[], byte[]>> left;
        synchronized (idle) {
            closed = true;
            left = new ArrayDeque<>(idle);
            idle.clear();
        }
        left.forEach(ChunkReader::end);
    }
}

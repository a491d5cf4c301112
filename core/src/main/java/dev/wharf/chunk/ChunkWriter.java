package dev.wharf.chunk;

import dev.wharf.client.ClientSettings;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.MemoryBudget;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;

/**
 * Writes chunks with a producer of its own, which is idempotent and never part of a transaction: a chunk that was
 * acknowledged stays, whatever becomes of the record that refers to it. Safe for use by many threads.
 */
public final class ChunkWriter implements AutoCloseable {
    /** Below Kafka's default of 1 MiB for a record, with room for what surrounds it. */
    public static final int CHUNK_BYTES = 900 << 10;

    private static final int REQUEST_OVERHEAD_BYTES = 4 << 10;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final int chunkBytes;

    ChunkWriter(Producer<byte[], byte[]> producer, int chunkBytes) {
        this.producer = producer;
        this.chunkBytes = chunkBytes;
    }

    /**
     * Opens the producer.
     *
     * @param bufferBytes of chunks that are under way
     * @throws dev.wharf.error.WharfException if the settings cannot be used, or the login fails
     */
    public static ChunkWriter open(ClientSettings client, String clientId, int bufferBytes) {
        long request = Clients.maxRequestBytes(client) - REQUEST_OVERHEAD_BYTES;
        int chunkBytes = (int) Math.max(1, Math.min(CHUNK_BYTES, request));
        MemoryBudget budget = new MemoryBudget(CHUNK_BYTES, Math.max(bufferBytes, 2 * chunkBytes), Clients.BATCH_BYTES);
        // Whether it pays was looked at before, for the payload as a whole.
        ClientSettings plain = client.orElse("compression.type", "none");
        return new ChunkWriter(Clients.waitingProducer(plain, clientId, budget), chunkBytes);
    }

    /** Begins a payload in that partition. */
    public ChunkUpload begin(ChunkTopic topic, int partition) {
        return new ChunkUpload(producer, topic, partition % topic.partitions(), UUID.randomUUID(), chunkBytes);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}

package dev.wharf.chunk;

import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * One payload on its way into a topic of chunks. One thread writes; acknowledgements come on the producer's. Closing
 * one that is not complete deletes what it wrote, where the topic is compacted; elsewhere it goes with time.
 */
public final class ChunkUpload implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final ChunkTopic topic;
    private final int partition;
    private final UUID id;
    private final byte[] chunk;
    private int filled;
    private int sent;
    private boolean complete;

    // Guarded by this.
    private final Segments segments = new Segments();
    private int acknowledged;
    private @Nullable Exception failure;

    ChunkUpload(Producer<byte[], byte[]> producer, ChunkTopic topic, int partition, UUID id, int chunkBytes) {
        this.producer = producer;
        this.topic = topic;
        this.partition = partition;
        this.id = id;
        this.chunk = new byte[chunkBytes];
    }

    /**
     * Takes the next bytes; waits while the producer has no room.
     *
     * @throws StoreException if a chunk, this one or an earlier one, cannot be written
     */
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, chunk.length - filled);
            System.arraycopy(bytes, from, chunk, filled, count);
            filled += count;
            from += count;
            left -= count;
            if (filled == chunk.length) {
                send(chunk);
                filled = 0;
            }
        }
    }

    /** The producer copies the value before it returns, so the array can be used again. */
    private void send(byte[] value) {
        checkNothingFailed();
        try {
            var unused = producer.send(
                    new ProducerRecord<>(topic.name(), partition, ChunkKey.of(id, sent), value), this::ended);
        } catch (KafkaException | IllegalStateException e) {
            throw failed(e);
        }
        sent++;
    }

    private synchronized void ended(@Nullable RecordMetadata metadata, @Nullable Exception problem) {
        if (problem == null && metadata != null) {
            segments.add(metadata.offset());
            acknowledged++;
        } else if (failure == null) {
            failure = problem == null ? new IllegalStateException("nothing was told") : problem;
        }
        notifyAll();
    }

    private synchronized void checkNothingFailed() {
        if (failure != null) {
            throw failed(failure);
        }
    }

    /**
     * Waits until all in-sync replicas have every chunk.
     *
     * @throws StoreException if one cannot be written
     */
    public ChunkPlace complete() {
        if (filled > 0 || sent == 0) {
            send(Arrays.copyOf(chunk, filled));
            filled = 0;
        }
        awaitAll();
        complete = true;
        return new ChunkPlace(topic.name(), partition, id, segments.runs());
    }

    /** Ends: the producer acknowledges, or gives up after {@code delivery.timeout.ms}. */
    private synchronized void awaitAll() {
        try {
            while (acknowledged < sent && failure == null) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreFailure.UNAVAILABLE, "interrupted while chunks went to " + topic.name(), e);
        }
        checkNothingFailed();
    }

    private StoreException failed(Exception cause) {
        StoreFailure kind = cause instanceof AuthorizationException ? StoreFailure.FORBIDDEN : StoreFailure.UNAVAILABLE;
        return new StoreException(
                kind,
                "a chunk cannot be written to " + topic.name() + "-" + partition + ": " + cause.getMessage(),
                cause);
    }

    @Override
    public void close() {
        if (complete || !topic.compacted()) {
            return;
        }
        complete = true;
        for (int number = 0; number < sent; number++) {
            try {
                // Nobody waits for it: what stays is found by the housekeeping.
                var unused =
                        producer.send(new ProducerRecord<>(topic.name(), partition, ChunkKey.of(id, number), null));
            } catch (KafkaException | IllegalStateException e) {
                return;
            }
        }
    }
}

package dev.wharf.large;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A record on its way: first its payload, then itself. Safe for use by many threads. */
final class PendingSend {
    private final OutgoingPayload record;
    private final int partition;
    private final int heldBytes;
    private final CompletableFuture<RecordMetadata> future = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Written written;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Future<?> upload;

    /** @param heldBytes of the queue's budget, until it is sent */
    PendingSend(OutgoingPayload record, int partition, int heldBytes) {
        this.record = record;
        this.partition = partition;
        this.heldBytes = heldBytes;
    }

    OutgoingPayload record() {
        return record;
    }

    int partition() {
        return partition;
    }

    int heldBytes() {
        return heldBytes;
    }

    CompletableFuture<RecordMetadata> future() {
        return future;
    }

    /** What is heard of it first counts: false for all that comes later. */
    boolean end() {
        return over.compareAndSet(false, true);
    }

    /** Its payload is complete. */
    void written(Written result) {
        written = result;
    }

    /** Its payload cannot be completed. */
    void failed(Throwable cause) {
        failure = cause;
    }

    boolean isReady() {
        return written != null || failure != null;
    }

    @Nullable
    Written written() {
        return written;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    void uploading(Future<?> running) {
        upload = running;
    }

    /** Interrupts what writes its payload. */
    void interrupt() {
        Future<?> running = upload;
        if (running != null) {
            running.cancel(true);
        }
        if (!isReady()) {
            failed(new CancellationException("the producer was closed"));
        }
    }
}

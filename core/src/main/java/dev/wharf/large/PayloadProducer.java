package dev.wharf.large;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.kafka.Refusals;
import dev.wharf.payload.Payload;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.store.ByteBudget;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Sends records whose values are of any size: small ones in the record, larger ones as chunks through Kafka or as
 * objects in a store, in constant memory. A record is sent when its payload is complete and not before; records of one
 * partition leave in the order in which they were given, while their payloads are written side by side. Safe for use by
 * many threads.
 *
 * <pre>{@code
 * PayloadSettings settings = PayloadSettings.of(Map.of(
 *         "bootstrap.servers", "localhost:9092",
 *         "store.archive.url", "s3://my-large-payloads"));
 * try (PayloadProducer producer = PayloadProducer.open(settings)) {
 *     producer.send(OutgoingPayload.to("scans").value(PayloadSource.of(Path.of("scan.dcm"))))
 *             .whenComplete((metadata, failure) -> ...);
 * }
 * }</pre>
 */
public final class PayloadProducer implements AutoCloseable {
    private static final int RECORD_HELD_BYTES = 1 << 10;
    private static final long FOREVER_MS = Long.MAX_VALUE / 1_000_000;

    private final PayloadSettings settings;
    private final Producer<byte[], byte[]> producer;
    private final boolean transactional;
    private final Uploads uploads;
    private final ByteBudget waiting;
    private final PayloadRoutes routes;
    private final Set<PendingSend> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** A record of the transaction that was not sent. */
    private volatile @Nullable WharfException spoiled;

    private PayloadProducer(
            PayloadSettings settings, Producer<byte[], byte[]> producer, boolean transactional, Uploads uploads) {
        this.settings = settings;
        this.producer = producer;
        this.transactional = transactional;
        this.uploads = uploads;
        this.routes = new PayloadRoutes(settings, uploads, this::dispatch);
        this.waiting = new ByteBudget(settings.writing().memoryMaxBytes());
    }

    /**
     * Opens a producer.
     *
     * @throws WharfException with {@code CONFIGURATION} if settings cannot be used
     */
    public static PayloadProducer open(PayloadSettings settings) {
        String clientId = "wharf-payloads-" + UUID.randomUUID();
        MemoryBudget budget = MemoryBudget.of(MemoryBudget.defaultMaxBytes(), 1, 1);
        return opened(settings, clientId, false, Clients.waitingProducer(settings.client(), clientId, budget));
    }

    /**
     * Opens a producer whose records appear together, or not at all: between {@link #beginTransaction()} and {@link
     * #commitTransaction()}. Its payloads are written outside of the transaction: one that is aborted, or a crash, may
     * leave payloads that nothing refers to, and never a reference to nothing.
     */
    public static PayloadProducer transactional(PayloadSettings settings) {
        String clientId = "wharf-payloads-" + UUID.randomUUID();
        MemoryBudget budget = MemoryBudget.of(MemoryBudget.defaultMaxBytes(), 1, 1);
        Producer<byte[], byte[]> producer = Clients.transactional(settings.client(), clientId, clientId, budget);
        PayloadProducer opened = opened(settings, clientId, true, producer);
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            opened.close(Duration.ZERO);
            throw new WharfException(ErrorCode.ENVIRONMENT, "transactions cannot be had: " + e.getMessage(), e);
        }
        return opened;
    }

    private static PayloadProducer opened(
            PayloadSettings settings, String clientId, boolean transactional, Producer<byte[], byte[]> producer) {
        try {
            return new PayloadProducer(settings, producer, transactional, Uploads.open(settings, clientId));
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Sends a record. The future completes when all in-sync replicas have it, or when that cannot be had: with a {@link
     * WharfException}. It completes on a thread of Kafka's client or of this producer, which must not be kept waiting.
     *
     * <p>The caller waits while records that wait for payloads before them, and payloads in memory, are more than
     * {@code payload.memory.max.bytes}; and when a topic is used for the first time.
     *
     * @throws WharfException with {@code ENVIRONMENT} if the topic does not exist, {@code CONFIGURATION} if chunks
     *     would go before their records, {@code TOO_LARGE} if key and headers leave no room
     * @throws IllegalStateException if it is closed
     */
    public CompletableFuture<RecordMetadata> send(OutgoingPayload record) {
        checkOpen();
        PayloadRoute route = routes.of(record.topic());
        record.headers().remove(PayloadOpener.HEADER);
        int most = route.mostInRecord(
                record.key(), record.headers(), settings.writing().inlineMaxBytes());
        PayloadSource source = record.value();
        OptionalLong length = source == null ? OptionalLong.of(0) : source.length();
        int held = RECORD_HELD_BYTES + (int) Math.min(most, length.orElse(most));
        int partition = route.partitionOf(record, held);
        hold(held);
        PendingSend send = new PendingSend(record, partition, held);
        underWay.add(send);
        Written inline = inline(source, most);
        if (inline != null) {
            send.written(inline);
        } else if (source != null) {
            write(send, source, route, most);
        }
        route.lane(partition).add(send);
        return send.future();
    }

    private void hold(int bytes) {
        try {
            waiting.acquire(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WharfException(ErrorCode.UNAVAILABLE, "interrupted while waiting to send a record", e);
        }
    }

    /** What need not be read from anywhere, if it fits into the record. */
    private static @Nullable Written inline(@Nullable PayloadSource source, int most) {
        if (source == null) {
            return new Written(Payload.NULL, null);
        }
        return source instanceof BytesSource known && known.bytes().length <= most
                ? Written.inline(known.bytes())
                : null;
    }

    private void write(PendingSend send, PayloadSource source, PayloadRoute route, int most) {
        try {
            send.uploading(uploads.run(() -> {
                try {
                    send.written(uploads.write(source, most, route, send.partition()));
                } catch (Throwable e) { // whoever waits must hear of it
                    send.failed(e);
                }
                route.lane(send.partition()).advance();
            }));
        } catch (RejectedExecutionException e) {
            send.failed(e); // closed meanwhile
        }
    }

    /** Sends what is ready; on whatever thread brought the news. */
    private void dispatch(PendingSend send) {
        Written written = send.written();
        Throwable failure = send.failure();
        if (written == null) {
            end(send, null, failure == null ? new IllegalStateException("nothing was written") : failure);
            return;
        }
        ProducerRecord<byte[], byte[]> record = outgoing(send, written);
        try {
            var unused = producer.send(
                    record,
                    (metadata, problem) ->
                            end(send, metadata, problem == null ? null : Refusals.published(record, problem)));
        } catch (RuntimeException e) { // an interceptor's, too: the lane must go on
            // Of the failures that it tells here some are told to the callback, too; what comes first counts.
            end(send, null, Refusals.published(record, e));
        }
    }

    private static ProducerRecord<byte[], byte[]> outgoing(PendingSend send, Written written) {
        OutgoingPayload record = send.record();
        Headers headers = record.headers();
        PayloadReference reference = written.reference();
        if (reference != null) {
            headers.add(PayloadOpener.HEADER, ReferenceFormat.write(reference));
        }
        Long timestamp = record.timestampMs().isPresent() ? record.timestampMs().getAsLong() : null;
        return new ProducerRecord<>(
                record.topic(),
                send.partition(),
                timestamp,
                record.key().array(),
                written.value().array(),
                headers);
    }

    private void end(PendingSend send, @Nullable RecordMetadata metadata, @Nullable Throwable failure) {
        if (!send.end()) {
            return; // told before
        }
        waiting.release(send.heldBytes());
        if (failure == null && metadata != null) {
            send.future().complete(metadata);
        } else {
            WharfException ours = asOurs(failure);
            spoiled = ours;
            send.future().completeExceptionally(ours);
        }
        // Last: who finds nothing under way commits, and must have heard of every failure.
        underWay.remove(send);
    }

    private static WharfException asOurs(@Nullable Throwable failure) {
        return failure instanceof WharfException known
                ? known
                : new WharfException(ErrorCode.INTERNAL, "a payload was not sent: " + failure, failure);
    }

    /**
     * Waits until everything given before is acknowledged, or has failed.
     *
     * @return whether it all was within that time; failures are told by their own futures
     */
    public boolean flush(Duration timeout) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(FOREVER_MS, timeout.toMillis()));
        for (PendingSend send : List.copyOf(underWay)) {
            if (!ends(send.future(), Math.max(0, deadline - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean ends(CompletableFuture<RecordMetadata> future, long withinNanos) {
        try {
            var unused = future.get(withinNanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true; // which is all that was asked
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Begins a transaction; what is sent from now on belongs to it.
     *
     * @throws IllegalStateException if this producer is not a transactional one
     */
    public void beginTransaction() {
        checkOpen();
        spoiled = null;
        producer.beginTransaction();
    }

    /**
     * Adds the offsets of what was consumed, so that they are committed together with what was sent.
     *
     * @throws org.apache.kafka.common.KafkaException as Kafka's producer
     */
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        producer.sendOffsetsToTransaction(offsets, group);
    }

    /**
     * Waits for every payload and every record, and commits.
     *
     * @throws WharfException if one of them failed: then only {@link #abortTransaction()} is possible
     * @throws org.apache.kafka.common.KafkaException as Kafka's producer
     */
    public void commitTransaction() {
        boolean all = flush(Duration.ofMillis(FOREVER_MS));
        WharfException failure = spoiled;
        if (!all || failure != null) {
            throw new WharfException(
                    failure == null ? ErrorCode.UNAVAILABLE : failure.code(),
                    "the transaction cannot be committed: " + (failure == null ? "interrupted" : failure.getMessage())
                            + "; abort it",
                    failure);
        }
        producer.commitTransaction();
    }

    /** Gives up what was sent; payloads that are being written are given up, too. */
    public void abortTransaction() {
        giveUp(underWay);
        var unused = flush(Duration.ofMillis(FOREVER_MS));
        producer.abortTransaction();
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("this PayloadProducer is closed; open another");
        }
    }

    /** Waits until everything given before is sent, as long as that takes; further calls do nothing. */
    @Override
    public void close() {
        close(Duration.ofMillis(FOREVER_MS));
    }

    /** The same, for so long at the most: what is left then fails, and leaves no record. */
    public void close(Duration timeout) {
        // What is being sent now may still be given to Kafka's client; nothing more is taken.
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (!flush(timeout)) {
            giveUp(underWay);
        }
        uploads.close();
        producer.close(transactional ? Duration.ofSeconds(1) : Duration.ofSeconds(10));
    }

    private void giveUp(Collection<PendingSend> sends) {
        List<PendingSend> given = List.copyOf(sends);
        given.forEach(PendingSend::interrupt);
        given.forEach(
                send -> routes.of(send.record().topic()).lane(send.partition()).advance());
    }
}

package dev.wharf.kafka;

import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to one topic without ever waiting: what is under way is bounded by {@link #ready()}, and a record that
 * the producer has no room for is parked and tried again at the next {@link #tick}. One thread writes and hears of
 * failures; acknowledgements come on the producer's thread.
 */
public final class TopicWriter implements AutoCloseable {
    /** What the client adds to a record in its buffer, at the least. */
    private static final int RECORD_OVERHEAD_BYTES = 70;

    private static final Duration ABORT_TIMEOUT = Duration.ofSeconds(2);
    private static final VarHandle OVER;

    static {
        try {
            OVER = MethodHandles.lookup().findVarHandle(Delivery.class, "over", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Supplier<Producer<byte[], byte[]>> producer;
    private final @Nullable Transaction transaction;
    private final String topic;
    private final int partitions;
    private final long maxBytesUnderWay;
    private final Acknowledgements acknowledgements;
    private final Thread owner = Thread.currentThread();
    private final ArrayDeque<Delivery> parked = new ArrayDeque<>();
    private final Queue<Failed> failed = new ConcurrentLinkedQueue<>();
    private final AtomicLong endedBytes = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final Stall stall;
    private final Unanswered unanswered;
    private long sentBytes;
    private long sent;
    private volatile boolean closing;
    /** Counts up when everything under way is discarded: what comes back of it is of no interest any more. */
    private int era;
    /** Set while {@code send} runs: a failure that comes on the same thread then is a refusal, no acknowledgement. */
    private @Nullable Delivery sending;

    private @Nullable Exception refusal;

    private record Failed(Delivery delivery, Exception cause) {}

    /**
     * Takes over the producer; the calling thread is the one that writes.
     *
     * @param partitions of the topic
     * @param maxBytesUnderWay held by what is sent and not yet acknowledged; keep it below the producer's {@code
     *     buffer.memory}
     */
    public TopicWriter(
            Producer<byte[], byte[]> producer,
            String topic,
            int partitions,
            long maxBytesUnderWay,
            Acknowledgements acknowledgements) {
        this(() -> producer, null, topic, partitions, maxBytesUnderWay, acknowledgements);
    }

    /** Writes with the producer of the transaction, which others use, too. */
    public TopicWriter(
            Transaction transaction,
            String topic,
            int partitions,
            long maxBytesUnderWay,
            Acknowledgements acknowledgements) {
        this(transaction::producer, transaction, topic, partitions, maxBytesUnderWay, acknowledgements);
    }

    private TopicWriter(
            Supplier<Producer<byte[], byte[]>> producer,
            @Nullable Transaction transaction,
            String topic,
            int partitions,
            long maxBytesUnderWay,
            Acknowledgements acknowledgements) {
        this.producer = producer;
        this.transaction = transaction;
        this.topic = topic;
        this.stall = new Stall(topic);
        this.unanswered = new Unanswered(topic, System.nanoTime());
        this.partitions = partitions;
        this.maxBytesUnderWay = maxBytesUnderWay;
        this.acknowledgements = acknowledgements;
    }

    /** Whether there is room for more. */
    public boolean ready() {
        return parked.isEmpty() && sentBytes - endedBytes.getAcquire() < maxBytesUnderWay;
    }

    /** Partitions of the topic. */
    public int partitions() {
        return partitions;
    }

    /**
     * Sends the record, or parks it while there is no room.
     *
     * @param partition the partition to write to, or null to let Kafka's partitioner choose by key
     * @throws WharfException if the client refuses the record for good, because it is too large, say
     */
    public void write(WharfRecord record, Payload key, @Nullable Integer partition) {
        write(record, key, record.value(), record.headersIfAny(), partition);
    }

    /** The same with another value and other headers. */
    public void write(
            WharfRecord record, Payload key, Payload value, @Nullable Headers headers, @Nullable Integer partition) {
        Long timestamp = record.timestampMs() < 0 ? null : Long.valueOf(record.timestampMs());
        send(
                record,
                new ProducerRecord<>(topic, partition, timestamp, key.array(), value.array(), headers),
                acknowledgements);
        // The acknowledgement may have come already; both counts are compared on this thread only, later.
        record.slice().accept();
    }

    /**
     * The same with something else in the record's place, which settles it; the record was accepted before.
     *
     * @param told what becomes of it
     * @throws WharfException if the client refuses it for good
     */
    public void send(WharfRecord record, ProducerRecord<byte[], byte[]> instead, Acknowledgements told) {
        Delivery delivery = new Delivery(record, instead, told, era);
        if (!parked.isEmpty() || !send(delivery)) {
            parked.addLast(delivery);
        }
        sent++;
        sentBytes += delivery.bytes;
    }

    /** Tells of failures, and tries what was parked once more, in its order. */
    public void tick(Failures failures) {
        Failed next = failed.poll();
        while (next != null) {
            if (next.delivery.era == era) {
                failures.failed(next.delivery.undelivered(next.cause));
            }
            next = failed.poll();
        }
        retryParked(failures);
    }

    /**
     * Spoils the transaction that this writes in, if there is one: after a failure nothing more can be sent in it.
     *
     * @return false if there is none, so that the record can be sent again
     */
    public boolean spoilsTransaction(String stage, WharfRecord record, Exception cause) {
        if (transaction != null) {
            transaction.spoil(stage, record, cause);
        }
        return transaction != null;
    }

    /** Forgets what is under way: it belongs to a transaction that is aborted. */
    public void discard() {
        era++;
        parked.forEach(Delivery::drop);
        parked.clear();
    }

    private void retryParked(Failures failures) {
        while (!parked.isEmpty() && sendParked(parked.peekFirst(), failures)) {
            parked.removeFirst();
        }
        if (parked.isEmpty()) {
            stall.isOver();
        }
    }

    /** A parked record was accepted already: a refusal now is a failure like one that the broker tells later. */
    private boolean sendParked(Delivery delivery, Failures failures) {
        try {
            return delivery.over || send(delivery);
        } catch (WharfException e) {
            delivery.count();
            failures.failed(delivery.undelivered(e));
            return true;
        }
    }

    /** Whether everything sent is acknowledged. */
    public boolean quiet() {
        return sent == ended.getAcquire() && failed.isEmpty();
    }

    /** What is in the way of what was sent; to be asked several times a second. */
    public Optional<Trouble> trouble(long nowNanos) {
        return unanswered.look(nowNanos, sent, ended.getAcquire());
    }

    /** Records sent and not yet acknowledged. */
    public long underWay() {
        return sent - ended.getAcquire();
    }

    /** Gives up what is not acknowledged: each such record is reported as returned. */
    @Override
    public void close() {
        closing = true;
        if (transaction == null) {
            producer.get().close(quiet() ? ABORT_TIMEOUT : Duration.ZERO);
        }
        parked.forEach(Delivery::giveUp);
        parked.clear();
        // Failures that nobody has asked for any more.
        for (Failed last = failed.poll(); last != null; last = failed.poll()) {
            if (last.delivery.era == era) {
                last.delivery.told.returned(last.delivery.record);
            }
        }
    }

    private boolean send(Delivery delivery) {
        sending = delivery;
        refusal = null;
        try {
            var unused = producer.get().send(delivery.outgoing, delivery);
        } catch (KafkaException e) {
            refusal = e;
        } finally {
            sending = null;
        }
        return refusal == null || judge(refusal, delivery);
    }

    /**
     * No room, or no metadata just now, is a reason to wait; anything else is the record's fault. But a producer whose
     * transaction has gone wrong may refuse a record that it has taken already, and tell of it a second time.
     */
    private boolean judge(Exception reason, Delivery delivery) {
        if (reason instanceof TimeoutException) {
            stall.goesOn(System.nanoTime(), reason);
            return delivery.over;
        }
        if (!delivery.end()) {
            return true;
        }
        throw Refusals.of(delivery.outgoing, reason);
    }

    /** What becomes of the records; called on any thread. */
    public interface Acknowledgements {
        /** It is durable, and settled. */
        void acknowledged(WharfRecord record);

        /** It was given up. */
        void returned(WharfRecord record);
    }

    /**
     * What was sent, or parked, and cannot be made durable.
     *
     * @param record which is accepted and stays unsettled
     * @param outgoing what was sent for it
     * @param told who waits to hear what becomes of it
     */
    public record Undelivered(
            WharfRecord record, ProducerRecord<byte[], byte[]> outgoing, Acknowledgements told, Exception cause) {}

    /** Hears of records that were sent, or parked, and cannot be made durable: they stay unsettled. */
    public interface Failures {
        void failed(Undelivered failed);
    }

    /** One record on its way; its own callback, so that one object does for both. */
    private final class Delivery implements Callback {
        private final WharfRecord record;
        private final ProducerRecord<byte[], byte[]> outgoing;
        private final Acknowledgements told;
        private final int era;
        private final long bytes;
        private volatile boolean over;

        Delivery(WharfRecord record, ProducerRecord<byte[], byte[]> outgoing, Acknowledgements told, int era) {
            this.told = told;
            this.record = record;
            this.outgoing = outgoing;
            this.era = era;
            this.bytes = bytes();
        }

        /** What it holds in memory: a changed record keeps the value that it was made of. */
        private long bytes() {
            Payload source = record.original().value();
            boolean same = source.equals(record.value());
            return RECORD_OVERHEAD_BYTES
                    + Refusals.length(outgoing.key())
                    + Refusals.length(outgoing.value())
                    + (same ? 0 : source.length());
        }

        Undelivered undelivered(Exception cause) {
            return new Undelivered(record, outgoing, told, cause);
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null && Thread.currentThread().equals(owner) && equals(sending)) {
                refusal = failure;
                if (transaction != null && Refusals.isOfTheRecord(failure)) {
                    // Before the producer's thread gives the same failure to others.
                    transaction.blame();
                }
                return;
            }
            if (!end()) {
                return;
            }
            if (failure != null && !closing) {
                // Before it is counted: nobody may think meanwhile that all is well.
                boolean own = transaction == null || !Refusals.isOfTheRecord(failure) || transaction.blame();
                failed.add(new Failed(this, own ? Refusals.of(outgoing, failure) : Refusals.ofAnother(failure)));
            }
            if (failure == null) {
                record.slice().settle(1);
                told.acknowledged(record);
            } else if (closing) {
                told.returned(record);
            }
            // Last: who sees that nothing is under way commits what has settled, and reads the counts.
            count();
        }

        /** What is heard of it first counts: false for all that comes later. */
        private boolean end() {
            return OVER.compareAndSet(this, false, true);
        }

        private void giveUp() {
            if (end()) {
                told.returned(record);
                count();
            }
        }

        /** The same, but nobody wants to hear of it. */
        private void drop() {
            if (end()) {
                count();
            }
        }

        private void count() {
            endedBytes.getAndAdd(bytes);
            ended.getAndIncrement();
        }
    }
}

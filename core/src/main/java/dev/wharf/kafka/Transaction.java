package dev.wharf.kafka;

import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional producer of one worker, and the transaction that is under way. Everything that blocks runs on a
 * thread of its own; all other methods belong to the worker's thread.
 *
 * <p>A producer whose commit or abort timed out, or that was fenced, is never used again: what it still has on its way
 * could hit a later transaction. Another takes its place, with a transactional id of its own.
 */
public final class Transaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /** Half of the time that the brokers give a transaction by default. */
    private static final long LATE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final ExecutorService thread;
    /** Why a record spoiled a transaction, by stage and record: told when it comes again. */
    private final Map<Place, Exception> poison = new HashMap<>();

    /** Records that could not be tried again in time. */
    private final Set<Place> late = new HashSet<>();

    private volatile Producer<byte[], byte[]> producer;
    private volatile boolean closed;
    private boolean begun;
    private long begunNanos;
    private @Nullable Exception spoiled;
    /** Whether a record was found out that nobody knew to be poison. */
    private boolean foundPoison;
    /** Whether one was told to be at fault since the last abort. */
    private final AtomicBoolean blamed = new AtomicBoolean();

    private record Place(String stage, Origin origin, long offset) {}

    /**
     * Makes the first producer; it is not ready before {@link #start()} has done its work.
     *
     * @param name of the thread
     * @param producers makes producers, each with a transactional id that was never used before
     */
    public Transaction(String name, Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
        this.producer = producers.get();
        this.thread = Executors.newSingleThreadExecutor(
                work -> Thread.ofPlatform().name(name).daemon().unstarted(work));
    }

    /** The producer to send with; begins a transaction where none is under way. */
    public Producer<byte[], byte[]> producer() {
        if (!begun) {
            producer.beginTransaction();
            begun = true;
            begunNanos = System.nanoTime();
        }
        return producer;
    }

    /** The producer as it is, for looking things up; nothing is sent with it. */
    public Producer<byte[], byte[]> idleProducer() {
        return producer;
    }

    /**
     * A record could not be sent, which spoils all of the transaction. If the record itself is the reason, {@link
     * #poison} knows when it comes again.
     *
     * @return false if the failure is none of the producer's, so that the transaction can go on
     */
    public boolean spoil(String stage, WharfRecord record, Throwable cause) {
        if (!(cause instanceof Exception known) || !(isKafkas(cause) || isKafkas(cause.getCause()))) {
            return false;
        }
        if (spoiled == null) {
            spoiled = known;
        }
        if (Refusals.isOfTheRecord(cause) || Refusals.isOfTheRecord(cause.getCause())) {
            foundPoison |= poison.put(placeOf(stage, record), known) == null;
        }
        return true;
    }

    /**
     * A record is at fault itself. The client gives the failure of one record to all others that it has not sent yet,
     * as if it were theirs; so only the first that is told is believed, and where more are at fault, each further pass
     * finds one. Any thread.
     *
     * @return whether it is the first since the last abort
     */
    boolean blame() {
        return blamed.compareAndSet(false, true);
    }

    /** Whether the transaction that is being aborted was spoiled by a record that will not do so again. */
    boolean foundPoison() {
        return foundPoison;
    }

    /** It would take too long, and is aborted; whatever it is made of comes again. */
    public void giveUp(Throwable cause) {
        if (spoiled == null) {
            spoiled = cause instanceof Exception known ? known : new IllegalStateException(cause);
        }
    }

    private static boolean isKafkas(@Nullable Throwable cause) {
        return cause instanceof KafkaException;
    }

    /** Why this record spoiled an earlier transaction at this stage, or null if it did not. */
    public @Nullable Exception poison(String stage, WharfRecord record) {
        return poison.isEmpty() ? null : poison.get(placeOf(stage, record));
    }

    private static Place placeOf(String stage, WharfRecord record) {
        return new Place(stage, record.slice().origin(), record.offset());
    }

    /** Whether nothing sent from now on can be committed. */
    public boolean isSpoiled() {
        return spoiled != null;
    }

    /** Whether after so long a wait it would have taken too long; a wait may be too long for any transaction. */
    public boolean isLateAfter(Duration wait) {
        long underWay = begun ? System.nanoTime() - begunNanos : 0;
        return wait.compareTo(Duration.ofNanos(LATE_NANOS - Math.min(underWay, LATE_NANOS))) > 0;
    }

    /**
     * Notes that this record would have to wait for so long, which is too long now; whether it was so before, since the
     * last commit, or would be in any transaction. Once may be the fault of others that were slow.
     */
    public boolean isLateAgain(String stage, WharfRecord record, Duration wait) {
        return wait.toNanos() > LATE_NANOS || !late.add(placeOf(stage, record));
    }

    @Nullable
    Exception spoiled() {
        return spoiled;
    }

    boolean begun() {
        return begun;
    }

    /**
     * Gets the first producer ready; goes on trying until it is, or this is closed. Fails only if the brokers do not
     * allow it, which no second try would change.
     */
    CompletableFuture<Void> start() {
        return CompletableFuture.runAsync(() -> initialise(Transaction::isForbidden), thread);
    }

    private static boolean isForbidden(KafkaException e) {
        return e instanceof AuthorizationException
                || e instanceof AuthenticationException
                || e instanceof UnsupportedVersionException;
    }

    /** Commits what was sent, with these offsets. */
    CompletableFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        Producer<byte[], byte[]> current = producer();
        return CompletableFuture.runAsync(
                () -> {
                    current.sendOffsetsToTransaction(offsets, group);
                    current.commitTransaction();
                },
                thread);
    }

    /** The commit came through. */
    void committed() {
        begun = false;
        poison.clear();
        late.clear();
    }

    /**
     * Aborts what was sent. Where the producer cannot, another takes its place; goes on trying until one is ready.
     *
     * @param replace whether the producer must go anyway
     */
    CompletableFuture<Void> abort(boolean replace) {
        Producer<byte[], byte[]> current = producer;
        boolean something = begun;
        return CompletableFuture.runAsync(
                () -> {
                    if (replace || !abort(current, something)) {
                        current.close(Duration.ZERO);
                        producer = producers.get();
                        // Who could work may be allowed to again; the records wait meanwhile.
                        initialise(e -> false);
                    }
                },
                thread);
    }

    /** The abort is done, and everything starts anew. */
    void aborted() {
        begun = false;
        spoiled = null;
        foundPoison = false;
        blamed.set(false);
    }

    private static boolean abort(Producer<byte[], byte[]> current, boolean something) {
        try {
            if (something) {
                current.abortTransaction();
            }
            return true;
        } catch (KafkaException e) {
            LOG.info("a producer could not abort its transaction and is replaced: {}", e.toString());
            return false;
        }
    }

    private void initialise(Predicate<KafkaException> hopeless) {
        while (!closed) {
            try {
                producer.initTransactions();
                return;
            } catch (KafkaException e) {
                if (hopeless.test(e)) {
                    throw e;
                }
                LOG.warn("no producer for transactions yet; trying again: {}", e.toString());
                producer.close(Duration.ZERO);
                LockSupport.parkNanos(this, TRY_AGAIN_NANOS);
                producer = producers.get();
            }
        }
    }

    /** Aborts what is open, as far as that can be had quickly; the brokers abort it otherwise when its time is over. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        producer.close(CLOSE_TIMEOUT);
        thread.shutdownNow();
    }
}

package dev.wharf.registry;

import dev.wharf.client.ClientSettings;
import dev.wharf.error.WharfException;
import dev.wharf.failure.Backoff;
import dev.wharf.topic.ClusterAdmin;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Keeps changes in a compacted topic of one partition. Several registries may use one topic at a time.
 *
 * <p>A write takes these steps: become the owner of the transactional id, which fences all others; read the topic to
 * its end; decide; write in one transaction; wait until that is read back. If another registry has become the owner in
 * between, the transaction fails, nothing of it is seen by anybody, and the steps begin anew. So every decision is made
 * on the state that it changes, ids are never given twice, and what was answered is in the topic.
 */
final class KafkaJournal implements Journal {
    /** The longest that a write may take; clients, and the HTTP server, wait somewhat longer. */
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(20);

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** Registries that write at once would fence each other again and again if they waited for the same time. */
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(10), 2, Duration.ofMillis(500), 1);

    private final TopicPartition partition;
    private final RegistryState state;
    private final ClusterAdmin cluster;
    private final TopicFollower follower;
    private final FencedWriter writer;
    private final ReentrantLock writing = new ReentrantLock(true);

    private KafkaJournal(
            TopicPartition partition,
            RegistryState state,
            ClusterAdmin cluster,
            TopicFollower follower,
            FencedWriter writer) {
        this.partition = partition;
        this.state = state;
        this.cluster = cluster;
        this.follower = follower;
        this.writer = writer;
    }

    /**
     * Creates the topic if it is not there, and reads it to its end.
     *
     * @throws WharfException with {@code ENVIRONMENT} if the brokers do not answer, or the topic is of another kind
     */
    static KafkaJournal open(ClientSettings client, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        RegistryState state = new RegistryState();
        ClusterAdmin cluster = ClusterAdmin.connect(client);
        try {
            RegistryTopic.ensure(cluster, topic);
            TopicFollower follower = TopicFollower.start(client, partition, state);
            KafkaJournal journal =
                    new KafkaJournal(partition, state, cluster, follower, new FencedWriter(client, partition));
            journal.readAll();
            return journal;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void readAll() {
        try {
            awaitEnd(System.nanoTime() + START_LIMIT.toNanos());
        } catch (RuntimeException e) {
            follower.close();
            throw e;
        }
    }

    @Override
    public RegistryState state() {
        try {
            follower.requireAlive();
            return state;
        } catch (WharfException e) {
            throw Refusal.storeFailed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public <T> T write(Decision<T> decision) {
        long deadlineNanos = System.nanoTime() + WRITE_LIMIT.toNanos();
        lock();
        try {
            return write(decision, deadlineNanos);
        } catch (Refusal e) {
            throw e;
        } catch (WharfException | KafkaException e) {
            throw Refusal.storeFailed(String.valueOf(e.getMessage()));
        } finally {
            writing.unlock();
        }
    }

    private void lock() {
        try {
            if (!writing.tryLock(WRITE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.storeTooSlow("others wait to be written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.storeTooSlow("interrupted");
        }
    }

    private <T> T write(Decision<T> decision, long deadlineNanos) {
        String write = UUID.randomUUID().toString();
        follower.expect(write);
        Decided<T> decided = null;
        for (int attempt = 1; ; attempt++) {
            try {
                writer.own();
                awaitEnd(deadlineNanos);
                if (decided != null && follower.seen()) {
                    return decided.answer(); // it was committed after all, though we were not told
                }
                decided = decision.decide(state);
                if (!decided.changes().isEmpty()) {
                    awaitRead(writer.write(decided.changes(), write, deadlineNanos), deadlineNanos);
                }
                return decided.answer();
            } catch (KafkaException e) {
                writer.drop();
                requireWorthRepeating(e, deadlineNanos);
                LockSupport.parkNanos(
                        BACKOFF.delay(attempt, ThreadLocalRandom.current()).toNanos());
            }
        }
    }

    /** Everything that is in the topic now, and was committed, is in the state then. */
    private void awaitEnd(long deadlineNanos) {
        Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
        KafkaFuture<ListOffsetsResultInfo> end = cluster.admin()
                .listOffsets(
                        Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(partition);
        awaitRead(cluster.await(end, left).offset(), deadlineNanos);
    }

    private void awaitRead(long offset, long deadlineNanos) {
        if (!follower.await(offset, deadlineNanos)) {
            throw Refusal.storeTooSlow(partition + " has not been read up to " + offset + " in time");
        }
    }

    /** Being fenced is what another registry does; a missing permission stays, and so does a record's length. */
    private static void requireWorthRepeating(KafkaException e, long deadlineNanos) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause instanceof RecordTooLargeException) {
                throw e;
            }
        }
        boolean stopped = Thread.currentThread().isInterrupted();
        if (stopped || System.nanoTime() - deadlineNanos > 0) {
            throw Refusal.storeTooSlow(e + "; it is not known whether this was kept: look before you ask again");
        }
    }

    @Override
    public void close() {
        try {
            lock();
            try {
                writer.close();
            } finally {
                writing.unlock();
            }
        } finally {
            follower.close();
            cluster.close();
        }
    }
}

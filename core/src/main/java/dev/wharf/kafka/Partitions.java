package dev.wharf.kafka;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that one consumer owns: how far each has settled, and the commits that follow. Worker's thread only.
 */
final class Partitions {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final long SETTLE_LOOK_NANOS = Duration.ofMillis(2).toNanos();
    /** What a commit gets at the least when the waiting took all the time there was. */
    private static final long LEAST_COMMIT_NANOS = Duration.ofMillis(500).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final LoopSettings settings;
    private final boolean settlesAlone;
    private final Map<TopicPartition, Partition> owned = new HashMap<>();
    private boolean commitUnderWay;
    private long lastCommitNanos = System.nanoTime();

    Partitions(Consumer<byte[], byte[]> consumer, LoopSettings settings, boolean settlesAlone) {
        this.consumer = consumer;
        this.settings = settings;
        this.settlesAlone = settlesAlone;
    }

    void assigned(Collection<TopicPartition> partitions) {
        LOG.debug("assigned {}", partitions);
        partitions.forEach(partition -> owned.put(partition, new Partition()));
    }

    void add(TopicPartition partition, TopicBatch batch) {
        Partition known = owned.computeIfAbsent(partition, fresh -> new Partition());
        known.progress.add(batch.slice());
        if (batch.hasNext()) {
            known.handingOut.removeIf(old -> !old.hasNext());
            known.handingOut.addLast(batch);
        }
    }

    /** Leaves one commit at a time under way, so that none can overtake another. */
    void commitIfDue(long nowNanos) {
        if (commitUnderWay
                || nowNanos - lastCommitNanos < settings.commitInterval().toNanos()) {
            return;
        }
        lastCommitNanos = nowNanos;
        Map<TopicPartition, OffsetAndMetadata> offsets = due(partition -> true);
        if (!offsets.isEmpty()) {
            commitUnderWay = true;
            consumer.commitAsync(offsets, this::committed);
        }
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        commitUnderWay = false;
        if (failure == null) {
            remember(offsets);
        } else {
            // Nothing is lost: the next commit carries the same offsets or later ones.
            LOG.warn("a commit of {} partitions failed and will be repeated: {}", offsets.size(), failure.toString());
        }
    }

    /**
     * Commits what has settled, whatever is under way: the client keeps the order of commits.
     *
     * @return false if a rebalance is in the way, which goes on only while the consumer is polled
     */
    boolean commitNow(Duration timeout) {
        return commitNow(due(partition -> true), timeout);
    }

    private boolean commitNow(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (offsets.isEmpty()) {
            return true;
        }
        try {
            consumer.commitSync(offsets, timeout);
            remember(offsets);
            return true;
        } catch (RebalanceInProgressException e) {
            return false;
        } catch (CommitFailedException e) {
            reportReadAgain(e.toString());
            return true;
        } catch (KafkaException e) {
            String text = "the offsets of " + offsets.size() + " partitions could not be committed within "
                    + timeout.toMillis() + " ms, so records will be read again: " + e.getMessage();
            throw new WharfException(ErrorCode.UNAVAILABLE, text, e);
        }
    }

    /** The last commit could not be made. */
    void reportReadAgain(String reason) {
        LOG.warn("the group has moved on; what was settled since the last commit is read again: {}", reason);
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            Partition known = owned.get(partition);
            if (known != null) {
                known.committed = Math.max(known.committed, offset.offset());
            }
        });
    }

    /** Gives partitions up in good order: nothing more is handed out, what is on its way is awaited, then committed. */
    void revoked(Collection<TopicPartition> partitions, Runnable settling) {
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        partitions.forEach(this::stopHandingOut);
        awaitSettled(partitions, settling, deadline);
        try {
            Duration left = Duration.ofNanos(Math.max(LEAST_COMMIT_NANOS, deadline - System.nanoTime()));
            if (!commitNow(due(partitions::contains), left)) {
                reportReadAgain("another rebalance has begun");
            }
        } catch (WharfException e) {
            LOG.warn("while giving up {}: {}", partitions, e.getMessage());
        }
        partitions.forEach(this::forget);
    }

    /** Gives partitions up as they are, without another commit. */
    void dropped(Collection<TopicPartition> partitions) {
        partitions.forEach(this::stopHandingOut);
        partitions.forEach(this::forget);
    }

    /** Partitions that somebody else has already: nothing may be committed. */
    void lost(Collection<TopicPartition> partitions) {
        LOG.warn("lost {}: others read them again from the last commit", partitions);
        partitions.forEach(this::stopHandingOut);
        partitions.forEach(owned::remove);
    }

    private void stopHandingOut(TopicPartition partition) {
        Partition known = owned.get(partition);
        if (known != null) {
            known.handingOut.forEach(TopicBatch::revoke);
        }
    }

    private void awaitSettled(Collection<TopicPartition> partitions, Runnable settling, long deadline) {
        while (settlesAlone && !allSettled(partitions) && System.nanoTime() - deadline < 0) {
            settling.run();
            LockSupport.parkNanos(this, SETTLE_LOOK_NANOS);
        }
    }

    private boolean allSettled(Collection<TopicPartition> partitions) {
        return partitions.stream().map(owned::get).allMatch(known -> known == null || known.progress.allSettled());
    }

    private void forget(TopicPartition partition) {
        Partition known = owned.remove(partition);
        if (known != null && !known.progress.allSettled()) {
            LOG.info(
                    "gave up {} with {} slices unsettled; they are read again elsewhere",
                    partition,
                    known.progress.openSlices());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Predicate<TopicPartition> wanted) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        owned.forEach((partition, known) -> {
            long settled = known.progress.advance();
            if (settled > known.committed && wanted.test(partition)) {
                offsets.put(partition, new OffsetAndMetadata(settled));
            }
        });
        return offsets;
    }

    /** One partition: its slices, the batches not yet handed out, and what was committed last. */
    private static final class Partition {
        private final Progress progress = new Progress();
        private final ArrayDeque<TopicBatch> handingOut = new ArrayDeque<>();
        private long committed = Progress.NONE;
    }
}

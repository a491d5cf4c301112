package dev.wharf.kafka;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.OffsetRange;
import dev.wharf.loop.Progress;
import dev.wharf.loop.Settling;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.status.PartitionStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    private static final Duration LOOK_UP = Duration.ofSeconds(5);
    private static final long SETTLE_LOOK_NANOS = Duration.ofMillis(2).toNanos();
    /** What a commit gets at the least when the waiting took all the time there was. */
    private static final long LEAST_COMMIT_NANOS = Duration.ofMillis(500).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final Decoding decoding;
    private final LoopSettings settings;
    private final Settling settling;
    private final Map<TopicPartition, OwnedPartition> owned = new HashMap<>();
    private boolean commitUnderWay;
    private int commitsFailed;
    private long lastCommitNanos = System.nanoTime();

    Partitions(Consumer<byte[], byte[]> consumer, Decoding decoding, LoopSettings settings, Settling settling) {
        this.consumer = consumer;
        this.decoding = decoding;
        this.settings = settings;
        this.settling = settling;
    }

    void assigned(Collection<TopicPartition> partitions) {
        LOG.debug("assigned {}", partitions);
        Map<TopicPartition, List<OffsetRange>> settled = settledEarlier(partitions);
        partitions.forEach(partition ->
                owned.put(partition, partition(partition, settled.getOrDefault(partition, List.of()))));
    }

    /** What an earlier owner had settled out of order; without it those records come twice, no more. */
    private Map<TopicPartition, List<OffsetRange>> settledEarlier(Collection<TopicPartition> partitions) {
        Map<TopicPartition, List<OffsetRange>> settled = new HashMap<>();
        if (partitions.isEmpty()) {
            return settled;
        }
        try {
            consumer.committed(Set.copyOf(partitions), LOOK_UP).forEach((partition, offset) -> {
                if (offset != null) {
                    settled.put(partition, CommitMetadata.decode(offset.offset(), offset.metadata()));
                }
            });
        } catch (KafkaException e) {
            LOG.warn(
                    "what was settled out of order in {} is not known, and may come again: {}",
                    partitions,
                    e.toString());
        }
        return settled;
    }

    /** The records without those that an earlier owner of the partition has settled. */
    List<ConsumerRecord<byte[], byte[]>> withoutSettled(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        OwnedPartition known = owned.get(partition);
        return known == null ? records : known.withoutSettled(records);
    }

    /**
     * What one poll brought of a partition.
     *
     * @param records at least one
     * @param end the offset behind them
     */
    TopicBatch batch(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long end, Bound bound) {
        return known(partition).batch(records, end, bound, settling);
    }

    /** Nothing came, but the position has moved on: over transaction markers and aborted records. */
    void moved(TopicPartition partition, long end) {
        known(partition).moved(end);
    }

    private OwnedPartition known(TopicPartition partition) {
        return owned.computeIfAbsent(partition, unknown -> partition(unknown, List.of()));
    }

    private OwnedPartition partition(TopicPartition partition, List<OffsetRange> settledEarlier) {
        return new OwnedPartition(new Origin(partition.topic(), partition.partition()), decoding, settledEarlier);
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
            commitsFailed = 0;
            return;
        }
        // Nothing is lost: the next commit carries the same offsets or later ones. Told once for each row of them.
        if (commitsFailed++ == 0) {
            LOG.warn("a commit of {} partitions failed and is repeated: {}", offsets.size(), failure.toString());
        } else {
            LOG.debug("a commit of {} partitions failed again", offsets.size(), failure);
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

    /** What there is to commit. */
    Map<TopicPartition, OffsetAndMetadata> due() {
        return due(partition -> true);
    }

    /** Records fetched and not handed out. */
    long remaining() {
        return owned.values().stream().mapToLong(OwnedPartition::remaining).sum();
    }

    Set<TopicPartition> owned() {
        return owned.keySet();
    }

    /** The offset behind what was fetched of a partition, or {@link Progress#NONE}. */
    long fetchedTo(TopicPartition partition) {
        OwnedPartition known = owned.get(partition);
        return known == null ? Progress.NONE : known.fetchedTo();
    }

    /** How far each partition has come. */
    List<PartitionStatus> status(Lags lags, long nowMs) {
        return owned.entrySet().stream()
                .map(entry -> entry.getValue().status(lags.startOf(entry.getKey()), lags.end(entry.getKey()), nowMs))
                .toList();
    }

    /** Drops every batch that is not handed out. */
    void discard() {
        owned.values().forEach(OwnedPartition::discard);
    }

    /**
     * Starts anew from the committed offsets, or from the first record that came where there are none.
     *
     * @param seek told where to go on
     */
    void rewind(
            Set<TopicPartition> partitions,
            Map<TopicPartition, OffsetAndMetadata> committed,
            ObjLongConsumer<TopicPartition> seek) {
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            OwnedPartition known = owned.get(partition);
            long start = offset != null ? offset.offset() : known == null ? Progress.NONE : known.firstOffset();
            OwnedPartition fresh = partition(partition, List.of());
            fresh.startsAt(start, offset == null ? Progress.NONE : offset.offset());
            owned.put(partition, fresh);
            if (start != Progress.NONE) {
                seek.accept(partition, start);
            }
        }
    }

    void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            OwnedPartition known = owned.get(partition);
            if (known != null) {
                known.committed(offset);
            }
        });
    }

    /** Gives partitions up in good order: nothing more is handed out, what is on its way is awaited, then committed. */
    void revoked(Collection<TopicPartition> partitions, Runnable tick) {
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        partitions.forEach(this::stopHandingOut);
        awaitSettled(partitions, tick, deadline);
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
        OwnedPartition known = owned.get(partition);
        if (known != null) {
            known.stopHandingOut();
        }
    }

    private void awaitSettled(Collection<TopicPartition> partitions, Runnable tick, long deadline) {
        while (settling != Settling.AT_THE_END && !allSettled(partitions) && System.nanoTime() - deadline < 0) {
            tick.run();
            LockSupport.parkNanos(this, SETTLE_LOOK_NANOS);
        }
    }

    private boolean allSettled(Collection<TopicPartition> partitions) {
        return partitions.stream().map(owned::get).allMatch(known -> known == null || known.allSettled());
    }

    private void forget(TopicPartition partition) {
        OwnedPartition known = owned.remove(partition);
        if (known != null && !known.allSettled()) {
            LOG.info(
                    "gave up {} with {} slices unsettled; they are read again elsewhere",
                    partition,
                    known.openSlices());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Predicate<TopicPartition> wanted) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        owned.forEach((partition, known) -> {
            if (wanted.test(partition)) {
                known.due(settling).ifPresent(offset -> offsets.put(partition, offset));
            }
        });
        return offsets;
    }
}

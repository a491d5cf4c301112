package dev.wharf.kafka;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.RecordSource;
import dev.wharf.loop.Settling;
import dev.wharf.record.Decoding;
import dev.wharf.record.Origin;
import dev.wharf.status.SourceStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics as a member of a consumer group. Offsets follow what has settled: only the end of the contiguous
 * settled prefix of each partition is ever committed.
 */
public final class TopicReader implements RecordSource {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration LOOK_UP = Duration.ofMillis(100);
    /** How long leaving the group may take. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** Kafka's session timeout is 45 s by default, for both protocols. */
    private static final Duration DEAD_MEMBER_IS_OUT = Duration.ofMinutes(1);

    /** How long one poll waits for a rebalance that is in the way of the last commit. */
    private static final Duration REBALANCE_LOOK = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final Bound bound;
    private final Settling settling;
    private final Duration drainTimeout;
    private final Partitions partitions;
    private final AnswerClock answers;
    private final Watching watching;
    private boolean paused;
    /** Nothing is left to take, but something may come back. */
    private boolean holding;

    /** Nothing more is wanted. */
    private boolean idle;
    /** Records taken that no transaction has committed. */
    private long handedOut;

    private boolean closing;
    private String rewindDelay = "";
    /** Whom to call while a poll, in a callback of the consumer, waits for records to settle. */
    private Intake polling = batch -> {};

    /**
     * Joins the group.
     *
     * @param consumer closed with this reader
     * @param settling when records are durable: decides how finely that is noted, and whether waiting for it makes
     *     sense when a partition is given up
     */
    public TopicReader(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Bound bound,
            Decoding decoding,
            LoopSettings settings,
            Settling settling) {
        this(consumer, List.of(topic), bound, decoding, settings, settling);
    }

    /** The same for several topics. */
    public TopicReader(
            Consumer<byte[], byte[]> consumer,
            List<String> topics,
            Bound bound,
            Decoding decoding,
            LoopSettings settings,
            Settling settling) {
        this.consumer = consumer;
        this.bound = bound;
        this.settling = settling;
        this.drainTimeout = settings.drainTimeout();
        this.partitions = new Partitions(consumer, decoding, settings, settling);
        Answers brokers = new Answers(consumer::metrics);
        this.answers = new AnswerClock(brokers, bound.answersWithin(), System.nanoTime());
        this.watching = new Watching(consumer, topics, bound, brokers);
        consumer.subscribe(topics, new Rebalance());
    }

    @Override
    public void poll(Duration timeout, Intake intake) {
        polling = intake;
        try {
            take(consumer.poll(timeout), intake);
        } catch (KafkaException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "reading from Kafka failed: " + e.getMessage(), e);
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> polled, Intake intake) {
        Map<TopicPartition, OffsetAndMetadata> nextOffsets = polled.nextOffsets();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> next : nextOffsets.entrySet()) {
            List<ConsumerRecord<byte[], byte[]>> fetched = polled.records(next.getKey());
            List<ConsumerRecord<byte[], byte[]>> records = partitions.withoutSettled(next.getKey(), fetched);
            if (records.size() < fetched.size()) {
                intake.settledEarlier(fetched.size() - records.size());
            }
            take(next.getKey(), records, next.getValue().offset(), intake);
        }
        lookAtBound(polled.isEmpty());
    }

    /** Also without records the position may have moved: over transaction markers and aborted records. */
    private void take(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long nextOffset, Intake intake) {
        int wanted = records.isEmpty() ? 0 : bound.take(records.size());
        boolean cut = wanted < records.size();
        long end = cut ? records.get(wanted).offset() : nextOffset;
        if (cut) {
            // It may be read later, when records are given back.
            consumer.seek(partition, end);
        }
        if (cut && wanted == 0) {
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> taken = cut ? records.subList(0, wanted) : records;
        if (taken.isEmpty()) {
            partitions.moved(partition, end);
        } else {
            handedOut += taken.size();
            intake.take(partitions.batch(partition, taken, end, bound));
        }
    }

    private void lookAtBound(boolean nothingCame) {
        long now = System.nanoTime();
        boolean asked = !paused && !holding;
        boolean assigned = !consumer.assignment().isEmpty();
        if (!nothingCame) {
            answers.heard(now);
        }
        if (!asked) {
            answers.reset(now);
        }
        watching.polled(nothingCame, asked && assigned, now);
        long quietNanos = nothingCame && asked ? answers.quiet(now, joined(), assigned) : 0;
        if (bound.idle(now) && idle(quietNanos, assigned)) {
            idle = true;
        }
        if (bound.hasEnds() && assigned && !idle) {
            idle = atTheEnds();
        }
        if (bound.allTaken() != holding) {
            holding = !holding;
            holdOrRelease();
        }
    }

    private boolean atTheEnds() {
        try {
            return consumer.assignment().stream()
                    .allMatch(partition -> bound.isEnd(partition, consumer.position(partition, LOOK_UP)));
        } catch (TimeoutException e) {
            return false; // the brokers have not told yet what the group has committed
        }
    }

    /** Before it has joined, a member waits for the others, for dead ones too: that is no sign of an end. */
    private boolean joined() {
        return consumer.groupMetadata().generationId() > 0;
    }

    /**
     * A worker that owns no partition cannot know whether there is nothing for it, or whether the group still waits for
     * a member that died; so it leaves when a worker that owns some has seen the end, or when a dead member is surely
     * out.
     */
    private boolean idle(long quietNanos, boolean assigned) {
        if (!assigned) {
            Duration patience = max(bound.idleTimeout(), DEAD_MEMBER_IS_OUT);
            return bound.endSeen() || quietNanos >= patience.toNanos();
        }
        boolean end = quietNanos >= bound.idleTimeout().toNanos();
        if (end) {
            bound.sawEnd();
        }
        return end;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    @Override
    public void pause() {
        paused = true;
        holdOrRelease();
    }

    @Override
    public void resume() {
        paused = false;
        holdOrRelease();
    }

    private void holdOrRelease() {
        if (paused || holding) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
    }

    @Override
    public boolean exhausted() {
        return idle || bound.reached();
    }

    @Override
    public boolean resumable() {
        return true;
    }

    @Override
    public SourceStatus status(long nowNanos) {
        return watching.status(partitions, paused || holding, nowNanos);
    }

    @Override
    public void commitIfDue(long nowNanos) {
        partitions.commitIfDue(nowNanos);
    }

    /** {@inheritDoc} A rebalance is waited for within that time: what is settled must not be read again for it. */
    @Override
    public void commitNow(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Duration left = timeout;
        while (!partitions.commitNow(left)) {
            left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (left.isZero()) {
                partitions.reportReadAgain("a rebalance took longer than " + timeout.toMillis() + " ms");
                return;
            }
            // Whatever comes is not handed out, and so never settles.
            poll(REBALANCE_LOOK, batch -> {});
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    /** What a transaction would commit now. */
    Map<TopicPartition, OffsetAndMetadata> settled() {
        return partitions.due();
    }

    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** A transaction has committed these. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        partitions.remember(offsets);
        handedOut = partitions.remaining();
    }

    /** Whether records were handed out since the last commit. */
    boolean anyHandedOut() {
        return handedOut > 0;
    }

    /** Forgets what was fetched: it comes again after {@link #rewind()}. */
    void discard() {
        partitions.discard();
    }

    /**
     * Goes back to the committed offset of every partition that is still owned.
     *
     * @return false if the brokers have not told those offsets yet: try again later
     */
    boolean rewind() {
        // Once more: a poll in which partitions were given up may have brought records after that.
        partitions.discard();
        Set<TopicPartition> owned = consumer.assignment();
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(owned, LOOK_UP);
            partitions.rewind(owned, committed, consumer::seek);
        } catch (RetriableException e) {
            rewindDelay = " of " + owned + ": " + e.getMessage();
            return false;
        }
        bound.giveBack(handedOut);
        handedOut = 0;
        idle = false;
        return true;
    }

    /** Why {@link #rewind()} failed the last time, to be put behind a message. */
    String rewindDelay() {
        return rewindDelay;
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            partitions.assigned(assigned);
            if (paused || holding) {
                consumer.pause(assigned);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            if (!closing) {
                givingUp(revoked);
            }
            if (closing || settling == Settling.IN_TRANSACTION) {
                // The last commit was made, or could not be: trying it once more would only hold up the end. And what
                // belongs to a transaction was committed with it, or aborted.
                partitions.dropped(revoked);
            } else {
                partitions.revoked(revoked, this::settling);
                polling.gaveUp(origin -> isOf(origin, revoked));
            }
        }

        private void givingUp(Collection<TopicPartition> given) {
            try {
                polling.givingUp(origin -> isOf(origin, given), drainTimeout);
            } catch (RuntimeException e) {
                LOG.warn("while giving up {}: {}", given, e.toString());
            }
        }

        private static boolean isOf(Origin origin, Collection<TopicPartition> partitions) {
            return partitions.contains(new TopicPartition(origin.name(), origin.partition()));
        }

        /** A failure must not look like one of the consumer's: the next tick reports it. */
        private void settling() {
            try {
                polling.settling();
            } catch (RuntimeException e) {
                LOG.warn("while waiting for records to settle: {}", e.toString());
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            givingUp(lost);
            partitions.lost(lost);
            polling.gaveUp(origin -> isOf(origin, lost));
        }
    }
}

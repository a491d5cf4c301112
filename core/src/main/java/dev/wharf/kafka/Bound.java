package dev.wharf.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of a topic one run reads, shared by all workers of a source. What a worker takes and cannot hand out,
 * because the partition goes to somebody else, it gives back, and any worker may take it again. Safe for use by many
 * threads.
 */
public final class Bound {
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** A broker answers a fetch after half a second at the latest, unless it is told to wait longer. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final Duration idleTimeout;
    private final Duration answersWithin;
    /** Where each partition ends for this run; empty where nobody has looked. */
    private final Map<TopicPartition, Long> ends;

    private volatile long lastRecordNanos = System.nanoTime();
    private volatile boolean endSeen;
    // Under the lock, both together:
    private long left;
    /** Batches taken and not yet handed out: something of them may still come back. */
    private int openBatches;

    private Bound(long maxRecords, Duration idleTimeout, Duration answersWithin, Map<TopicPartition, Long> ends) {
        left = maxRecords;
        this.idleTimeout = idleTimeout;
        this.answersWithin = answersWithin;
        this.ends = Map.copyOf(ends);
    }

    /** Reads until the run is stopped. */
    public static Bound none() {
        return atMost(Long.MAX_VALUE);
    }

    /** Reads at most so many records, and waits for them as long as it takes. */
    public static Bound atMost(long maxRecords) {
        return new Bound(maxRecords, FOREVER, ANSWERS_WITHIN, Map.of());
    }

    /** Reads at most so many records, and stops when none came for so long while the brokers answered. */
    public static Bound of(long maxRecords, Duration idleTimeout) {
        return new Bound(maxRecords, idleTimeout, ANSWERS_WITHIN, Map.of());
    }

    /** The same for a consumer whose brokers wait so long for records before they answer a fetch. */
    public synchronized Bound fetchWait(Duration wait) {
        return new Bound(left, idleTimeout, ANSWERS_WITHIN.plus(wait), ends);
    }

    /** The same for a worker that also stops once it has read every partition that it owns up to there. */
    public synchronized Bound until(Map<TopicPartition, Long> partitionEnds) {
        return new Bound(left, idleTimeout, answersWithin, partitionEnds);
    }

    /** Whether it is known where partitions end. */
    boolean hasEnds() {
        return !ends.isEmpty();
    }

    /** Whether that is the end of the partition, or behind it; nothing is wanted of a partition that came later. */
    boolean isEnd(TopicPartition partition, long position) {
        return position >= ends.getOrDefault(partition, 0L);
    }

    /** Takes up to so many of the records that are left to read. Whoever gets some tells later what became of them. */
    synchronized int take(int wanted) {
        lastRecordNanos = System.nanoTime();
        int taken = (int) Math.min(left, wanted);
        if (taken > 0) {
            left -= taken;
            openBatches++;
        }
        return taken;
    }

    /** What was taken at one time has been handed out, but for so many records: they are left for others. */
    synchronized void handedOut(int notHandedOut) {
        left += notHandedOut;
        openBatches--;
    }

    /** So many records that were handed out come again. */
    synchronized void giveBack(long records) {
        left += records;
    }

    /** How many are left to take; {@link Long#MAX_VALUE} without a bound. */
    synchronized long left() {
        return left;
    }

    /** Whether nothing is left to take, as of now. */
    synchronized boolean allTaken() {
        return left == 0;
    }

    /** Whether everything was handed out, so that nothing can come back. */
    synchronized boolean reached() {
        return left == 0 && openBatches == 0;
    }

    /** A broker that is there answers sooner. */
    Duration answersWithin() {
        return answersWithin;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    /** A worker that owns partitions had nothing to read for the idle timeout. */
    void sawEnd() {
        endSeen = true;
    }

    boolean endSeen() {
        return endSeen;
    }

    /** Whether no worker got a record for the idle timeout. */
    boolean idle(long nowNanos) {
        return nowNanos - lastRecordNanos >= idleTimeout.toNanos();
    }
}

package dev.wharf.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How much of a topic one run reads, shared by all workers of a source. Safe for use by many threads. */
public final class Bound {
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** A broker answers a fetch after half a second at the latest, unless it is told to wait longer. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final AtomicLong left;
    private final Duration idleTimeout;
    private final Duration answersWithin;
    private volatile long lastRecordNanos = System.nanoTime();
    private volatile boolean endSeen;

    private Bound(long maxRecords, Duration idleTimeout, Duration answersWithin) {
        left = new AtomicLong(maxRecords);
        this.idleTimeout = idleTimeout;
        this.answersWithin = answersWithin;
    }

    /** Reads until the run is stopped. */
    public static Bound none() {
        return new Bound(Long.MAX_VALUE, FOREVER, ANSWERS_WITHIN);
    }

    /** Reads at most so many records, and stops when none came for so long while the brokers answered. */
    public static Bound of(long maxRecords, Duration idleTimeout) {
        return new Bound(maxRecords, idleTimeout, ANSWERS_WITHIN);
    }

    /** The same for a consumer whose brokers wait so long for records before they answer a fetch. */
    public Bound fetchWait(Duration wait) {
        return new Bound(left.get(), idleTimeout, ANSWERS_WITHIN.plus(wait));
    }

    /** Takes up to so many of the records that are left to read. */
    int take(int wanted) {
        lastRecordNanos = System.nanoTime();
        long before = left.getAndUpdate(now -> Math.max(0, now - wanted));
        return (int) Math.min(before, wanted);
    }

    boolean reached() {
        return left.get() <= 0;
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

package dev.wharf.kafka;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how long a topic had nothing to read while its brokers answered. A broker that is away has not said that there
 * is nothing: without this, an outage would look like the end of the input.
 */
final class AnswerClock {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerClock.class);
    private static final long LOOK_EVERY_NANOS = 250_000_000L;

    private final Answers answers;
    private final long gapNanos;
    private double lastCount;
    private long lastAnswerNanos;
    private long lastLookNanos;
    private long quietNanos;
    private boolean away;
    private boolean wasAssigned;
    /** Since it was taken in, or was given partitions. */
    private boolean heardNothing = true;

    /**
     * A clock that starts now.
     *
     * @param answersWithin a longer time without an answer means that the brokers are away
     */
    AnswerClock(Answers answers, Duration answersWithin, long nowNanos) {
        this.answers = answers;
        this.gapNanos = answersWithin.toNanos();
        reset(nowNanos);
    }

    /** Records came. */
    void heard(long nowNanos) {
        wasAssigned = true;
        heardNothing = false;
        reset(nowNanos);
    }

    /** None were asked for. */
    void reset(long nowNanos) {
        quietNanos = 0;
        lastLookNanos = nowNanos;
        lastAnswerNanos = nowNanos;
    }

    /**
     * Called after each poll that brought nothing; gives the quiet time so far in nanoseconds. Only an answer makes the
     * time before it quiet, and only if it came soon after the last one: what passes in an outage counts for nothing.
     * Nor does what passes until a group has taken its member in, or has given it partitions, or until the first fetch
     * from them is answered.
     *
     * @param joined whether the consumer is a member of its group; before that nobody can have told it anything
     * @param assigned whether it owns partitions
     */
    long quiet(long nowNanos, boolean joined, boolean assigned) {
        if (!joined || assigned != wasAssigned) {
            wasAssigned = joined && assigned;
            heardNothing = true;
            reset(nowNanos);
        }
        if (nowNanos - lastLookNanos < LOOK_EVERY_NANOS) {
            return quietNanos;
        }
        lastLookNanos = nowNanos;
        long since = nowNanos - lastAnswerNanos;
        if (answered(assigned)) {
            quietNanos += since < gapNanos && !heardNothing ? since : 0;
            heardNothing = false;
            lastAnswerNanos = nowNanos;
            since = 0;
        }
        report(since < gapNanos);
        return quietNanos;
    }

    private void report(boolean present) {
        if (away && present) {
            LOG.warn("the brokers answer again");
        } else if (!away && !present) {
            LOG.warn("the brokers have not answered for {} s; waiting for them", gapNanos / 1_000_000_000L);
        }
        away = !present;
    }

    private boolean answered(boolean assigned) {
        if (!assigned) {
            // Nothing is fetched without a partition: an open connection has to do.
            return answers.connected();
        }
        double count = answers.fetches();
        boolean moved = count < 0 || count != lastCount;
        lastCount = count;
        return moved;
    }
}

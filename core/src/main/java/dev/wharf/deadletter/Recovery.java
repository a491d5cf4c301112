package dev.wharf.deadletter;

import dev.wharf.failure.Breaker;
import dev.wharf.failure.ErrorPolicy;
import dev.wharf.failure.OnError;
import dev.wharf.failure.Verdict;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.record.WharfRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one stage of one worker does about failures: the policy, the breaker that tells a flood from poison, and the way
 * to the dead letters. Worker's thread only.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final String pipeline;
    private final String stage;
    private final ErrorPolicy policy;
    private final @Nullable DeadLetters deadLetters;
    private final @Nullable Breaker breaker;

    /**
     * @param deadLetters of the worker; not null if the policy has a place for them
     */
    public Recovery(String pipeline, String stage, ErrorPolicy policy, @Nullable DeadLetters deadLetters) {
        this.pipeline = pipeline;
        this.stage = stage;
        this.policy = policy;
        this.deadLetters = deadLetters;
        // Who stops at the first failure has no flood to fear.
        this.breaker = policy.onError() == OnError.STOP ? null : new Breaker(Breaker.Settings.DEFAULT, new Random());
    }

    /** An attempt came through. */
    public void succeeded() {
        if (breaker != null) {
            boolean closed = breaker.state() == Breaker.State.CLOSED;
            breaker.success(System.nanoTime());
            if (!closed && breaker.state() == Breaker.State.CLOSED) {
                LOG.warn("stage {} works again", stage);
            }
        }
    }

    /**
     * An attempt failed. While the breaker is open nothing is skipped or dead-lettered: the record is tried again.
     *
     * @param attempts of this record that failed, this one included
     */
    public Verdict failed(WharfRecord record, Throwable cause, int attempts) {
        Verdict verdict = policy.decide(cause, attempts);
        if (breaker == null || verdict instanceof Verdict.Stop) {
            return verdict;
        }
        boolean closed = breaker.state() == Breaker.State.CLOSED;
        breaker.failure(System.nanoTime());
        if (closed && breaker.state() == Breaker.State.OPEN) {
            LOG.warn(
                    "stage {}: {}, so the source is paused and one record at a time is tried until it works; the last"
                            + " was {}: {}",
                    stage,
                    breaker.describe(),
                    record.position(),
                    Failure.reasonOf(cause));
        }
        boolean gone = verdict instanceof Verdict.Skip || verdict instanceof Verdict.DeadLetter;
        return gone && breaker.state() != Breaker.State.CLOSED ? new Verdict.Retry(LOOK_AGAIN) : verdict;
    }

    /** The verdict when there is no time for another attempt. */
    public Verdict exhausted(Throwable cause) {
        return policy.exhausted(cause);
    }

    /** Whether records may come: not while a flood of failures is looked into. */
    public boolean open() {
        return breaker == null || breaker.state() == Breaker.State.CLOSED;
    }

    /**
     * Whether a record may come now: while a flood is looked into only as a probe, and only where none is held that
     * could be one. Without that nobody would ever find out that the flood is over, once what was held has gone back.
     *
     * @param holding whether a record is held that will be tried by itself
     */
    public boolean mayTake(boolean holding) {
        return open() || (!holding && mayTry());
    }

    /** Whether an attempt may be made now; asked once before each that is made while {@link #open()} says no. */
    public boolean mayTry() {
        return breaker == null || breaker.allows(System.nanoTime());
    }

    /**
     * Makes a dead letter of a record, which was accepted and settles when that is durable.
     *
     * @param told what becomes of it
     */
    public void bury(WharfRecord record, Throwable cause, int attempts, TopicWriter.Acknowledgements told) {
        if (deadLetters == null) {
            throw new IllegalStateException("stage " + stage + " has no place for dead letters");
        }
        Failure failure = new Failure(
                pipeline,
                stage,
                Failure.reasonOf(cause),
                cause.getClass().getName(),
                Optional.of(policy.kindOf(cause)),
                attempts,
                System.currentTimeMillis());
        deadLetters.write(record, failure, told);
    }
}

package dev.wharf.deadletter;

import dev.wharf.failure.Breaker;
import dev.wharf.failure.ErrorPolicy;
import dev.wharf.failure.FailureKind;
import dev.wharf.failure.OnError;
import dev.wharf.failure.Verdict;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.kafka.Transaction;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
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
    private static final Duration TELL_AGAIN = Duration.ofSeconds(30);

    private final String pipeline;
    private final String stage;
    private final ErrorPolicy policy;
    private final @Nullable DeadLetters deadLetters;
    private final @Nullable Transaction transaction;
    private final @Nullable Breaker breaker;
    private @Nullable Throwable lastFailure;
    /** What was not the record's fault, until something comes through. */
    private @Nullable Throwable waitingFor;

    private boolean told;
    private long toldNanos;

    /**
     * @param deadLetters of the worker; not null if the policy has a place for them
     * @param transaction of the worker, where it delivers exactly once
     */
    public Recovery(
            String pipeline,
            String stage,
            ErrorPolicy policy,
            @Nullable DeadLetters deadLetters,
            @Nullable Transaction transaction) {
        this.pipeline = pipeline;
        this.stage = stage;
        this.policy = policy;
        this.deadLetters = deadLetters;
        this.transaction = transaction;
        // Who stops at the first failure has no flood to fear.
        this.breaker = policy.onError() == OnError.STOP ? null : new Breaker(Breaker.Settings.DEFAULT, new Random());
    }

    /** An attempt came through. */
    public void succeeded() {
        succeeded(1);
    }

    /** So many attempts came through, none of them maybe. */
    public void succeeded(int count) {
        if (count > 0) {
            waitedFor();
        }
        if (breaker != null && count > 0) {
            boolean closed = open();
            breaker.successes(System.nanoTime(), count);
            tellIfClosed(closed);
        }
    }

    /** An attempt that was begun then came through. */
    public void succeededSince(long begunNanos) {
        waitedFor();
        if (breaker != null) {
            boolean closed = open();
            breaker.success(System.nanoTime(), begunNanos);
            tellIfClosed(closed);
        }
    }

    private void tellIfClosed(boolean before) {
        if (!before && open()) {
            LOG.warn("stage {} works again", stage);
        }
    }

    /**
     * So many records came through with an earlier owner of their partition, and are left out here. They count: else
     * all that a worker sees of its work would be what had failed. But they tell nothing of how things are now.
     */
    public void settledEarlier(int count) {
        if (breaker != null && breaker.state() == Breaker.State.CLOSED) {
            breaker.successes(System.nanoTime(), count);
        }
    }

    /**
     * An attempt failed. While the breaker is open nothing is skipped or dead-lettered: the record is tried again. Only
     * the one that shows that the stage still fails is let go, so that records that can never work do not hold up the
     * others for ever.
     *
     * @param attempts of this record that failed, this one included
     * @param alone whether no other record could be tried in place of this one
     */
    public Verdict failed(WharfRecord record, Throwable cause, int attempts, boolean alone) {
        Verdict verdict = policy.decide(cause, attempts);
        lastFailure = cause;
        if (verdict instanceof Verdict.Retry && open() && policy.kindOf(cause) == FailureKind.INFRASTRUCTURE) {
            tellWaiting(cause);
        }
        if (breaker == null || verdict instanceof Verdict.Stop || ErrorPolicy.isRequest(cause)) {
            return inTime(record, verdict, cause);
        }
        // It was put off before, and counted then.
        boolean known = isEnd(verdict) && attempts > 1 && isEnd(policy.decide(cause, attempts - 1));
        return inTime(record, judge(breaker, record, cause, verdict, new Evidence(known, alone)), cause);
    }

    private record Evidence(boolean known, boolean alone) {}

    private Verdict judge(Breaker judge, WharfRecord record, Throwable cause, Verdict verdict, Evidence evidence) {
        long now = System.nanoTime();
        return switch (judge.state()) {
            case CLOSED -> {
                if (!evidence.known) {
                    judge.failure(now);
                }
                boolean opened = judge.state() != Breaker.State.CLOSED;
                if (opened) {
                    logOpened(judge, record, cause);
                }
                yield opened ? putOff(verdict) : verdict;
            }
            case OPEN, HALF_OPEN -> {
                boolean probe = judge.state() == Breaker.State.HALF_OPEN && (!evidence.known || evidence.alone);
                if (!probe && !judge.lacksAttempts(now)) {
                    yield putOff(verdict);
                }
                judge.failure(now);
                logStillOpen(judge, record, cause);
                yield verdict;
            }
        };
    }

    private static Verdict putOff(Verdict verdict) {
        return isEnd(verdict) ? new Verdict.Retry(LOOK_AGAIN) : verdict;
    }

    /** Whether the record is done with then. */
    private static boolean isEnd(Verdict verdict) {
        return verdict instanceof Verdict.Skip || verdict instanceof Verdict.DeadLetter;
    }

    private void logOpened(Breaker opened, WharfRecord record, Throwable cause) {
        LOG.warn(
                "stage {}: {}, so the source is paused and single records are tried until it works; the last was {}:"
                        + " {}",
                stage,
                opened.describe(),
                record.position(),
                Failure.reasonOf(cause));
    }

    private void logStillOpen(Breaker open, WharfRecord record, Throwable cause) {
        LOG.warn(
                "stage {} still fails, and is tried again in {} s: {}: {}",
                stage,
                Math.max(1, open.pause().toSeconds()),
                record.position(),
                Failure.reasonOf(cause));
    }

    /**
     * In a transaction nothing is waited for that would outlive it: all of it is aborted instead, and comes again. A
     * record that is to blame does not come again a third time: who was late before has had its time.
     */
    private Verdict inTime(WharfRecord record, Verdict verdict, Throwable cause) {
        if (transaction == null
                || !(verdict instanceof Verdict.Retry retry)
                || !transaction.isLateAfter(retry.delay())) {
            return verdict;
        }
        boolean toBlame = open() && policy.kindOf(cause) != FailureKind.INFRASTRUCTURE;
        if (toBlame && transaction.isLateAgain(stage, record, retry.delay())) {
            return policy.exhausted(cause);
        }
        transaction.giveUp(cause);
        return verdict;
    }

    /**
     * Something between records failed: what was taken cannot be made durable for now.
     *
     * @return whether to wait until it can; else the run has to stop. Nothing but a place that is away is waited for
     */
    public boolean waitsFor(Throwable cause) {
        boolean wait = policy.onError() != OnError.STOP && policy.kindOf(cause) == FailureKind.INFRASTRUCTURE;
        if (wait) {
            tellWaiting(cause);
        }
        return wait;
    }

    /** What was waited for has come about. */
    public void waitedFor() {
        if (waitingFor != null) {
            waitingFor = null;
            LOG.warn("stage {} works again", stage);
        }
    }

    /** At once, and then now and then, also where some records come through and others do not. */
    private void tellWaiting(Throwable cause) {
        long now = System.nanoTime();
        waitingFor = cause;
        if (!told || now - toldNanos > TELL_AGAIN.toNanos()) {
            told = true;
            toldNanos = now;
            LOG.warn(
                    "stage {} waits for what lies behind it, and tries again until that works: {}",
                    stage,
                    Failure.reasonOf(cause));
        }
    }

    /** What keeps records from coming through the stage; to be asked several times a second. */
    public Optional<Trouble> trouble(long nowNanos) {
        if (waitingFor != null) {
            return Optional.of(Trouble.of(
                    Trouble.Kind.SINK_AWAY, "stage " + stage + " tries again: " + Failure.reasonOf(waitingFor)));
        }
        if (breaker == null || breaker.isIdle(nowNanos)) {
            return Optional.empty();
        }
        String last = lastFailure == null ? "" : "; the last time: " + Failure.reasonOf(lastFailure);
        return Optional.of(Trouble.of(
                Trouble.Kind.BREAKER_OPEN,
                "stage " + stage + ": " + breaker.describe() + ", so the source is paused, and single records are tried"
                        + last));
    }

    /** Whether all is well: not while a flood of failures is looked into. */
    public boolean open() {
        return breaker == null || breaker.state() == Breaker.State.CLOSED;
    }

    /**
     * Whether an attempt may be made now; asked once before each. While a flood is looked into, few may: without them
     * nobody would ever find out that it is over.
     */
    public boolean mayTry() {
        // Asked for every record: the clock is only looked at when it matters.
        return breaker == null || breaker.state() == Breaker.State.CLOSED || breaker.allows(System.nanoTime());
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

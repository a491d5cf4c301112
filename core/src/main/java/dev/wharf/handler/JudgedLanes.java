package dev.wharf.handler;

import dev.wharf.deadletter.Recovery;
import dev.wharf.error.WharfException;
import dev.wharf.failure.Verdict;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.lane.Call;
import dev.wharf.lane.LaneLimits;
import dev.wharf.lane.LaneSettings;
import dev.wharf.lane.Lanes;
import dev.wharf.loop.RecordFailure;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lanes whose failed calls are judged: tried again, skipped, made dead letters, or the end of the run. The record of
 * each call is accepted on its slice here, and settled when it is done with. Worker's thread only.
 */
public final class JudgedLanes implements AutoCloseable {
    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

    private final String stage;
    private final Lanes lanes;
    private final Recovery recovery;
    private final Fates fates;
    /** A failed call has ended the run: nothing is tried any more. */
    private boolean stopped;

    /** Hears what becomes of calls. */
    public interface Fates {
        /** Whether there is room for what one more call has made. */
        default boolean ready() {
            return true;
        }

        /** It has ended, well or not; called before anything else is made of that. */
        default void ended(Call call) {}

        /** It came through; when this returns its record settles, but for what was accepted for it here. */
        void succeeded(Call call);

        /** The policy leaves its record out. */
        void skipped(Call call);

        /** Its record becomes a dead letter; whom to tell what becomes of that. */
        TopicWriter.Acknowledgements burying(Call call, Throwable cause);

        /** Its record goes back, to be read again; the call may still be running. */
        void returned(Call call);
    }

    /**
     * Starts nothing yet.
     *
     * @param worker what the threads and the log call it
     * @param stage what failures call it
     */
    public JudgedLanes(
            String worker, String stage, LaneSettings settings, LaneLimits limits, Recovery recovery, Fates fates) {
        this.stage = stage;
        this.lanes = new Lanes(worker + "-" + stage, settings, limits, slow -> {});
        this.recovery = recovery;
        this.fates = fates;
    }

    /** Whether there is room for one more call. Ask other conditions first: a yes may be the one probe of a breaker. */
    public boolean ready() {
        return lanes.ready() && recovery.mayTry();
    }

    /** So many records came through before, elsewhere. */
    public void settledEarlier(int count) {
        recovery.settledEarlier(count);
    }

    /** What keeps calls from coming through. */
    public List<Trouble> troubles(long nowNanos) {
        return Stream.concat(lanes.trouble().stream(), recovery.trouble(nowNanos).stream())
                .toList();
    }

    /** Accepts the call's record and appends the call to its lane. */
    public void submit(Call call) {
        call.record().slice().accept();
        lanes.submit(call);
    }

    /** Whether no call is unfinished. */
    public boolean quiet() {
        return lanes.quiet();
    }

    /** Waits for a call to come back, at most so long. */
    public void await(long nanos) {
        if (fates.ready()) {
            lanes.await(nanos);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /**
     * Looks after the calls, and deals with those that have ended, as long as there is room for what they made.
     *
     * @throws RecordFailure if one ends the run
     */
    public void tick(long nowNanos) {
        lanes.tick(nowNanos);
        int came = 0;
        for (Call done = next(); done != null; done = next()) {
            fates.ended(done);
            if (done.failure() == null) {
                came += judgedAtOnce(done) ? 0 : 1;
                fates.succeeded(done);
                done.record().slice().settle(1);
            } else {
                recovery.succeeded(came);
                came = 0;
                failed(done, done.failure());
            }
        }
        recovery.succeeded(came);
    }

    /** While all is well they are judged together. */
    private boolean judgedAtOnce(Call done) {
        if (recovery.open()) {
            return false;
        }
        recovery.succeededSince(done.startedNanos());
        return true;
    }

    private @Nullable Call next() {
        return fates.ready() ? lanes.poll() : null;
    }

    private void failed(Call done, Throwable failure) {
        if (stopped) {
            releaseReturned(done);
        } else {
            judge(done, failure);
        }
    }

    private void judge(Call call, Throwable cause) {
        WharfRecord record = call.record();
        switch (recovery.failed(record, cause, call.attempts(), !lanes.ready())) {
            case Verdict.Stop stop -> stop(call, cause);
            case Verdict.Skip skip -> {
                fates.skipped(call);
                record.slice().settle(1);
                lanes.release(call);
            }
            case Verdict.Retry retry -> lanes.retry(call, retry.delay().toNanos());
            case Verdict.DeadLetter letter -> bury(call, cause);
        }
    }

    private void bury(Call call, Throwable cause) {
        WharfRecord record = call.record();
        try {
            recovery.bury(record, cause, call.attempts(), fates.burying(call, cause));
        } catch (WharfException refused) {
            refused.addSuppressed(cause);
            stop(call, refused);
        }
        lanes.release(call);
    }

    private void stop(Call call, Throwable cause) {
        stop();
        releaseReturned(call);
        throw new RecordFailure(stage, call.record().position(), cause);
    }

    private void releaseReturned(Call failed) {
        giveBack(failed);
        lanes.release(failed);
    }

    private void giveBack(List<Call> calls) {
        calls.forEach(this::giveBack);
    }

    private void giveBack(Call call) {
        call.record().slice().abandon();
        fates.returned(call);
    }

    /** The run ends: nothing more is begun, or tried again; what is running may end. */
    public void stop() {
        stopped = true;
        giveBack(lanes.giveUp(record -> true));
    }

    /** Partitions are given up: what was not begun of their records goes back. */
    public void givingUp(Predicate<Origin> which) {
        giveBack(lanes.giveUp(record -> which.test(record.slice().origin())));
    }

    /** Partitions were given up: what is still at work for them is interrupted. */
    public void gaveUp(Predicate<Origin> which) {
        giveBack(lanes.interrupt(record -> which.test(record.slice().origin())));
    }

    /** Forgets all calls: their transaction is aborted, and their records come again. */
    public void discard() {
        List<Call> forgotten = lanes.giveUp(record -> true);
        forgotten.addAll(lanes.interrupt(record -> true));
        // What has just ended is on its way back, and must not be taken for a part of the next transaction.
        while (!lanes.quiet()) {
            forget(lanes.poll());
        }
    }

    private void forget(@Nullable Call done) {
        if (done == null) {
            lanes.await(LOOK_NANOS);
        } else if (done.failure() != null) {
            lanes.release(done);
        }
    }

    /** Gives back what is not done. */
    @Override
    public void close() {
        giveBack(lanes.giveUp(record -> true));
        giveBack(lanes.interrupt(record -> true));
        lanes.close();
        // These ended while nobody looked any more.
        for (Call done = lanes.poll(); done != null; done = lanes.poll()) {
            giveBack(done);
        }
    }
}

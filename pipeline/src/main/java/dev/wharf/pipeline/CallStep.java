package dev.wharf.pipeline;

import dev.wharf.deadletter.Recovery;
import dev.wharf.failure.Verdict;
import dev.wharf.kafka.Transaction;
import dev.wharf.lane.Call;
import dev.wharf.lane.LaneLimits;
import dev.wharf.lane.LaneSettings;
import dev.wharf.lane.Lanes;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.TransformStage.Outcome;
import dev.wharf.stage.WaitingStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A stage that waits: each record is a call on a lane's thread; everything else stays on the worker's. */
final class CallStep extends Step {
    private final String worker;
    private final WaitingStage.Caller caller;
    private final LaneSettings settings;
    private final LaneLimits limits;
    private @Nullable Lanes lanes;

    CallStep(String id, String worker, WaitingStage.Caller caller, LaneSettings settings, LaneLimits limits) {
        super(id);
        this.worker = worker;
        this.caller = caller;
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    void start(Recovery how, @Nullable Transaction workersOwn) {
        super.start(how, workersOwn);
        lanes = new Lanes(worker + "-" + id, settings, limits, slow -> {});
    }

    private Lanes lanes() {
        return Objects.requireNonNull(lanes);
    }

    @Override
    void work(WharfRecord record) {
        record.slice().accept();
        lanes().submit(new StageCall(record));
    }

    /** It was only handed over. */
    @Override
    void workReturned() {}

    @Override
    boolean ready() {
        return super.ready() && lanes().ready();
    }

    @Override
    boolean quiet() {
        return super.quiet() && lanes().quiet();
    }

    @Override
    boolean waiting() {
        return !lanes().quiet();
    }

    /** Waits for a call to come back. */
    void await(long nanos) {
        lanes().await(nanos);
    }

    @Override
    void tick(long nowNanos) {
        super.tick(nowNanos);
        lanes().tick(nowNanos);
        if (!recovery().open()) {
            // Parked calls try by themselves; asking lets the breaker see how they fare.
            var unused = recovery().mayTry();
        }
        Call done = lanes().poll();
        while (done != null) {
            finish(done);
            done = lanes().poll();
        }
    }

    private void finish(Call done) {
        Throwable failure = done.failure();
        if (failure != null) {
            recover(done, failure);
        } else if (done instanceof StageCall call) {
            recovery().succeeded();
            count(call.outcome);
            call.emitted.forEach(this::emit);
            call.record().slice().settle(1);
        }
    }

    private void recover(Call call, Throwable cause) {
        WharfRecord record = call.record();
        switch (inTime(recovery().failed(record, cause, call.attempts()), cause)) {
            case Verdict.Stop stop -> throw refused(record, cause);
            case Verdict.Skip skip -> {
                counts.skipped.add(1);
                record.slice().settle(1);
                lanes().release(call);
            }
            case Verdict.Retry retry -> lanes().retry(call, retry.delay().toNanos());
            case Verdict.DeadLetter letter -> {
                bury(record, cause, call.attempts());
                lanes().release(call);
            }
        }
    }

    @Override
    void givingUp(Predicate<Origin> which) {
        super.givingUp(which);
        giveBack(lanes().giveUp(record -> which.test(record.slice().origin())));
    }

    @Override
    void gaveUp(Predicate<Origin> which) {
        super.gaveUp(which);
        giveBack(lanes().interrupt(record -> which.test(record.slice().origin())));
    }

    private void giveBack(List<Call> calls) {
        calls.forEach(call -> call.record().slice().abandon());
        counts.returned.add(calls.size());
    }

    @Override
    void discard() {
        super.discard();
        var unused = lanes().giveUp(record -> true);
        unused = lanes().interrupt(record -> true);
        // What came back is of no interest any more.
        Call done = lanes().poll();
        while (done != null) {
            if (done.failure() != null) {
                lanes().release(done);
            }
            done = lanes().poll();
        }
    }

    @Override
    void close() {
        super.close();
        if (lanes != null) {
            giveBack(lanes.giveUp(record -> true));
            giveBack(lanes.interrupt(record -> true));
            lanes.close();
        }
        caller.close();
    }

    /** One record at the stage. */
    private final class StageCall extends Call {
        private final List<WharfRecord> emitted = new ArrayList<>(1);
        private Outcome outcome = Outcome.PASSED;

        StageCall(WharfRecord record) {
            super(record, record.key().length() + record.value().length());
        }

        @Override
        protected void run() throws Exception {
            emitted.clear();
            outcome = caller.call(record(), emitted::add);
        }
    }
}

package dev.wharf.pipeline;

import dev.wharf.deadletter.Recovery;
import dev.wharf.handler.JudgedLanes;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.kafka.Transaction;
import dev.wharf.lane.Call;
import dev.wharf.lane.LaneLimits;
import dev.wharf.lane.LaneSettings;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.TransformStage.Outcome;
import dev.wharf.stage.WaitingStage;
import dev.wharf.status.Trouble;
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
    private @Nullable JudgedLanes lanes;

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
        lanes = new JudgedLanes(worker, id, settings, limits, how, new Outcomes());
    }

    private JudgedLanes lanes() {
        return Objects.requireNonNull(lanes);
    }

    @Override
    void work(WharfRecord record) {
        lanes().submit(new StageCall(record));
    }

    /** It was only handed over. */
    @Override
    void workReturned() {}

    @Override
    boolean ready() {
        return lanes().ready();
    }

    @Override
    boolean quiet() {
        return super.quiet() && lanes().quiet();
    }

    @Override
    List<Trouble> troubles(long nowNanos) {
        return lanes().troubles(nowNanos);
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
    }

    @Override
    void settledEarlier(int count) {
        lanes().settledEarlier(count);
    }

    @Override
    void givingUp(Predicate<Origin> which) {
        super.givingUp(which);
        lanes().givingUp(which);
    }

    @Override
    void gaveUp(Predicate<Origin> which) {
        super.gaveUp(which);
        lanes().gaveUp(which);
    }

    @Override
    void discard() {
        super.discard();
        lanes().discard();
    }

    @Override
    void close() {
        super.close();
        if (lanes != null) {
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

    /** Counts what becomes of the calls, and hands on what they emitted. */
    private final class Outcomes implements JudgedLanes.Fates {
        @Override
        public void ended(Call call) {
            counts.took.add(call.tookNanos());
        }

        @Override
        public void succeeded(Call call) {
            if (call instanceof StageCall own) {
                count(own.outcome);
                own.emitted.forEach(CallStep.this::emit);
            }
        }

        @Override
        public void skipped(Call call) {
            counts.skipped.add(1);
        }

        @Override
        public TopicWriter.Acknowledgements burying(Call call, Throwable cause) {
            return new Buried(counts.dead);
        }

        @Override
        public void returned(Call call) {
            counts.returned.add(1);
        }
    }
}

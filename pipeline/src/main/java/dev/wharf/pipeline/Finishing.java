package dev.wharf.pipeline;

import dev.wharf.deadletter.Recovery;
import dev.wharf.loop.RecordFailure;
import dev.wharf.plan.Plan;
import dev.wharf.stage.SinkStage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes durable what settles at the end of a run, sink after sink. A place that is away is waited for where the stage's
 * policy says so, for as long as nobody wants the run to stop. For the thread that started the run.
 */
final class Finishing {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Plan plan;
    private final Map<String, SinkStage.Sink> sinks;
    private final BooleanSupplier stopping;

    Finishing(Plan plan, Map<String, SinkStage.Sink> sinks, BooleanSupplier stopping) {
        this.plan = plan;
        this.sinks = sinks;
        this.stopping = stopping;
    }

    /** Throws the first failure, with the others, when every sink was finished or given up. */
    void run(boolean complete) {
        RecordFailure failure = null;
        for (Map.Entry<String, SinkStage.Sink> sink : sinks.entrySet()) {
            RuntimeException cause = finish(sink.getKey(), sink.getValue(), complete && failure == null);
            if (cause != null) {
                RecordFailure own = new RecordFailure(sink.getKey(), "", cause);
                if (failure == null) {
                    failure = own;
                } else {
                    failure.addSuppressed(own);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable RuntimeException finish(String id, SinkStage.Sink sink, boolean complete) {
        boolean deadLetters = plan.settings().errors().deadLetters().isPresent();
        Recovery recovery = new Recovery(plan.name(), id, ChainParts.policyOf(plan, id, deadLetters), null, null);
        RuntimeException failure = attempt(sink, complete);
        while (failure != null && complete && !stopping.getAsBoolean() && recovery.waitsFor(failure)) {
            LockSupport.parkNanos(this, PAUSE.toNanos());
            failure = attempt(sink, true);
        }
        if (failure == null) {
            recovery.waitedFor();
        } else if (complete) {
            RuntimeException also = attempt(sink, false);
            if (also != null) {
                failure.addSuppressed(also);
            }
        }
        return failure;
    }

    private static @Nullable RuntimeException attempt(SinkStage.Sink sink, boolean complete) {
        try {
            sink.finish(complete);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }
}

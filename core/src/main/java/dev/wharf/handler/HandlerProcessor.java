package dev.wharf.handler;

import dev.wharf.deadletter.DeadLetters;
import dev.wharf.deadletter.Failure;
import dev.wharf.deadletter.Recovery;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.kafka.Transaction;
import dev.wharf.lane.Call;
import dev.wharf.lane.LaneLimits;
import dev.wharf.lane.LaneSettings;
import dev.wharf.loop.RecordProcessor;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import dev.wharf.trace.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one worker does with its records: each is a call of the handler on a lane, then what that has sent. */
final class HandlerProcessor implements RecordProcessor {
    /** What errors, dead letters and threads call it. */
    static final String STAGE = "handler";

    private final RecordHandler handler;
    private final HandlerCall.Limits limits;
    private final HandlerCall.Traces traces;
    private final Counts counts;
    private final Opened opened;
    private final Outbox outbox;
    private final JudgedLanes lanes;

    /**
     * What one worker has open, and closes.
     *
     * @param transaction only where it delivers exactly once
     * @param writer null where the handler sends nothing
     * @param deadLetters null where there are none
     */
    record Opened(
            @Nullable Transaction transaction,
            @Nullable TopicWriter writer,
            @Nullable DeadLetters deadLetters) {
        void close() {
            if (deadLetters != null) {
                deadLetters.close();
            }
            if (transaction != null) {
                transaction.close();
            }
        }
    }

    /** How many calls may be under way, and how they run. */
    record Concurrency(LaneSettings settings, LaneLimits limits) {}

    HandlerProcessor(
            String worker,
            RecordHandler handler,
            HandlerCall.Limits limits,
            HandlerCall.Traces traces,
            Concurrency concurrency,
            Recovery recovery,
            Opened opened,
            Counts counts) {
        this.handler = handler;
        this.limits = limits;
        this.traces = traces;
        this.counts = counts;
        this.opened = opened;
        this.outbox = new Outbox(STAGE, recovery, opened.transaction(), opened.writer(), counts);
        this.lanes =
                new JudgedLanes(worker, STAGE, concurrency.settings(), concurrency.limits(), recovery, new Counting());
    }

    /** The transaction of this worker; only where it delivers exactly once. */
    Transaction transaction() {
        return Objects.requireNonNull(opened.transaction(), "no transaction");
    }

    @Override
    public boolean ready() {
        Transaction transaction = opened.transaction();
        DeadLetters deadLetters = opened.deadLetters();
        boolean spoiled = transaction != null && transaction.isSpoiled();
        return !spoiled && (deadLetters == null || deadLetters.ready()) && outbox.ready() && lanes.ready();
    }

    @Override
    public void process(WharfRecord record) {
        Transaction transaction = opened.transaction();
        Exception poison = transaction == null ? null : transaction.poison(STAGE, record);
        counts.add(Counts.What.IN, 1);
        lanes.submit(new HandlerCall(record, handler, limits, traces, poison));
    }

    @Override
    public void tick() {
        long now = System.nanoTime();
        try {
            outbox.tick(now);
            lanes.tick(now);
            if (opened.deadLetters() != null) {
                opened.deadLetters().tick(now);
            }
        } catch (WharfException failure) {
            lanes.stop();
            throw failure;
        }
    }

    @Override
    public boolean quiet() {
        DeadLetters deadLetters = opened.deadLetters();
        return lanes.quiet() && outbox.quiet() && (deadLetters == null || deadLetters.quiet());
    }

    @Override
    public List<Trouble> troubles(long nowNanos) {
        List<Trouble> troubles = new ArrayList<>(lanes.troubles(nowNanos));
        outbox.trouble(nowNanos).ifPresent(troubles::add);
        if (opened.deadLetters() != null) {
            opened.deadLetters().trouble(nowNanos).ifPresent(troubles::add);
        }
        return troubles;
    }

    @Override
    public boolean waiting() {
        return !lanes.quiet();
    }

    @Override
    public void await(long nanos) {
        lanes.await(nanos);
    }

    @Override
    public void givingUp(Predicate<Origin> which) {
        lanes.givingUp(which);
        outbox.givingUp(which);
    }

    @Override
    public void gaveUp(Predicate<Origin> which) {
        lanes.gaveUp(which);
        outbox.givingUp(which);
    }

    @Override
    public void discard() {
        lanes.discard();
        outbox.discard();
        if (opened.deadLetters() != null) {
            opened.deadLetters().discard();
        }
    }

    @Override
    public void mark() {
        counts.mark();
    }

    @Override
    public void rollBack() {
        counts.rollBack();
    }

    @Override
    public void settledEarlier(int count) {
        lanes.settledEarlier(count);
    }

    @Override
    public void returned(int count) {
        counts.add(Counts.What.IN, count);
        counts.add(Counts.What.RETURNED, count);
    }

    @Override
    public void close() {
        lanes.close();
        outbox.close();
        opened.close();
    }

    /** Sends on what came through, and counts. */
    private final class Counting implements JudgedLanes.Fates {
        @Override
        public boolean ready() {
            return outbox.ready();
        }

        @Override
        public void ended(Call call) {
            counts.took.add(call.tookNanos());
            Throwable failure = call.failure();
            if (failure != null) {
                span(call).ifPresent(span -> span.failed(call.attempts(), failure));
            }
        }

        @Override
        public void succeeded(Call call) {
            if (call instanceof HandlerCall done) {
                end(done, Tracing.Fate.DONE);
                outbox.send(done.record(), done.outputs());
            }
        }

        @Override
        public void skipped(Call call) {
            end(call, Tracing.Fate.SKIPPED);
            counts.add(Counts.What.SKIPPED, 1);
        }

        @Override
        public TopicWriter.Acknowledgements burying(Call call, Throwable cause) {
            span(call).ifPresent(span -> span.deadLettered(Failure.reasonOf(cause)));
            end(call, Tracing.Fate.DEAD_LETTERED);
            return new Buried(counts);
        }

        @Override
        public void returned(Call call) {
            end(call, Tracing.Fate.RETURNED);
            counts.add(Counts.What.RETURNED, 1);
        }

        private static Optional<Tracing.Span> span(Call call) {
            return call instanceof HandlerCall own ? own.span() : Optional.empty();
        }

        private static void end(Call call, Tracing.Fate fate) {
            span(call).ifPresent(span -> span.end(fate));
        }
    }

    /** Counts what becomes of dead letters. */
    private record Buried(Counts counts) implements TopicWriter.Acknowledgements {
        @Override
        public void acknowledged(WharfRecord record) {
            counts.add(Counts.What.DEAD_LETTERED, 1);
        }

        @Override
        public void returned(WharfRecord record) {
            counts.add(Counts.What.RETURNED, 1);
        }
    }
}

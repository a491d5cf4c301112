package dev.wharf.pipeline;

import dev.wharf.deadletter.Recovery;
import dev.wharf.failure.Verdict;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.kafka.Transaction;
import dev.wharf.loop.RecordFailure;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.TransformStage.Outcome;
import dev.wharf.stage.TransformStage.Output;
import dev.wharf.status.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One stage at work in one worker, with its counts, and with what it does about failures. Worker's thread only.
 *
 * <p>A record that is to be tried again is held here, accepted on its slice; those that come behind it are held, too,
 * so that their order stays. Only this branch is tried again, not what other stages made of the record.
 */
abstract sealed class Step implements Output permits TransformStep, CallStep, SinkStep {
    final String id;
    final NodeCounts counts = new NodeCounts();
    private final List<Held> held = new ArrayList<>();
    private Output[] outputs = {};
    private @Nullable Recovery recovery;

    private record Held(WharfRecord record, int attempts, long dueNanos) {
        /** Whether it came after the other one, which may have been made of the same record of the source. */
        boolean isBehind(Held other) {
            boolean sameOrigin =
                    record.slice().origin().equals(other.record.slice().origin());
            long ahead = record.offset() - other.record.offset();
            // One that was tried again was the first of all; others fail in the order in which they came.
            return sameOrigin && (ahead > 0 || (ahead == 0 && other.attempts > 1));
        }
    }

    Step(String id) {
        this.id = id;
    }

    /** Links the stages behind; once, while the worker is put together. */
    void leadTo(List<Edge> edges) {
        outputs = edges.toArray(new Output[0]);
    }

    /** Gets ready; on the worker's thread. */
    void start(Recovery how, @Nullable Transaction workersOwn) {
        recovery = how;
    }

    final Recovery recovery() {
        // For every record, so without a text that is made beforehand.
        return Objects.requireNonNull(recovery);
    }

    /** Takes a record; throws {@link RecordFailure} if a stage, this one or one behind, stops the run at it. */
    final void take(WharfRecord record) {
        counts.in.add(1);
        if (held.isEmpty()) {
            attempt(record);
        } else {
            record.slice().accept();
            held.add(new Held(record, 0, System.nanoTime()));
        }
    }

    /** Does the stage's work on a record. */
    abstract void work(WharfRecord record);

    private void attempt(WharfRecord record) {
        try {
            work(record);
        } catch (RecordFailure behind) {
            throw behind;
        } catch (RuntimeException own) {
            var unused = recover(record, own, 1, false);
            return;
        }
        workReturned();
    }

    /** The work came through, unless it goes on elsewhere. */
    void workReturned() {
        recovery().succeeded();
    }

    /**
     * Deals with a failure.
     *
     * @param accepted whether the record is accepted for this stage on its slice, and so unsettled
     * @return whether the record is done with here
     */
    final boolean recover(WharfRecord record, Throwable cause, int attempts, boolean accepted) {
        if (spoils(record, cause)) {
            return true;
        }
        return switch (recovery().failed(record, cause, attempts, true)) {
            case Verdict.Stop stop -> throw refused(record, cause);
            case Verdict.Skip skip -> {
                counts.skipped.add(1);
                settle(record, accepted);
                yield true;
            }
            case Verdict.Retry retry -> {
                accept(record, accepted);
                hold(new Held(
                        record, attempts, System.nanoTime() + retry.delay().toNanos()));
                yield false;
            }
            case Verdict.DeadLetter letter -> {
                accept(record, accepted);
                bury(record, cause, attempts);
                yield true;
            }
        };
    }

    /** Whether the failure is one of the transaction, which is aborted, so that the record comes again. */
    boolean spoils(WharfRecord record, Throwable cause) {
        return false;
    }

    private void bury(WharfRecord record, Throwable cause, int attempts) {
        recovery().bury(record, cause, attempts, new Buried(counts.dead));
    }

    private static void accept(WharfRecord record, boolean accepted) {
        if (!accepted) {
            record.slice().accept();
        }
    }

    private static void settle(WharfRecord record, boolean accepted) {
        if (accepted) {
            record.slice().settle(1);
        }
    }

    /** In front of those of its partition that came after it. */
    private void hold(Held again) {
        int place = 0;
        while (place < held.size() && !held.get(place).isBehind(again)) {
            place++;
        }
        held.add(place, again);
    }

    /** Whether a record can come. */
    boolean ready() {
        return held.isEmpty() && recovery().mayTry();
    }

    /** Whether nothing is on its way here that goes on by itself. */
    boolean quiet() {
        return held.isEmpty();
    }

    /** What keeps records from going on. */
    List<Trouble> troubles(long nowNanos) {
        return recovery().trouble(nowNanos).stream().toList();
    }

    /** Whether something comes back soon. */
    boolean waiting() {
        return false;
    }

    /** What was taken is wanted durable now. */
    void urge() {}

    /** Tries again what is due. */
    void tick(long nowNanos) {
        boolean through = true;
        while (through
                && !held.isEmpty()
                && nowNanos - held.get(0).dueNanos >= 0
                && recovery().mayTry()) {
            through = tryAgain(held.remove(0));
        }
    }

    private boolean tryAgain(Held again) {
        WharfRecord record = again.record;
        try {
            work(record);
        } catch (RecordFailure behind) {
            throw behind;
        } catch (RuntimeException own) {
            return recover(record, own, again.attempts + 1, true);
        }
        workReturned();
        record.slice().settle(1);
        return true;
    }

    /** So many records were left out, because an earlier owner of their partition has settled them. */
    void settledEarlier(int count) {
        recovery().settledEarlier(count);
    }

    /** Partitions are given up: what is held of them goes back. */
    void givingUp(Predicate<Origin> which) {
        for (Held one : List.copyOf(held)) {
            if (which.test(one.record.slice().origin())) {
                held.remove(one);
                one.record.slice().abandon();
                counts.returned.add(1);
            }
        }
    }

    /** Partitions were given up: what is still at work for them is stopped. */
    void gaveUp(Predicate<Origin> which) {}

    /** Forgets what is on its way: its transaction is aborted. */
    void discard() {
        held.clear();
    }

    /** Gives up what is still on its way. */
    void close() {
        counts.returned.add(held.size());
        held.clear();
    }

    /** Hands a record on to every stage behind. */
    @Override
    public final void emit(WharfRecord record) {
        if (outputs.length > 0) {
            counts.emitted.add(1);
        }
        for (Output output : outputs) {
            output.emit(record);
        }
    }

    final void count(Outcome outcome) {
        switch (outcome) {
            case PASSED -> counts.passed.add(1);
            case FILTERED -> counts.filtered.add(1);
            case FILTERED_ABSENT -> counts.absent.add(1);
        }
    }

    final RecordFailure refused(WharfRecord record, Throwable cause) {
        counts.returned.add(1);
        return new RecordFailure(id, record.position(), cause);
    }

    /** The way from one stage to the next. */
    static final class Edge implements Output {
        private final Step target;
        private final Counter emitted;
        private final Counter in;

        Edge(Counter emitted, Step target, Counter in) {
            this.emitted = emitted;
            this.target = target;
            this.in = in;
        }

        @Override
        public void emit(WharfRecord record) {
            emitted.add(1);
            in.add(1);
            target.take(record);
        }
    }

    /** Counts what became of dead letters. */
    record Buried(NodeCounts.Fate fate) implements TopicWriter.Acknowledgements {
        @Override
        public void acknowledged(WharfRecord record) {
            fate.settled.incrementAndGet();
        }

        @Override
        public void returned(WharfRecord record) {
            fate.returned.incrementAndGet();
        }
    }
}

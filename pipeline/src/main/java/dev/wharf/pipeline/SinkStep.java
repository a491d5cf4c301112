package dev.wharf.pipeline;

import dev.wharf.deadletter.Recovery;
import dev.wharf.kafka.Transaction;
import dev.wharf.loop.RecordFailure;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.WorkerContext;
import dev.wharf.status.Trouble;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sink; its writer is opened on the worker's thread, after everything else was put together. */
final class SinkStep extends Step {
    private final SinkStage.Sink sink;
    private final String worker;
    private SinkStage.@Nullable Writer writer;
    private @Nullable Transaction transaction;
    private final SinkStage.Failures failures = new ToRecovery();

    SinkStep(String id, SinkStage.Sink sink, String worker) {
        super(id);
        this.sink = sink;
        this.worker = worker;
    }

    @Override
    void start(Recovery how, @Nullable Transaction workersOwn) {
        super.start(how, workersOwn);
        transaction = workersOwn;
        writer = sink.writer(new ForWriter(worker, Optional.ofNullable(workersOwn), counts.fate));
    }

    @Override
    void work(WharfRecord record) {
        Exception poison = transaction == null ? null : transaction.poison(id, record);
        if (poison != null) {
            throw new Poison(poison);
        }
        opened().write(record);
        emit(record);
    }

    /** A send that fails takes its whole transaction with it; but what is known to be poison is not sent again. */
    @Override
    boolean spoils(WharfRecord record, Throwable cause) {
        if (transaction == null || cause instanceof Poison) {
            return false;
        }
        return transaction.spoil(id, record, cause);
    }

    @Override
    boolean ready() {
        return super.ready() && opened().ready();
    }

    @Override
    boolean quiet() {
        return super.quiet() && opened().quiet();
    }

    @Override
    List<Trouble> troubles(long nowNanos) {
        return Stream.concat(super.troubles(nowNanos).stream(), opened().trouble(nowNanos).stream())
                .toList();
    }

    @Override
    void tick(long nowNanos) {
        super.tick(nowNanos);
        opened().tick(failures);
    }

    @Override
    void urge() {
        opened().urge();
    }

    @Override
    void discard() {
        super.discard();
        opened().discard();
    }

    @Override
    void close() {
        super.close();
        if (writer != null) {
            writer.close();
        }
    }

    private SinkStage.Writer opened() {
        return Objects.requireNonNull(writer);
    }

    private final class ToRecovery implements SinkStage.Failures {
        @Override
        public void failed(WharfRecord record, Exception cause) {
            var unused = recover(record, cause, 1, true);
        }

        @Override
        public void delayed(RuntimeException cause) {
            if (!recovery().waitsFor(cause)) {
                throw new RecordFailure(id, "", cause);
            }
        }

        @Override
        public void goesOn() {
            recovery().waitedFor();
        }
    }

    /** A record that has spoiled a transaction before. */
    private static final class Poison extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Poison(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    private record ForWriter(String name, Optional<Transaction> transaction, NodeCounts.Fate fate)
            implements WorkerContext {
        @Override
        public void settled(long count) {
            fate.settled.addAndGet(count);
        }

        @Override
        public void returned(long count) {
            fate.returned.addAndGet(count);
        }
    }
}

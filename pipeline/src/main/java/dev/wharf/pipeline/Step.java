package dev.wharf.pipeline;

import dev.wharf.kafka.Transaction;
import dev.wharf.loop.RecordFailure;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.TransformStage.Outcome;
import dev.wharf.stage.TransformStage.Output;
import dev.wharf.stage.TransformStage.Transform;
import dev.wharf.stage.WorkerContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stage at work in one worker, with its counts. Worker's thread only. */
abstract sealed class Step implements Output permits Step.OfTransform, Step.OfSink {
    final String id;
    final NodeCounts counts = new NodeCounts();
    private Output[] outputs = {};

    Step(String id) {
        this.id = id;
    }

    /** Links the stages behind; once, while the worker is put together. */
    void leadTo(List<Edge> edges) {
        outputs = edges.toArray(new Output[0]);
    }

    /** Takes a record; throws {@link RecordFailure} for the stage that refuses it, this one or one behind. */
    abstract void take(WharfRecord record);

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

    final RecordFailure refused(WharfRecord record, Exception cause) {
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

    static final class OfTransform extends Step {
        private final Transform transform;

        OfTransform(String id, Transform transform) {
            super(id);
            this.transform = transform;
        }

        @Override
        void take(WharfRecord record) {
            counts.in.add(1);
            count(apply(record));
        }

        private Outcome apply(WharfRecord record) {
            try {
                return transform.apply(record, this);
            } catch (RecordFailure behind) {
                // A later stage refused what this one made of it: this one's part was done.
                counts.passed.add(1);
                throw behind;
            } catch (RuntimeException own) {
                throw refused(record, own);
            }
        }

        private void count(Outcome outcome) {
            switch (outcome) {
                case PASSED -> counts.passed.add(1);
                case FILTERED -> counts.filtered.add(1);
                case FILTERED_ABSENT -> counts.absent.add(1);
            }
        }
    }

    /** A sink; its writer is opened on the worker's thread, after everything else was put together. */
    static final class OfSink extends Step {
        private final SinkStage.Sink sink;
        private SinkStage.@Nullable Writer writer;

        OfSink(String id, SinkStage.Sink sink) {
            super(id);
            this.sink = sink;
        }

        SinkStage.Writer open(String worker, @Nullable Transaction workersOwn) {
            SinkStage.Writer opened = sink.writer(new ForWriter(worker, Optional.ofNullable(workersOwn), counts.fate));
            writer = opened;
            return opened;
        }

        @Override
        void take(WharfRecord record) {
            counts.in.add(1);
            write(record);
            emit(record);
        }

        private void write(WharfRecord record) {
            try {
                opened().write(record);
            } catch (RuntimeException e) {
                throw refused(record, e);
            }
        }

        /** Hears of what was taken and failed later. */
        void tick() {
            opened().tick(this::failed);
        }

        private void failed(WharfRecord record, Exception cause) {
            throw refused(record, cause);
        }

        private SinkStage.Writer opened() {
            return Objects.requireNonNull(writer, () -> "sink " + id + " is not open");
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
}

package dev.wharf.pipeline;

import dev.wharf.kafka.Transaction;
import dev.wharf.loop.RecordFailure;
import dev.wharf.loop.RecordProcessor;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.TransformStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All stages behind one source, for one worker. Put together on one thread, then used by the worker's thread only. */
final class Chain implements RecordProcessor {
    private final String worker;
    private final String sourceId;
    private final NodeCounts sourceCounts = new NodeCounts();
    private final Map<String, Step> steps = new HashMap<>();
    private final List<Step.Edge> first;
    private SinkStage.Writer[] writers = {};
    private Step.OfSink[] sinkSteps = {};
    private @Nullable Transaction transaction;

    /**
     * Opens every stage behind the source.
     *
     * @param sinks the sinks of the run, shared by its workers
     */
    Chain(
            Plan plan,
            Node source,
            String worker,
            Function<Node, TransformStage.Transform> transforms,
            Map<String, SinkStage.Sink> sinks) {
        this.worker = worker;
        this.sourceId = source.id();
        this.first = edges(plan, source.id(), sourceCounts, node -> open(node, transforms, sinks));
    }

    private Step open(
            Node node, Function<Node, TransformStage.Transform> transforms, Map<String, SinkStage.Sink> sinks) {
        if (node.stage() instanceof TransformStage) {
            return new Step.OfTransform(node.id(), transforms.apply(node));
        }
        SinkStage.Sink sink = sinks.get(node.id());
        if (sink == null) {
            throw new IllegalStateException("sink " + node.id() + " is not open");
        }
        return new Step.OfSink(node.id(), sink);
    }

    /** The edges out of a node; the step behind each is made once, however many ways lead to it. */
    private List<Step.Edge> edges(Plan plan, String from, NodeCounts counts, Function<Node, Step> opener) {
        List<Step.Edge> edges = new ArrayList<>();
        for (Node consumer : plan.consumersOf(from)) {
            Step step = steps.get(consumer.id());
            if (step == null) {
                step = opener.apply(consumer);
                steps.put(consumer.id(), step);
                step.leadTo(edges(plan, consumer.id(), step.counts, opener));
            }
            Counter emitted = counts.emittedTo.computeIfAbsent(consumer.id(), id -> new Counter());
            edges.add(new Step.Edge(emitted, step, step.counts.inFrom.computeIfAbsent(from, id -> new Counter())));
        }
        return edges;
    }

    /**
     * Opens the writers; on the worker's thread. What was opened is closed again if one cannot be.
     *
     * @param opener of the transaction that all of them write into, or null at least once
     */
    Chain start(@Nullable Supplier<Transaction> opener) {
        List<SinkStage.Writer> opened = new ArrayList<>();
        try {
            transaction = opener == null ? null : opener.get();
            sinkSteps = steps.values().stream()
                    .filter(Step.OfSink.class::isInstance)
                    .map(Step.OfSink.class::cast)
                    .toArray(Step.OfSink[]::new);
            for (Step.OfSink sink : sinkSteps) {
                opened.add(sink.open(worker, transaction));
            }
        } catch (RuntimeException e) {
            opened.forEach(SinkStage.Writer::close);
            if (transaction != null) {
                transaction.close();
            }
            throw e;
        }
        writers = opened.toArray(new SinkStage.Writer[0]);
        return this;
    }

    @Override
    public boolean ready() {
        for (SinkStage.Writer writer : writers) {
            if (!writer.ready()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void process(WharfRecord record) throws RecordFailure {
        sourceCounts.in.add(1);
        sourceCounts.passed.add(1);
        sourceCounts.emitted.add(1);
        for (Step.Edge edge : first) {
            edge.emit(record);
        }
    }

    @Override
    public void tick() {
        for (Step.OfSink sink : sinkSteps) {
            sink.tick();
        }
    }

    @Override
    public void discard() {
        for (SinkStage.Writer writer : writers) {
            writer.discard();
        }
    }

    @Override
    public void mark() {
        counts().values().forEach(NodeCounts::mark);
    }

    @Override
    public void rollBack() {
        counts().values().forEach(NodeCounts::rollBack);
    }

    /** The transaction of this worker; only where it delivers exactly once. */
    Transaction transaction() {
        return Objects.requireNonNull(transaction, "no transaction");
    }

    @Override
    public boolean quiet() {
        for (SinkStage.Writer writer : writers) {
            if (!writer.quiet()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void returned(int count) {
        sourceCounts.in.add(count);
        sourceCounts.returned.add(count);
    }

    @Override
    public void close() {
        for (SinkStage.Writer writer : writers) {
            writer.close();
        }
    }

    /** The counts of each stage in this worker, the source's among them. */
    Map<String, NodeCounts> counts() {
        Map<String, NodeCounts> counts = new HashMap<>();
        counts.put(sourceId, sourceCounts);
        steps.forEach((id, step) -> counts.put(id, step.counts));
        return counts;
    }
}

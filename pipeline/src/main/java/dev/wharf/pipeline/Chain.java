package dev.wharf.pipeline;

import dev.wharf.deadletter.DeadLetters;
import dev.wharf.deadletter.Recovery;
import dev.wharf.kafka.Transaction;
import dev.wharf.loop.RecordFailure;
import dev.wharf.loop.RecordProcessor;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.record.Origin;
import dev.wharf.record.WharfRecord;
import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All stages behind one source, for one worker. Put together on one thread, then used by the worker's thread only. */
final class Chain implements RecordProcessor {
    private static final Duration URGE_AGAIN = Duration.ofSeconds(1);

    private final String sourceId;
    private final NodeCounts sourceCounts = new NodeCounts();
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final List<Step.Edge> first;
    private final Parts parts;
    private Step[] started = {};
    private @Nullable CallStep waits;
    private @Nullable Transaction transaction;
    private @Nullable DeadLetters deadLetters;
    private long urgedNanos;

    /** What a chain is made of; opened when the worker starts, on its thread, but for the steps. */
    interface Parts {
        Step step(Node node);

        @Nullable
        Transaction transaction();

        @Nullable
        DeadLetters deadLetters(@Nullable Transaction transaction);

        Recovery recovery(String stage, @Nullable DeadLetters deadLetters, @Nullable Transaction transaction);
    }

    /** Makes a step of every stage behind the source. */
    Chain(Plan plan, Node source, Parts parts) {
        this.sourceId = source.id();
        this.parts = parts;
        this.first = edges(plan, source.id(), sourceCounts, parts::step);
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

    /** Opens what the steps need; on the worker's thread. What was opened is closed again if something cannot be. */
    Chain start() {
        List<Step> ready = new ArrayList<>();
        try {
            transaction = parts.transaction();
            deadLetters = parts.deadLetters(transaction);
            for (Map.Entry<String, Step> step : steps.entrySet()) {
                step.getValue().start(parts.recovery(step.getKey(), deadLetters, transaction), transaction);
                ready.add(step.getValue());
                if (step.getValue() instanceof CallStep call) {
                    waits = call;
                }
            }
        } catch (RuntimeException e) {
            ready.forEach(Step::close);
            closeShared();
            throw e;
        }
        started = ready.toArray(new Step[0]);
        return this;
    }

    private void closeShared() {
        if (deadLetters != null) {
            deadLetters.close();
        }
        if (transaction != null) {
            transaction.close();
        }
    }

    /** The transaction of this worker; only where it delivers exactly once. */
    Transaction transaction() {
        return Objects.requireNonNull(transaction, "no transaction");
    }

    @Override
    public boolean ready() {
        if ((transaction != null && transaction.isSpoiled()) || (deadLetters != null && !deadLetters.ready())) {
            return false;
        }
        for (Step step : started) {
            if (!step.ready()) {
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
        long now = System.nanoTime();
        for (Step step : started) {
            step.tick(now);
        }
        if (deadLetters != null) {
            deadLetters.tick(now);
        }
    }

    @Override
    public boolean quiet() {
        for (Step step : started) {
            if (!step.quiet()) {
                return false;
            }
        }
        return deadLetters == null || deadLetters.quiet();
    }

    /** While records still come that way, sinks that gather are hurried only now and then. */
    @Override
    public void urge() {
        long now = System.nanoTime();
        if (urgedNanos != 0 && now - urgedNanos < URGE_AGAIN.toNanos() && !quietBeforeSinks()) {
            return;
        }
        urgedNanos = now;
        for (Step step : started) {
            step.urge();
        }
    }

    private boolean quietBeforeSinks() {
        for (Step step : started) {
            if (!(step instanceof SinkStep) && !step.quiet()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Trouble> troubles(long nowNanos) {
        List<Trouble> troubles = new ArrayList<>();
        for (Step step : started) {
            troubles.addAll(step.troubles(nowNanos));
        }
        if (deadLetters != null) {
            deadLetters.trouble(nowNanos).ifPresent(troubles::add);
        }
        return troubles;
    }

    @Override
    public boolean waiting() {
        for (Step step : started) {
            if (step.waiting()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void await(long nanos) {
        if (waits == null || !waits.waiting()) {
            LockSupport.parkNanos(this, nanos);
        } else {
            waits.await(nanos);
        }
    }

    @Override
    public void givingUp(Predicate<Origin> which) {
        for (Step step : started) {
            step.givingUp(which);
        }
    }

    @Override
    public void gaveUp(Predicate<Origin> which) {
        for (Step step : started) {
            step.gaveUp(which);
        }
    }

    @Override
    public void discard() {
        for (Step step : started) {
            step.discard();
        }
        if (deadLetters != null) {
            deadLetters.discard();
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

    @Override
    public void settledEarlier(int count) {
        for (Step step : started) {
            step.settledEarlier(count);
        }
    }

    @Override
    public void returned(int count) {
        sourceCounts.in.add(count);
        sourceCounts.returned.add(count);
    }

    @Override
    public void close() {
        for (Step step : started) {
            step.close();
        }
        closeShared();
    }

    /** The counts of each stage in this worker, the source's among them. */
    Map<String, NodeCounts> counts() {
        Map<String, NodeCounts> counts = new HashMap<>();
        counts.put(sourceId, sourceCounts);
        steps.forEach((id, step) -> counts.put(id, step.counts));
        return counts;
    }
}

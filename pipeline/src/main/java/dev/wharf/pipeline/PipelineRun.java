package dev.wharf.pipeline;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.ExactlyOnce;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.kafka.TopicReader;
import dev.wharf.loop.Delivery;
import dev.wharf.loop.RecordLoop;
import dev.wharf.loop.RecordSource;
import dev.wharf.loop.WorkerPlan;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.status.Durations;
import dev.wharf.status.Observed;
import dev.wharf.status.RunStatus;
import dev.wharf.value.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a plan: opens its stages, runs its workers, adds up its ledger. Make a new one for each run. {@link #run}
 * blocks; {@link #stop} and {@link #ledger} may be called by any thread.
 */
public final class PipelineRun implements Observed {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);

    private final Plan plan;
    private final RunContext context;
    private final Map<String, SinkStage.Sink> sinks = new LinkedHashMap<>();
    private final Map<String, NodeCounts.Fate> fates = new HashMap<>();
    private final Queue<String> announcements = new ConcurrentLinkedQueue<>();
    private final Queue<AutoCloseable> closedLast = new ConcurrentLinkedQueue<>();
    private final List<Chain> chains = new ArrayList<>();
    private final RecordLoop loop;
    private final StageReport report;

    /**
     * Opens the stages; nothing flows yet.
     *
     * @throws WharfException when a stage cannot be opened
     */
    public PipelineRun(Plan plan, RunOptions options) {
        this.plan = plan;
        MemoryBudget budget = budget(plan).fitting(options.maxMessageBytes());
        this.report = new StageReport(plan);
        this.context = new RunContext(plan, options, new Fields(), budget, announcements::add, closedLast::add);
        this.loop = new RecordLoop(openStages(), plan.settings().loop().pending(budget.pendingBytes()));
    }

    private static MemoryBudget budget(Plan plan) {
        int workers =
                plan.nodes().stream().mapToInt(node -> workersOf(node, plan)).sum();
        int writers = workers
                * (int) plan.nodes().stream()
                        .filter(node -> node.stage() instanceof SinkStage)
                        .count();
        return MemoryBudget.of(plan.settings().memoryMaxBytes(), workers, writers);
    }

    private static int workersOf(Node node, Plan plan) {
        return node.stage() instanceof SourceStage source
                ? source.workers(plan.settings().workers())
                : 0;
    }

    /** Opens all stages; what was opened is given up again if one cannot be. */
    private List<WorkerPlan> openStages() {
        try {
            openSinks();
            return openWorkers();
        } catch (RuntimeException e) {
            sinks.values().forEach(sink -> sink.finish(false));
            closeLast();
            throw e;
        }
    }

    /** What cannot be closed has done its work all the same. */
    private void closeLast() {
        for (AutoCloseable last = closedLast.poll(); last != null; last = closedLast.poll()) {
            try {
                last.close();
            } catch (Exception e) {
                LOG.warn("{} could not be closed: {}", last, e.toString());
            }
        }
    }

    private void openSinks() {
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SinkStage sink) {
                NodeCounts.Fate fate = new NodeCounts.Fate();
                boolean committing = PlanFacts.sourcesOf(plan, node).stream().anyMatch(SourceStage::commitsOffsets);
                fates.put(node.id(), fate);
                sinks.put(node.id(), sink.open(context.sink(node.id(), committing, fate)));
            }
        }
    }

    private List<WorkerPlan> openWorkers() {
        List<WorkerPlan> workers = new ArrayList<>();
        for (Node node : plan.nodes()) {
            if (node.stage() instanceof SourceStage source) {
                IntFunction<RecordSource> opener = open(node, source);
                for (int i = 0; i < workersOf(node, plan); i++) {
                    workers.add(worker(node, opener, i));
                }
            }
        }
        return workers;
    }

    /** Says whose fault it is that an input is not there. */
    private IntFunction<RecordSource> open(Node node, SourceStage source) {
        try {
            return source.open(context.source(node.id(), PlanFacts.settlingOf(plan, node)));
        } catch (WharfException e) {
            String place = node.location().toString();
            String text = (place.isEmpty() ? "" : place + ": ") + "stage " + node.id() + ": " + e.getMessage();
            throw new WharfException(e.code(), text, e);
        }
    }

    private WorkerPlan worker(Node source, IntFunction<RecordSource> opener, int number) {
        String name = source.id() + "-" + number;
        Chain chain = new Chain(plan, source, new ChainParts(context, name, sinks));
        chains.add(chain);
        if (plan.settings().exactlyOnce()) {
            return new WorkerPlan(
                    "wharf-" + name,
                    () -> opener.apply(number),
                    chain::start,
                    (opened, behind) -> exactlyOnce(opened, chain));
        }
        return new WorkerPlan("wharf-" + name, () -> opener.apply(number), chain::start);
    }

    private Delivery exactlyOnce(RecordSource source, Chain chain) {
        if (source instanceof TopicReader topic) {
            Duration interval = plan.settings().loop().commitInterval();
            return new ExactlyOnce(chain.transaction(), topic, chain, interval);
        }
        throw new IllegalStateException("only a topic can be read exactly once");
    }

    /** Runs to the end, or until stopped, and says how it went; failures are in the result, not thrown. */
    public Result run() throws InterruptedException {
        plan.settings().timeout().ifPresent(this::failAfter);
        RecordLoop.Outcome outcome = loop.run(new Finishing(plan, sinks, loop::stopping)::run);
        closeLast();
        Ledger ledger = ledger();
        return new Result(ledger, failure(outcome, ledger), outcome.unfinishedInput(), List.copyOf(announcements));
    }

    private static @Nullable Throwable failure(RecordLoop.Outcome outcome, Ledger ledger) {
        List<String> mismatches = ledger.mismatches();
        if (outcome.failure() != null || mismatches.isEmpty()) {
            return outcome.failure();
        }
        return new WharfException(
                ErrorCode.INTERNAL,
                "the ledger does not add up, which is a defect of Wharf; please report it: "
                        + String.join("; ", mismatches));
    }

    /** Ends the run in good order; what was committed stays, what was not is read again by the next run. */
    public void stop() {
        loop.stop();
    }

    private void fail(Throwable cause) {
        loop.fail(cause);
    }

    private void failAfter(Duration timeout) {
        Executor later = CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        later.execute(() -> fail(new WharfException(
                ErrorCode.UNAVAILABLE,
                "the run took longer than timeout_seconds = " + timeout.toSeconds()
                        + "; what is not done goes back: raise it or remove it")));
    }

    /** Where the records are, as of now. */
    public Ledger ledger() {
        List<Ledger.Row> rows = new ArrayList<>();
        List<Ledger.Edge> edges = new ArrayList<>();
        for (Node node : plan.nodes()) {
            List<NodeCounts> counts = countsOf(node.id());
            rows.add(row(node, counts));
            for (Node consumer : plan.consumersOf(node.id())) {
                long emitted = sum(counts, count -> count.emittedTo.getOrDefault(consumer.id(), new Counter()));
                long in = sum(countsOf(consumer.id()), count -> count.inFrom.getOrDefault(node.id(), new Counter()));
                edges.add(new Ledger.Edge(node.id(), consumer.id(), emitted, in));
            }
        }
        return new Ledger(rows, edges);
    }

    /** How the run goes, as of now. */
    @Override
    public RunStatus status() {
        Function<String, List<Durations>> took =
                id -> countsOf(id).stream().map(counts -> counts.took).toList();
        return new RunStatus(plan.name(), loop.phase(), loop.workers(), report.of(ledger(), took));
    }

    private List<NodeCounts> countsOf(String id) {
        List<NodeCounts> counts = new ArrayList<>();
        for (Chain chain : chains) {
            NodeCounts own = chain.counts().get(id);
            if (own != null) {
                counts.add(own);
            }
        }
        return counts;
    }

    private Ledger.Row row(Node node, List<NodeCounts> counts) {
        NodeCounts.Fate fate = fates.getOrDefault(node.id(), new NodeCounts.Fate());
        return new Ledger.Row(
                node.id(),
                node.function(),
                sum(counts, count -> count.in),
                sum(counts, count -> count.passed) + fates(counts, one -> one.fate.settled) + fate.settled.get(),
                sum(counts, count -> count.filtered),
                sum(counts, count -> count.absent),
                sum(counts, count -> count.skipped),
                fates(counts, one -> one.dead.settled),
                sum(counts, count -> count.returned)
                        + fates(counts, one -> one.fate.returned)
                        + fates(counts, one -> one.dead.returned)
                        + fate.returned.get(),
                sum(counts, count -> count.emitted));
    }

    private static long fates(List<NodeCounts> counts, Function<NodeCounts, AtomicLong> which) {
        return counts.stream().map(which).mapToLong(AtomicLong::get).sum();
    }

    private static long sum(List<NodeCounts> counts, Function<NodeCounts, Counter> which) {
        return counts.stream().map(which).mapToLong(Counter::get).sum();
    }

    /**
     * How a run went.
     *
     * @param failure what ended it, or null
     * @param unfinishedInput whether it was stopped in the middle of an input that has to be read again from its start
     * @param announcements what stages want to be known, such as names of files written
     */
    public record Result(
            Ledger ledger, @Nullable Throwable failure, boolean unfinishedInput, List<String> announcements) {}
}

package dev.wharf.handler;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.kafka.Bound;
import dev.wharf.kafka.ExactlyOnce;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.kafka.TopicReader;
import dev.wharf.loop.Delivery;
import dev.wharf.loop.RecordLoop;
import dev.wharf.loop.WorkerPlan;
import dev.wharf.status.Durations;
import dev.wharf.status.Observed;
import dev.wharf.status.RunStatus;
import dev.wharf.status.StageStatus;
import dev.wharf.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One run of a handler over a topic. {@link #run} blocks; {@link #stop}, {@link #ledger} and {@link #close} may be
 * called by any thread. Make a new one for each run.
 *
 * <pre>{@code
 * try (HandlerLoop loop = HandlerLoop.of(handler)
 *         .from("localhost:9092")
 *         .topic("payments")
 *         .groupId("billing")
 *         .sendsTo("receipts")
 *         .order(Order.KEY)
 *         .deadLetterTopic("payments-dlq")
 *         .build()) {
 *     HandlerOutcome outcome = loop.run();     // until stop(), or a failure
 * }
 * }</pre>
 */
public final class HandlerLoop implements AutoCloseable, Observed {
    private final HandlerSettings settings;
    private final RecordHandler handler;
    private final List<Counts> counts = new ArrayList<>();
    private final RecordLoop loop;
    /** With batches that the topics take, once it is known which they are. */
    private volatile MemoryBudget budget;

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    HandlerLoop(HandlerSettings settings, RecordHandler handler) {
        this.settings = settings;
        this.handler = handler;
        this.budget = settings.budget();
        this.loop = new RecordLoop(workers(), settings.loop().pending(budget.pendingBytes()));
    }

    /** Settings for a run of this handler. */
    public static HandlerLoopBuilder of(RecordHandler handler) {
        return new HandlerLoopBuilder(handler);
    }

    private List<WorkerPlan> workers() {
        Bound bound = settings.bound();
        List<WorkerPlan> plans = new ArrayList<>();
        for (int i = 0; i < settings.workers(); i++) {
            plans.add(worker(i, bound));
        }
        return plans;
    }

    private WorkerPlan worker(int number, Bound bound) {
        String name = settings.name() + "-" + number;
        Counts own = new Counts();
        counts.add(own);
        HandlerParts parts = new HandlerParts(settings, handler, number, own, () -> budget);
        if (!settings.exactlyOnce()) {
            return new WorkerPlan("wharf-" + name, () -> parts.source(bound), parts::processor);
        }
        return new WorkerPlan("wharf-" + name, () -> parts.source(bound), parts::processor, (source, processor) -> {
            if (source instanceof TopicReader topic && processor instanceof HandlerProcessor behind) {
                return exactlyOnce(topic, behind);
            }
            throw new IllegalStateException("only a topic can be read exactly once");
        });
    }

    private Delivery exactlyOnce(TopicReader source, HandlerProcessor behind) {
        return new ExactlyOnce(
                behind.transaction(), source, behind, settings.loop().commitInterval());
    }

    /**
     * Runs until the input is at its end, {@link #stop} is called, or something fails; a failure is in the outcome.
     *
     * @throws WharfException with {@code ENVIRONMENT} if brokers do not answer or refuse us, or topics are missing;
     *     nothing was started then
     * @throws IllegalStateException if it was called before
     */
    public HandlerOutcome run() throws InterruptedException {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("a handler loop runs once; build another");
        }
        try {
            checkTopics();
            RecordLoop.Outcome outcome = loop.run(complete -> {});
            HandlerLedger ledger = ledger();
            return new HandlerOutcome(
                    ledger, Optional.ofNullable(outcome.failure()).or(() -> mismatch(ledger)));
        } finally {
            ended.countDown();
        }
    }

    private void checkTopics() {
        Set<String> missing = new TreeSet<>(HandlerParts.topics(settings));
        try (Topics topics = Topics.connect(settings.client())) {
            missing.removeAll(topics.partitions(missing).keySet());
            if (missing.isEmpty()) {
                budget = budget.fitting(topics.maxMessageBytes(HandlerParts.topics(settings)));
                settings.input().payloads().mayPassOnTo(settings.client(), HandlerParts.topics(settings));
            }
        }
        if (!missing.isEmpty()) {
            String brokers = settings.client().brokers();
            List<String> problems = missing.stream()
                    .map(topic -> "topic " + topic + " does not exist at " + brokers
                            + "; create it with: wharf topics create " + topic + " --brokers " + brokers)
                    .toList();
            throw new WharfException(ErrorCode.ENVIRONMENT, String.join(System.lineSeparator(), problems));
        }
    }

    private static Optional<Throwable> mismatch(HandlerLedger ledger) {
        if (ledger.inFlight() == 0) {
            return Optional.empty();
        }
        return Optional.of(new WharfException(
                ErrorCode.INTERNAL,
                "the ledger does not add up, which is a defect of Wharf; please report it: " + ledger));
    }

    /**
     * Ends the run in good order, within the drain timeout and what the last commit takes: what is settled is
     * committed, the rest is read again by the next run.
     */
    public void stop() {
        loop.stop();
    }

    /** How the run goes, as of now. */
    @Override
    public RunStatus status() {
        HandlerLedger now = ledger();
        StageStatus stage = new StageStatus(
                HandlerProcessor.STAGE,
                HandlerProcessor.STAGE,
                StageStatus.Place.SOURCE,
                Optional.of(String.join(",", settings.input().topics())),
                Optional.of(settings.input().groupId()),
                now.in(),
                now.handled(),
                0,
                now.skipped(),
                now.deadLettered(),
                now.returned(),
                Durations.sum(counts.stream().map(own -> own.took).toList()));
        return new RunStatus(settings.name(), loop.phase(), loop.workers(), List.of(stage));
    }

    /** Where the records are, as of now. */
    public HandlerLedger ledger() {
        return new HandlerLedger(
                sum(Counts.What.IN),
                sum(Counts.What.HANDLED),
                sum(Counts.What.SKIPPED),
                sum(Counts.What.DEAD_LETTERED),
                sum(Counts.What.RETURNED),
                sum(Counts.What.SENT));
    }

    private long sum(Counts.What what) {
        return counts.stream().mapToLong(own -> own.get(what)).sum();
    }

    /** Stops, and waits until {@link #run} is over. Not for the handler to call: the run would wait for it. */
    @Override
    public void close() {
        stop();
        if (begun.get()) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package dev.wharf.pipeline;

import dev.wharf.client.ClientSettings;
import dev.wharf.deadletter.DeadLetterFile;
import dev.wharf.deadletter.DeadLetterTopic;
import dev.wharf.deadletter.DeadLetters;
import dev.wharf.deadletter.Recovery;
import dev.wharf.failure.ErrorPolicy;
import dev.wharf.failure.FailureClassifier;
import dev.wharf.failure.OnError;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.TopicWriter;
import dev.wharf.kafka.Transaction;
import dev.wharf.lane.LaneLimits;
import dev.wharf.lane.LaneSettings;
import dev.wharf.loop.Settling;
import dev.wharf.plan.ErrorHandling;
import dev.wharf.plan.ErrorHandling.DeadLetterQueue;
import dev.wharf.plan.Node;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFacts;
import dev.wharf.record.WharfRecord;
import dev.wharf.stage.SinkStage;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.TopicUse;
import dev.wharf.stage.TransformStage;
import dev.wharf.stage.WaitingStage;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Makes what the chain of one worker consists of, by the plan. */
final class ChainParts implements Chain.Parts {
    /** Calls that run or could run, for each lane: enough to keep it busy, few enough to give back quickly. */
    private static final int CALLS_A_LANE = 64;
    /** What may be held beside those, in lanes that stand still. */
    private static final int HELD_TIMES = 4;

    private final RunContext context;
    private final Plan plan;
    private final String worker;
    private final Map<String, SinkStage.Sink> sinks;

    /**
     * @param sinks the sinks of the run, shared by its workers
     */
    ChainParts(RunContext context, String worker, Map<String, SinkStage.Sink> sinks) {
        this.context = context;
        this.plan = context.plan();
        this.worker = worker;
        this.sinks = sinks;
    }

    @Override
    public Step step(Node node) {
        return switch (node.stage()) {
            case TransformStage stage ->
                new TransformStep(node.id(), stage.open(context.source(node.id(), Settling.IN_ORDER)));
            case WaitingStage stage -> callStep(node, stage);
            case SinkStage stage -> {
                SinkStage.Sink sink = Objects.requireNonNull(sinks.get(node.id()), "a sink that is not open");
                yield new SinkStep(node.id(), sink, worker);
            }
            case SourceStage stage -> throw new IllegalStateException(node.id() + " is a source");
        };
    }

    private Step callStep(Node node, WaitingStage stage) {
        LaneSettings lanes = plan.settings().lanes();
        int calls = Math.multiplyExact(lanes.lanes(), CALLS_A_LANE);
        long bytes = context.budget().bufferMemory();
        LaneLimits limits = new LaneLimits(calls, bytes, calls * HELD_TIMES, bytes * 2);
        WaitingStage.Caller caller = stage.open(context.source(node.id(), Settling.IN_ORDER));
        return new CallStep(node.id(), worker, caller, lanes, limits);
    }

    private String clientName() {
        return "wharf-" + plan.name() + "-" + worker;
    }

    @Override
    public @Nullable Transaction transaction() {
        if (!plan.settings().exactlyOnce()) {
            return null;
        }
        ClientSettings client =
                context.resolve(PlanFacts.transactionalClient(plan).orElseThrow());
        String name = clientName();
        return new Transaction(
                name + "-transactions",
                () -> Clients.transactional(client, name, name + "-" + UUID.randomUUID(), context.budget()));
    }

    @Override
    public @Nullable DeadLetters deadLetters(@Nullable Transaction transaction) {
        DeadLetterQueue queue = plan.settings().errors().deadLetters().orElse(null);
        if (queue == null) {
            return null;
        }
        return switch (queue) {
            case DeadLetterQueue.File file -> DeadLetters.inFile(new DeadLetterFile(file.path()));
            case DeadLetterQueue.Topic topic -> inTopic(topic, transaction);
        };
    }

    private DeadLetters inTopic(DeadLetterQueue.Topic topic, @Nullable Transaction transaction) {
        TopicUse use = PlanFacts.deadLetterTopic(plan).orElseThrow();
        ClientSettings client = context.resolve(use.client());
        long maxBytes = Clients.bufferMemory(client, context.budget()) / 2;
        DeadLetters.Topics target =
                new DeadLetters.Topics(new DeadLetterTopic(topic.name()), null, Clients.maxRequestBytes(client));
        if (transaction != null) {
            int partitions = Clients.partitionsOf(transaction.idleProducer(), topic.name());
            TopicWriter writer = new TopicWriter(transaction, topic.name(), partitions, maxBytes, new Nobody());
            return DeadLetters.inTopic(target, writer, null);
        }
        Producer<byte[], byte[]> producer = Clients.producer(client, clientName() + "-dead-letters", context.budget());
        try {
            int partitions = Clients.partitionsOf(producer, topic.name());
            TopicWriter writer = new TopicWriter(producer, topic.name(), partitions, maxBytes, new Nobody());
            return DeadLetters.inTopic(target, writer, new DeadLetterFile(topic.oversize()));
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    @Override
    public Recovery recovery(String stage, @Nullable DeadLetters deadLetters, @Nullable Transaction transaction) {
        ErrorPolicy policy = policyOf(plan, stage, deadLetters != null);
        return new Recovery(plan.name(), stage, policy, deadLetters, transaction);
    }

    /** What a stage does about failures. */
    static ErrorPolicy policyOf(Plan plan, String stage, boolean deadLetters) {
        ErrorHandling errors = plan.settings().errors();
        OnError onError = plan.nodes().stream()
                .filter(node -> node.id().equals(stage))
                .flatMap(node -> node.onError().stream())
                .findFirst()
                .orElse(errors.onError());
        return new ErrorPolicy(
                onError,
                errors.maxRetries(),
                errors.backoff(),
                FailureClassifier.standard(),
                deadLetters,
                new Random());
    }

    /** Dead letters tell those who wait for each of them. */
    private record Nobody() implements TopicWriter.Acknowledgements {
        @Override
        public void acknowledged(WharfRecord record) {}

        @Override
        public void returned(WharfRecord record) {}
    }
}

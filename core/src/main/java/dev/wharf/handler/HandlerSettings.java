package dev.wharf.handler;

import dev.wharf.client.ClientSettings;
import dev.wharf.deadletter.ErrorEvents;
import dev.wharf.failure.Backoff;
import dev.wharf.failure.ErrorPolicy;
import dev.wharf.failure.FailureClassifier;
import dev.wharf.failure.OnError;
import dev.wharf.kafka.Bound;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.MemoryBudget;
import dev.wharf.lane.LaneLimits;
import dev.wharf.lane.LaneSettings;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.Settling;
import dev.wharf.payload.PayloadOpener;
import dev.wharf.trace.Tracing;
import dev.wharf.value.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What a handler loop was told, checked. Immutable. */
record HandlerSettings(
        String name,
        String clientId,
        ClientSettings client,
        Input input,
        Set<String> sendsTo,
        int workers,
        LaneSettings lanes,
        boolean exactlyOnce,
        Errors errors,
        Optional<DeadLetterPlace> deadLetters,
        long memoryMaxBytes,
        LoopSettings loop,
        Tracing tracing) {
    /** Calls that run or could run, for each lane: enough to keep it busy, few enough to give back quickly. */
    private static final int CALLS_A_LANE = 64;
    /** What may be held beside those, in lanes that stand still. */
    private static final int HELD_TIMES = 4;

    /** What is read, and how much of it. */
    record Input(List<String> topics, String groupId, Optional<Limit> limit, Fields fields, PayloadOpener payloads) {}

    /** Where a bounded run ends. */
    record Limit(long maxRecords, Duration idleTimeout) {}

    /** What becomes of records that fail. */
    record Errors(OnError onError, int maxRetries, Backoff backoff, FailureClassifier classifier) {}

    /** A topic of the same cluster, or a file. */
    sealed interface DeadLetterPlace {
        /**
         * A topic.
         *
         * @param oversize the file for those that are too large for it
         * @param events who else hears of each
         */
        record Topic(String name, Path oversize, Optional<ErrorEvents> events) implements DeadLetterPlace {}

        /** JSON Lines. */
        record File(Path path) implements DeadLetterPlace {}
    }

    Optional<String> deadLetterTopic() {
        return deadLetters
                .filter(DeadLetterPlace.Topic.class::isInstance)
                .map(place -> ((DeadLetterPlace.Topic) place).name());
    }

    Optional<ErrorEvents> errorEvents() {
        return deadLetters
                .filter(DeadLetterPlace.Topic.class::isInstance)
                .flatMap(place -> ((DeadLetterPlace.Topic) place).events());
    }

    /** Records by themselves: one that takes long, or fails, must not make those before it come again. */
    Settling settling() {
        return exactlyOnce ? Settling.IN_TRANSACTION : Settling.OUT_OF_ORDER;
    }

    ErrorPolicy policy() {
        return new ErrorPolicy(
                errors.onError(),
                errors.maxRetries(),
                errors.backoff(),
                errors.classifier(),
                deadLetters.isPresent(),
                new Random());
    }

    Bound bound() {
        return input.limit()
                .map(limit -> Bound.of(limit.maxRecords(), limit.idleTimeout()).fetchWait(Clients.fetchWait(client)))
                .orElseGet(Bound::none);
    }

    MemoryBudget budget() {
        return MemoryBudget.of(memoryMaxBytes, workers, workers * (deadLetters.isPresent() ? 2 : 1));
    }

    LaneLimits laneLimits(MemoryBudget budget) {
        int calls = Math.multiplyExact(lanes.lanes(), CALLS_A_LANE);
        long bytes = budget.bufferMemory();
        return new LaneLimits(calls, bytes, calls * HELD_TIMES, bytes * 2);
    }
}

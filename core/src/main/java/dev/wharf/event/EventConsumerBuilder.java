package dev.wharf.event;

import dev.wharf.deadletter.ErrorEvents;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.failure.Backoff;
import dev.wharf.failure.FailureClassifier;
import dev.wharf.handler.HandlerContext;
import dev.wharf.handler.HandlerLoop;
import dev.wharf.handler.HandlerLoopBuilder;
import dev.wharf.handler.RecordHandler;
import dev.wharf.lane.Order;
import dev.wharf.record.WharfRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells an {@link EventConsumer} its handlers, and whatever is not as it is by default. Events of one key are handled
 * in their order, others beside each other; a failure that may pass is tried again, then the record is a dead letter,
 * and the error topic hears of it. One thread.
 */
public final class EventConsumerBuilder {
    private static final double RETRY_FACTOR = 2;
    private static final int LONGEST_RETRY_TIMES = 10;
    private static final double JITTER = 0.5;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(25);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

    private final EventSettings settings;
    private final EventFormat format;
    private final Map<String, RecordHandler> handlers = new LinkedHashMap<>();
    private final List<AutoCloseable> closedBehind = new ArrayList<>();
    private final HandlerLoopBuilder loop;
    private Duration closeTimeout = CLOSE_TIMEOUT;
    private boolean closedWithProcess;

    EventConsumerBuilder(EventSettings settings) {
        this.settings = settings;
        this.format = EventFormat.of(settings);
        this.loop = HandlerLoop.of(this::route);
        loop.name(settings.service())
                .clientId(ClientIds.of(settings.groupId()))
                .from(settings.client())
                .groupId(settings.groupId())
                .order(Order.KEY)
                .maxRetries(settings.errors().maxRetries())
                .backoff(backoff(settings.errors()))
                .deadLetterTopic(settings.deadLetterTopic())
                .drainTimeout(DRAIN_TIMEOUT)
                .tracing(settings.tracing());
        settings.errorTopic().ifPresent(topic -> loop.errorEvents(new ErrorEvents(topic, settings.service())));
        settings.topics().forEach((logical, name) -> {
            if (!logical.equals(EventSettings.DLQ) && !logical.equals(EventSettings.ERRORS)) {
                loop.sendsTo(name);
            }
        });
    }

    private static Backoff backoff(EventSettings.Errors errors) {
        Duration first = errors.retryDelay();
        return new Backoff(first, RETRY_FACTOR, first.multipliedBy(LONGEST_RETRY_TIMES), JITTER);
    }

    /**
     * Handles the events of a topic, whose values have to be JSON: one that is not is a dead letter, and no handler
     * sees it.
     *
     * @param topic logical name
     */
    public EventConsumerBuilder on(String topic, EventHandler handler) {
        return onRaw(
                topic, (record, context) -> handler.handle(Event.of(topic, record), new EventContext(context, format)));
    }

    /** Handles the records of a topic as they are, whatever is in them. */
    public EventConsumerBuilder onRaw(String topic, RecordHandler handler) {
        String name = format.physical(topic);
        if (handlers.put(name, handler) != null) {
            throw new WharfException(ErrorCode.CONFIGURATION, "topic " + topic + " has a handler already");
        }
        loop.topic(name);
        return this;
    }

    private void route(WharfRecord record, HandlerContext context) throws Exception {
        RecordHandler handler = handlers.get(record.slice().origin().name());
        if (handler == null) {
            throw new WharfException(ErrorCode.INTERNAL, "no handler for " + record.position());
        }
        handler.handle(record, context);
    }

    /** Which events wait for each other: those of one key by default. */
    public EventConsumerBuilder order(Order which) {
        loop.order(which);
        return this;
    }

    /** How many events of a worker are handled at once at the most; 16 by default. */
    public EventConsumerBuilder lanes(int count) {
        loop.lanes(count);
        return this;
    }

    /** Consumers of this process, each with a thread; 1 by default. */
    public EventConsumerBuilder workers(int count) {
        loop.workers(count);
        return this;
    }

    /** How long one attempt may take before it is interrupted and fails; zero, the default, for as long as it likes. */
    public EventConsumerBuilder deadline(Duration limitOfOne) {
        loop.deadline(limitOfOne);
        return this;
    }

    /** Asked first whose fault a failure is; what it does not know is judged as always. */
    public EventConsumerBuilder classifier(FailureClassifier own) {
        loop.classifier(own);
        return this;
    }

    /** What is published through contexts appears once, with the offsets; needs a {@link #deadline} of at most 5 s. */
    public EventConsumerBuilder exactlyOnce() {
        loop.exactlyOnce();
        return this;
    }

    /** How long stopping waits for what is under way; 10 s by default. */
    public EventConsumerBuilder drainTimeout(Duration limitOfAll) {
        loop.drainTimeout(limitOfAll);
        return this;
    }

    /** How long {@link EventConsumer#close} takes at the most; 25 s by default, below the 30 s of Kubernetes. */
    public EventConsumerBuilder closeTimeout(Duration limit) {
        closeTimeout = limit;
        return this;
    }

    /** Ends after so many records, or when none came for so long; never by default. */
    public EventConsumerBuilder bounded(long maxRecords, Duration idleTimeout) {
        loop.bounded(maxRecords, idleTimeout);
        return this;
    }

    /** Closed behind the consumer, when its last offsets are committed: its producer, say; in the order given. */
    public EventConsumerBuilder closes(AutoCloseable behind) {
        closedBehind.add(behind);
        return this;
    }

    /** SIGTERM, Ctrl-C and the end of the program close it in good order. */
    public EventConsumerBuilder closedWithProcess() {
        closedWithProcess = true;
        return this;
    }

    private void ensureTopics() {
        var unused =
                settings.topicPlan().ensure(settings.client(), settings.start().topics());
    }

    /**
     * Begins, on a thread of its own. Whether topics are there is seen there: {@link EventConsumer#awaitAssignment} and
     * {@link EventConsumer#join} tell.
     *
     * @throws WharfException with {@code CONFIGURATION}, which names everything that is wrong
     */
    public EventConsumer start() {
        EventConsumer consumer =
                new EventConsumer(settings.service(), loop.build(), this::ensureTopics, closeTimeout, closedBehind);
        if (closedWithProcess) {
            consumer.closeWithProcess();
        }
        consumer.begin();
        return consumer;
    }
}

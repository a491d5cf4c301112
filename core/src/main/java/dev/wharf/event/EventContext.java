package dev.wharf.event;

import dev.wharf.handler.HandlerContext;
import org.jspecify.annotations.Nullable;

/** What a handler may do beside its own work. Belongs to one attempt at one event; only its thread may use it. */
public final class EventContext {
    private final HandlerContext context;
    private final EventFormat format;

    EventContext(HandlerContext context, EventFormat format) {
        this.context = context;
        this.format = format;
    }

    /** Which attempt at the event this is, from 1. */
    public int attempt() {
        return context.attempt();
    }

    /**
     * Publishes once the handler has returned; a handler that throws publishes nothing. The event at hand is settled
     * when all of that is acknowledged, so nothing is lost between the two, whenever the process dies.
     *
     * @param topic the logical name of one of the consumer's topics to publish to
     * @param value as for {@link EventProducer#publish}
     * @param key of the record, the id of its entity; null for none
     */
    public void publish(String topic, @Nullable Object value, @Nullable String key) {
        EventFormat.Outgoing outgoing = format.outgoing(topic, value, key);
        context.send(outgoing.topic(), outgoing.key(), outgoing.value(), outgoing.headers());
    }

    /**
     * Ends the attempt: the event becomes a dead letter, without another try. Never returns.
     *
     * @param reason written beside the record
     */
    public void deadLetter(String reason) {
        context.deadLetter(reason);
    }

    /** What the loop itself offers: raw records. */
    public HandlerContext raw() {
        return context;
    }
}

package dev.wharf.event;

import dev.wharf.error.WharfException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events: idempotent, acknowledged by all in-sync replicas, compressed, over TLS. Safe for use by many
 * threads; make one for a process, or share it.
 *
 * <pre>{@code
 * EventSettings settings = EventSettings.fromEnvironment("order_placed");
 * try (EventProducer producer = EventProducer.open(settings)) {
 *     producer.publish("order_placed", Map.of("order_id", "o-17", "amount", 42), "o-17")
 *             .whenComplete((published, failure) -> ...);
 * }
 * }</pre>
 */
public final class EventProducer implements AutoCloseable {
    /** How long {@link #close()} waits for what is under way. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final EventSender sender;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EventProducer(EventSender sender) {
        this.sender = sender;
    }

    /**
     * Opens a producer of its own.
     *
     * @throws WharfException with {@code ENVIRONMENT} if no broker answers, the login is refused, or a topic of the
     *     settings does not exist
     */
    public static EventProducer open(EventSettings settings) {
        return new EventProducer(EventSender.open(settings));
    }

    /**
     * The process's producer of these settings, opened when nobody has it open. Everybody who asks with equal settings
     * gets the same connection, and closes what he got; the last one closes the connection. It may be opened again.
     *
     * @throws WharfException as {@link #open}
     */
    public static EventProducer shared(EventSettings settings) {
        return new EventProducer(SharedSenders.take(settings));
    }

    /**
     * Publishes an event. The future completes when all in-sync replicas have its record, or when that cannot be had:
     * with a {@link WharfException}, whose {@code retryable()} tells whether it may work later. It completes on a
     * thread of Kafka's client, which must not be kept waiting; use the {@code Async} methods for what takes long.
     *
     * <p>While the buffer is full, or a topic is used for the first time, the caller waits, up to {@code max.block.ms}
     * (60 s).
     *
     * @param topic the logical name of a topic of the settings
     * @param value a map, a list, a text, a number, a boolean, an {@link java.time.Instant} or a {@link
     *     dev.wharf.value.Value}, which become JSON; a {@code byte[]} or a {@link dev.wharf.payload.Payload} is sent as
     *     it is; null is a tombstone
     * @param key of the record, the id of its entity: events of one key stay in their order. Null for none
     * @throws WharfException with {@code CONFIGURATION} if there is no such topic in the settings, or {@code
     *     RECORD_REFUSED} if the value has no form in JSON
     * @throws IllegalStateException if it is closed
     */
    public CompletableFuture<Published> publish(String topic, @Nullable Object value, @Nullable String key) {
        checkOpen();
        return sender.publish(topic, value, key);
    }

    /**
     * The same, waiting for the acknowledgement of this record alone, {@code delivery.timeout.ms} (2 min) at the most.
     *
     * @throws WharfException if it was not acknowledged: it may be there, or not
     * @throws IllegalStateException on a thread of Kafka's client, which would wait for itself
     */
    public Published publishAndWait(String topic, @Nullable Object value, @Nullable String key) {
        checkOpen();
        return sender.publishAndWait(topic, value, key);
    }

    /**
     * Waits until everything published before is acknowledged, or has failed.
     *
     * @return whether it all was within that time; failures are told by their own futures
     */
    public boolean flush(Duration timeout) {
        checkOpen();
        return sender.flush(timeout);
    }

    /** What the brokers call it. */
    @Override
    public String toString() {
        return sender.toString();
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("this EventProducer is closed; open another");
        }
    }

    /** Sends what is under way, for 10 s at the most; what is left then fails. Further calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            sender.giveBack();
        }
    }
}

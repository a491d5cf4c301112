package dev.wharf.event;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JavaValues;
import dev.wharf.json.JsonWriter;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.record.EpochSeconds;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What an event looks like as a record: its value as JSON, its key as text, and who sent it, when. Safe for use by many
 * threads.
 */
final class EventFormat {
    private final String service;
    private final Map<String, String> topics;
    private final boolean cloudEvents;
    private final Clock clock;
    private final Supplier<String> ids;

    EventFormat(String service, Map<String, String> topics, boolean cloudEvents, Clock clock, Supplier<String> ids) {
        this.service = service;
        this.topics = topics;
        this.cloudEvents = cloudEvents;
        this.clock = clock;
        this.ids = ids;
    }

    static EventFormat of(EventSettings settings) {
        return new EventFormat(
                settings.service(),
                settings.topics(),
                settings.cloudEvents(),
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString());
    }

    /** A record to be sent. */
    record Outgoing(String topic, Payload key, Payload value, Headers headers) {}

    /** The name of the topic at the brokers. */
    String physical(String topic) {
        String name = topics.get(topic);
        if (name == null) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    "there is no topic \"" + topic + "\" in the settings of service " + service + "; there are "
                            + String.join(
                                    ", ", topics.keySet().stream().sorted().toList()));
        }
        return name;
    }

    Outgoing outgoing(String topic, @Nullable Object value, @Nullable String key) {
        String name = physical(topic);
        boolean raw = value == null || value instanceof byte[] || value instanceof Payload;
        Payload payload = switch (value) {
            case null -> Payload.NULL;
            case byte[] bytes -> Payload.of(bytes);
            case Payload bytes -> bytes;
            default -> json(value);
        };
        Payload keyBytes = key == null ? Payload.NULL : Payload.of(key);
        return new Outgoing(name, keyBytes, payload, headers(topic, key, raw));
    }

    private static Payload json(Object value) {
        ByteSink sink = new ByteSink();
        JsonWriter.write(JavaValues.of(value), sink);
        return Payload.of(sink.toByteArray());
    }

    private Headers headers(String topic, @Nullable String key, boolean raw) {
        Headers headers = new RecordHeaders();
        Instant now = clock.instant();
        add(headers, "timestamp", EpochSeconds.of(now.toEpochMilli()));
        add(headers, "source", service);
        if (cloudEvents) {
            addCloudEvent(headers, topic, key, now);
            if (!raw) {
                add(headers, "content-type", "application/json");
            }
        }
        return headers;
    }

    /** CloudEvents 1.0, binary content mode of its Kafka protocol binding. */
    private void addCloudEvent(Headers headers, String topic, @Nullable String key, Instant now) {
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", ids.get());
        add(headers, "ce_source", "/" + service);
        add(headers, "ce_type", topic);
        add(headers, "ce_time", now.toString());
        if (key != null) {
            add(headers, "ce_subject", key);
            add(headers, "ce_partitionkey", key);
        }
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}

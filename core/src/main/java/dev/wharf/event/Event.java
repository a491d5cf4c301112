package dev.wharf.event;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JavaValues;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.record.WharfRecord;
import dev.wharf.value.Decoded;
import dev.wharf.value.Document;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record whose value was read as JSON, and the record itself. Immutable, if nobody changes what {@link #fields} gives
 * out; the record is lazy, so one thread at a time may use it.
 */
public final class Event {
    private final String topic;
    private final WharfRecord record;
    private final Value value;

    private Event(String topic, WharfRecord record, Value value) {
        this.topic = topic;
        this.record = record;
        this.value = value;
    }

    /**
     * Reads the value.
     *
     * @throws WharfException with {@code MALFORMED} if it is not JSON, or {@code TOO_LARGE}
     */
    static Event of(String topic, WharfRecord record) {
        return new Event(topic, record, record.isTombstone() ? Value.ABSENT : decoded(record.value()));
    }

    private static Value decoded(Payload value) {
        Decoded decoded = JsonCodec.JSON.decode(value, new Fields());
        return switch (decoded) {
            case Document document -> document.value();
            case Decoded.Failure failure ->
                throw new WharfException(
                        failure.tooLarge() ? ErrorCode.TOO_LARGE : ErrorCode.MALFORMED,
                        "the value is not JSON: " + failure.reason() + " at byte " + failure.position() + " of "
                                + value.length());
        };
    }

    /** The logical name of its topic. */
    public String topic() {
        return topic;
    }

    /** The key as text; null where there is none. */
    public @Nullable String key() {
        byte[] key = record.key().array();
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    /** The value; {@link Value#ABSENT} for a tombstone. */
    public Value value() {
        return value;
    }

    /** Whether there is no value at all: in a compacted topic, a deletion. */
    public boolean isTombstone() {
        return record.isTombstone();
    }

    /**
     * The members of the value, as plain Java values.
     *
     * @throws WharfException with {@code MALFORMED} if it is no JSON object
     */
    @SuppressWarnings("unchecked") // what JavaValues makes of a row
    public Map<String, @Nullable Object> fields() {
        if (value instanceof Value.Row row && JavaValues.toJava(row) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new WharfException(ErrorCode.MALFORMED, "the value is no JSON object, so it has no fields");
    }

    /** One member of the value as a plain Java value; null where it is null, or not there. */
    public @Nullable Object get(String field) {
        return value instanceof Value.Row row ? JavaValues.toJava(row.get(field)) : null;
    }

    /**
     * One member of the value, which has to be a text.
     *
     * @throws WharfException with {@code MALFORMED} if it is none, or not there
     */
    public String text(String field) {
        if (value instanceof Value.Row row && row.get(field) instanceof Value.Text text) {
            return text.value();
        }
        throw new WharfException(ErrorCode.MALFORMED, "the value has no text in its field " + field);
    }

    /** The last header of that name as text; empty where there is none. */
    public Optional<String> header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The record as it came: bytes, headers, offset, timestamp. */
    public WharfRecord record() {
        return record;
    }
}

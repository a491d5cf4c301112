package dev.wharf.large;

import dev.wharf.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record to send, whose value is of any size. Immutable, but for its headers, which belong to the producer once it is
 * sent.
 *
 * <pre>{@code
 * OutgoingPayload.to("scans").key("patient-17").value(PayloadSource.of(Path.of("scan.dcm")))
 * }</pre>
 *
 * @param partition follows from the key, or is chosen, where it is empty
 * @param timestampMs that of sending where it is empty
 * @param value null for a tombstone
 */
public record OutgoingPayload(
        String topic,
        OptionalInt partition,
        OptionalLong timestampMs,
        Payload key,
        @Nullable PayloadSource value,
        Headers headers) {

    /** A tombstone without a key, to be made into something better. */
    public static OutgoingPayload to(String topic) {
        return new OutgoingPayload(
                topic, OptionalInt.empty(), OptionalLong.empty(), Payload.NULL, null, new RecordHeaders());
    }

    /** The same with this key; records of one key go to one partition, and stay in order. */
    public OutgoingPayload key(String text) {
        return key(Payload.of(text));
    }

    /** The same with this key. */
    public OutgoingPayload key(Payload bytes) {
        return new OutgoingPayload(topic, partition, timestampMs, bytes, value, headers);
    }

    /** The same in this partition. */
    public OutgoingPayload partition(int number) {
        return new OutgoingPayload(topic, OptionalInt.of(number), timestampMs, key, value, headers);
    }

    /** The same with this timestamp, in milliseconds since the epoch. */
    public OutgoingPayload timestamp(long ms) {
        return new OutgoingPayload(topic, partition, OptionalLong.of(ms), key, value, headers);
    }

    /** The same with this value. */
    public OutgoingPayload value(PayloadSource source) {
        return new OutgoingPayload(topic, partition, timestampMs, key, source, headers);
    }

    /** The same with these bytes as its value. */
    public OutgoingPayload value(byte[] bytes) {
        return value(PayloadSource.of(bytes));
    }

    /** The same with one header more. */
    public OutgoingPayload header(String name, String text) {
        Headers more = new RecordHeaders(headers).add(name, text.getBytes(StandardCharsets.UTF_8));
        return new OutgoingPayload(topic, partition, timestampMs, key, value, more);
    }
}

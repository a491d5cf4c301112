package dev.wharf.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How others write dead letters: which header of theirs holds which fact. Of several headers of one name the last
 * counts, as it does for those who wrote them.
 *
 * @param prefix of all their headers
 * @param binary whether numbers are big-endian integers of four or eight bytes, not text
 * @param names of their headers, where they are not those of our facts
 */
record ForeignHeaders(String prefix, boolean binary, Map<String, String> names) {
    /** What the sinks of Kafka Connect write ({@code DeadLetterQueueReporter}). */
    private static final ForeignHeaders CONNECT = new ForeignHeaders(
            "__connect.errors.",
            false,
            Map.of(
                    Facts.PIPELINE, "connector.name",
                    Facts.EXCEPTION, "exception.class.name",
                    Facts.REASON, "exception.message"));

    /** Kafka Streams, by KIP-1034. */
    private static final ForeignHeaders STREAMS =
            new ForeignHeaders("__streams.errors.", false, Map.of(Facts.REASON, "message"));

    /** Spring for Apache Kafka ({@code DeadLetterPublishingRecoverer}). */
    private static final ForeignHeaders SPRING = new ForeignHeaders(
            "kafka_dlt-",
            true,
            Map.of(
                    Facts.TOPIC, "original-topic",
                    Facts.PARTITION, "original-partition",
                    Facts.OFFSET, "original-offset",
                    Facts.TIMESTAMP, "original-timestamp",
                    Facts.PIPELINE, "original-consumer-group",
                    Facts.EXCEPTION, "exception-fqcn",
                    Facts.REASON, "exception-message"));

    private static final List<ForeignHeaders> ALL = List.of(CONNECT, STREAMS, SPRING);
    private static final List<String> NUMBERS = List.of(Facts.PARTITION, Facts.OFFSET, Facts.TIMESTAMP);

    static Optional<Provenance> read(Headers headers) {
        for (ForeignHeaders dialect : ALL) {
            if (headers.lastHeader(dialect.header(Facts.TOPIC)) != null) {
                return Optional.of(Facts.read(fact -> dialect.text(headers, fact)));
            }
        }
        return Optional.empty();
    }

    private String header(String fact) {
        return prefix + names.getOrDefault(fact, fact);
    }

    private String text(Headers headers, String fact) {
        Header header = headers.lastHeader(header(fact));
        if (header == null || header.value() == null) {
            return "";
        }
        byte[] value = header.value();
        return binary && NUMBERS.contains(fact) ? number(value) : new String(value, StandardCharsets.UTF_8);
    }

    private static String number(byte[] value) {
        return switch (value.length) {
            case Integer.BYTES -> Integer.toString(ByteBuffer.wrap(value).getInt());
            case Long.BYTES -> Long.toString(ByteBuffer.wrap(value).getLong());
            default -> "";
        };
    }
}

package dev.wharf.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.failure.FailureKind;
import dev.wharf.payload.Payload;
import dev.wharf.record.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class ErrorEventsTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final ErrorEvents EVENTS = new ErrorEvents("errors", "shop", 40);

    private static DeadLetter letter(Payload key, Payload value, FailureKind kind, String reason) {
        Failure failure = new Failure("shop", "handler", reason, "a.B", Optional.of(kind), 4, 1_770_724_800_250L);
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", "00-1-2-01".getBytes(StandardCharsets.UTF_8));
        headers.add("secret", "hunter2".getBytes(StandardCharsets.UTF_8));
        return new DeadLetter(key, value, headers, new Provenance(new Origin("orders", 3), 17, 5, failure, 0));
    }

    private static JsonNode event(DeadLetter letter, boolean preview) throws Exception {
        return JACKSON.readTree(EVENTS.record(letter, "shop-dlq", preview).value());
    }

    @Test
    void saysWhatFailedWhereAndWhy() throws Exception {
        DeadLetter letter =
                letter(Payload.of("o-1"), Payload.of("{\"n\": 1.50}"), FailureKind.TRANSIENT, "the bank is busy");

        ProducerRecord<byte[], byte[]> record = EVENTS.record(letter, "shop-dlq", true);

        assertThat(record.topic()).isEqualTo("errors");
        assertThat(record.key()).isEqualTo("o-1".getBytes(StandardCharsets.UTF_8));
        assertThat(JACKSON.readTree(record.value())).isEqualTo(JACKSON.readTree("""
            {"originalMessage": {"n": 1.50},
             "originalReference": {"topic": "orders", "partition": 3, "offset": 17, "key": "o-1",
                                   "valueBytes": 11, "deadLetterTopic": "shop-dlq"},
             "stage": "orders", "errorType": "transient_exhausted", "errorMessage": "the bank is busy",
             "errorClass": "a.B", "attempts": 4, "timestamp": "2026-02-10T12:00:00.250Z",
             "service": "shop"}\
            """));
        assertThat(record.headers().lastHeader("source").value()).isEqualTo("shop".getBytes(StandardCharsets.UTF_8));
        assertThat(record.headers().lastHeader("traceparent")).isNotNull();
        assertThat(record.headers().lastHeader("secret")).isNull();
    }

    @Test
    void aValueThatIsLongOrNoJsonStaysInTheDeadLetter() throws Exception {
        String word = "\"" + "x".repeat(60) + "\"";

        assertThat(event(letter(Payload.NULL, Payload.of(word), FailureKind.PERMANENT, "r"), true)
                        .get("originalMessage")
                        .isNull())
                .isTrue();
        assertThat(event(letter(Payload.NULL, Payload.of("{"), FailureKind.PERMANENT, "r"), true)
                        .get("originalMessage")
                        .isNull())
                .isTrue();
        assertThat(event(letter(Payload.NULL, Payload.of("{}"), FailureKind.PERMANENT, "r"), false)
                        .get("originalMessage")
                        .isNull())
                .isTrue();
    }

    @Test
    void aRecordWithoutAKeyOrAValueHasItsEvent() throws Exception {
        DeadLetter letter = letter(Payload.NULL, Payload.NULL, FailureKind.PERMANENT, "no value");

        assertThat(EVENTS.record(letter, "shop-dlq", true).key()).isEqualTo("unknown".getBytes(StandardCharsets.UTF_8));
        assertThat(event(letter, true)
                        .get("originalReference")
                        .get("valueBytes")
                        .isNull())
                .isTrue();
        assertThat(event(letter, true).get("errorType").asText()).isEqualTo("processing_failed");
    }

    @Test
    void aKeyThatIsNoTextIsNotShown() throws Exception {
        Payload key = Payload.of(new byte[] {(byte) 0xFF, 1});

        DeadLetter letter = letter(key, Payload.of("1"), FailureKind.PERMANENT, "r");

        assertThat(event(letter, true).get("originalReference").get("key").isNull())
                .isTrue();
        assertThat(EVENTS.record(letter, "shop-dlq", true).key()).isEqualTo(key.array());
    }

    @Test
    void aValueAsDeepAsJsonMayBeHasItsEvent() throws Exception {
        ErrorEvents events = new ErrorEvents("errors", "shop", 10_000);
        String deep = "[".repeat(1_000) + "]".repeat(1_000);
        DeadLetter letter = letter(Payload.NULL, Payload.of(deep), FailureKind.PERMANENT, "r");

        JsonNode told = JACKSON.readTree(events.record(letter, "shop-dlq", true).value());

        assertThat(told.get("originalMessage").isNull()).isTrue();
        assertThat(told.get("originalReference").get("valueBytes").asInt()).isEqualTo(2_000);
    }

    @Test
    void aLongReasonIsCut() throws Exception {
        DeadLetter letter = letter(Payload.NULL, Payload.NULL, FailureKind.PERMANENT, "y".repeat(100_000));

        assertThat(EVENTS.record(letter, "shop-dlq", true).value().length).isLessThan(4_000);
    }
}

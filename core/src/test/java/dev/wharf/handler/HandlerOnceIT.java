package dev.wharf.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.failure.TransientFailure;
import dev.wharf.lane.Order;
import dev.wharf.payload.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exactly once, against a broker. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class HandlerOnceIT {
    private static HandlerRig rig;

    @BeforeAll
    static void startBroker() {
        rig = new HandlerRig();
    }

    @AfterAll
    static void stopBroker() {
        rig.close();
    }

    private static HandlerLoopBuilder once(String topic, RecordHandler handler) {
        return rig.loop(topic, handler).exactlyOnce().deadline(Duration.ofSeconds(5));
    }

    private static List<String> numbers(int to) {
        return IntStream.range(0, to).mapToObj(Integer::toString).toList();
    }

    /** What is handed out of a slice when a transaction closes must not come again after the next one is aborted. */
    @Test
    void anAbortRepeatsNothingThatWasCommittedInTheMiddleOfASlice() throws Exception {
        rig.createTopic("parts", 400, 10);
        rig.createTopic("parts-out", Map.of("max.message.bytes", "2000", "compression.type", "uncompressed"));
        rig.createTopic("parts-dlq", Map.of());
        RecordHandler handler = (record, context) -> {
            boolean poison = record.offset() == 390;
            context.send("parts-out", record.key(), poison ? Payload.of(new byte[100_000]) : record.value());
        };
        HandlerOutcome outcome = once("parts", handler)
                .sendsTo("parts-out")
                .deadLetterTopic("parts-dlq")
                .lanes(1)
                .commitInterval(Duration.ofNanos(1))
                .bounded(400, HandlerRig.LIMIT)
                .build()
                .run();

        assertThat(outcome.failure()).isEmpty();
        assertThat(rig.values("parts-out")).containsExactlyElementsOf(without(numbers(400), "390"));
        assertThat(rig.committed("parts")).isEqualTo(400);
        assertThat(rig.values("parts-dlq")).containsExactly("390");
        assertThat(outcome.ledger()).isEqualTo(new HandlerLedger(400, 399, 0, 1, 0, 399));
    }

    private static List<String> without(List<String> all, String one) {
        return all.stream().filter(value -> !value.equals(one)).toList();
    }

    @Test
    void outputsAppearOnceAndNoneOfAttemptsThatFailed() throws Exception {
        rig.createTopic("once", 300, 7);
        rig.createTopic("once-out", Map.of());
        RecordHandler handler = (record, context) -> {
            context.send("once-out", record.key(), record.value());
            if (record.offset() % 50 == 0 && context.attempt() == 1) {
                throw new TransientFailure("not at the first attempt");
            }
            context.send("once-out", record.key(), Payload.of("again"));
        };
        HandlerOutcome outcome = once("once", handler)
                .sendsTo("once-out")
                .order(Order.KEY)
                .bounded(300, HandlerRig.LIMIT)
                .build()
                .run();

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.ledger()).isEqualTo(new HandlerLedger(300, 300, 0, 0, 0, 600));
        assertThat(without(rig.values("once-out"), "again")).containsExactlyInAnyOrderElementsOf(numbers(300));
        assertThat(rig.committed("once")).isEqualTo(300);
    }
}

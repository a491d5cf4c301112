package dev.wharf.handler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.client.ClientSettings;
import dev.wharf.deadletter.ErrorEvents;
import dev.wharf.error.WharfException;
import dev.wharf.failure.OnError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HandlerCheckTest {
    private static HandlerLoopBuilder right() {
        return HandlerLoop.of((record, context) -> {})
                .from("localhost:9092")
                .topic("in")
                .groupId("g");
    }

    @Test
    void acceptsWhatIsRight() {
        right().sendsTo("out").deadLetterFile(Path.of("dead.jsonl")).build().close();
        right().exactlyOnce()
                .deadline(Duration.ofSeconds(5))
                .deadLetterTopic("dead")
                .build()
                .close();
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Map<String, String> client = Map.of("acks", "1", "nonsense", "x", "group.id", "y", "max.poll.records", "5");
        HandlerLoopBuilder wrong = HandlerLoop.of((record, context) -> {})
                .from(new ClientSettings("nowhere", client))
                .topic("no topic")
                .sendsTo("out", "a/b")
                .workers(0)
                .lanes(-1)
                .maxRetries(-2)
                .memoryMaxBytes(3)
                .deadline(Duration.ofSeconds(-1))
                .drainTimeout(Duration.ofSeconds(-1))
                .commitInterval(Duration.ZERO)
                .onError(OnError.DEAD_LETTER)
                .bounded(0, Duration.ZERO);
        assertThatThrownBy(wrong::build)
                .isInstanceOf(WharfException.class)
                .hasMessageContainingAll(
                        "\"nowhere\" is no broker",
                        "acks = 1 is not allowed",
                        "has no setting nonsense",
                        "group.id is set by Wharf",
                        "topic = \"no topic\"",
                        "sendsTo = \"a/b\"",
                        "groupId is missing",
                        "workers = 0",
                        "lanes = -1",
                        "maxRetries = -2",
                        "memoryMaxBytes = 3",
                        "deadline = PT-1S",
                        "drainTimeout = PT-1S",
                        "commitInterval = PT0S",
                        "onError = DEAD_LETTER has no place",
                        "maxRecords = 0",
                        "idleTimeout = PT0S")
                .hasMessageNotContaining("max.poll.records");
    }

    @Test
    void deadLettersHaveOnePlaceThatIsNotTheInput() {
        HandlerLoopBuilder wrong = right().deadLetterFile(Path.of("f")).deadLetterTopic("in");
        assertThatThrownBy(wrong::build)
                .hasMessageContainingAll("are both given", "deadLetterTopic = \"in\" is a topic that is read");
    }

    @Test
    void errorEventsNeedAPlaceForTheRecordsThemselves() {
        assertThatThrownBy(right().errorEvents(new ErrorEvents("in", "s"))::build)
                .hasMessageContainingAll(
                        "errorEvents go to topic in, but the records themselves nowhere; add deadLetterTopic",
                        "errorEvents = \"in\" is a topic that is read");
    }

    @Test
    void exactlyOnceRefusesWhatCannotBeInATransaction() {
        HandlerLoopBuilder wrong = right().exactlyOnce()
                .from(new ClientSettings("b:1", Map.of("transaction.timeout.ms", "3000")))
                .deadLetterFile(Path.of("dead.jsonl"));
        assertThatThrownBy(wrong::build)
                .hasMessageContainingAll(
                        "dead letter file dead.jsonl", "deadline of at most 5000 ms", "= 3000 is less");
        assertThatThrownBy(right().exactlyOnce().deadline(Duration.ofMillis(5001))::build)
                .hasMessageContaining("deadline of at most 5000 ms");
    }
}

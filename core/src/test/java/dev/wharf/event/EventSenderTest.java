package dev.wharf.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What is sent through a producer that acknowledges when, and in which order, the test wants it to. */
final class EventSenderTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final RecordMetadata PLACE = new RecordMetadata(new TopicPartition("t", 0), 0, 0, 0, 0, 0);

    private final List<Callback> acknowledging = new ArrayList<>();
    private final EventSender sender = new EventSender(
            EventSettings.builder()
                    .brokers("localhost:1")
                    .service("s")
                    .topic("in", "t")
                    .build(),
            "s-1",
            producer(),
            null);

    @SuppressWarnings("unchecked") // the type of the proxy
    private Producer<byte[], byte[]> producer() {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (self, method, given) -> {
                    if (method.getName().equals("send")) {
                        acknowledging.add((Callback) given[1]);
                    }
                    return null;
                });
    }

    private CompletableFuture<Published> publish() {
        return sender.publish("in", Map.of("n", 1), "k");
    }

    @Test
    void aFlushWaitsForWhatWasPublishedBeforeAndNotForItsNumber() {
        var first = publish();
        var second = publish();
        var third = publish();
        acknowledging.get(1).onCompletion(PLACE, null);
        acknowledging.get(2).onCompletion(PLACE, null);

        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
        assertThat(sender.flush(SHORT)).as("the first is still under way").isFalse();
        acknowledging.get(0).onCompletion(PLACE, null);
        assertThat(first).isCompleted();
        assertThat(sender.flush(SHORT)).isTrue();
    }

    @Test
    void whatFailsOrIsGivenUpIsNotWaitedFor() {
        var late = publish();
        var givenUp = publish();
        acknowledging.get(0).onCompletion(null, new TimeoutException("late"));

        assertThat(givenUp.cancel(false)).isTrue();
        assertThat(late).isCompletedExceptionally();
        assertThat(sender.flush(SHORT)).isTrue();
        acknowledging.get(1).onCompletion(PLACE, null);
        assertThat(sender.flush(Duration.ZERO)).isTrue();
    }
}

package dev.wharf.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.wharf.client.ClientSettings;
import dev.wharf.client.LogLines;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.handler.HandlerLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Consumers that cannot begin. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class EventConsumerTest {
    private final AtomicBoolean closedBehind = new AtomicBoolean();

    /** One that never gets as far as Kafka. */
    private EventConsumer consumer(Runnable beforeItBegins) {
        HandlerLoop loop = HandlerLoop.of((record, context) -> {})
                .name("billing")
                .from(ClientSettings.of("127.0.0.1:1"))
                .topic("orders")
                .groupId("billing")
                .build();
        return new EventConsumer(
                "billing", loop, beforeItBegins, Duration.ofSeconds(30), List.of(() -> closedBehind.set(true)));
    }

    @Test
    void whyItCannotBeginIsLoggedAndToldToWhoeverWaits() throws Exception {
        try (LogLines log = LogLines.ofAll(Level.ERROR)) {
            EventConsumer consumer = consumer(() -> {
                throw new WharfException(ErrorCode.ENVIRONMENT, "topic orders is missing");
            });
            consumer.begin();

            assertThatThrownBy(consumer::join)
                    .isInstanceOfSatisfying(
                            WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
                    .hasMessage("topic orders is missing");
            assertThatThrownBy(() -> consumer.awaitAssignment(Duration.ofMinutes(1)))
                    .hasMessage("topic orders is missing");
            assertThat(log.containing("the consumer of billing could not run: "))
                    .hasSize(1);
            consumer.close();
        }
        assertThat(closedBehind).isTrue();
    }

    @Test
    void anErrorIsLoggedAndTold() throws Exception {
        try (LogLines log = LogLines.ofAll(Level.ERROR);
                EventConsumer consumer = consumer(() -> {
                    throw new NoClassDefFoundError("com/example/Missing");
                })) {
            consumer.begin();

            assertThatThrownBy(() -> consumer.join(Duration.ofMinutes(1)))
                    .isInstanceOfSatisfying(
                            WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                    .hasMessageContaining("com/example/Missing");
            assertThat(log.containing("com/example/Missing")).hasSize(1);
        }
    }
}

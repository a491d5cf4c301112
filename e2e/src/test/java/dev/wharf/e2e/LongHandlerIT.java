package dev.wharf.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.event.EventConsumer;
import dev.wharf.event.EventProducer;
import dev.wharf.event.EventSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A handler that takes 17 minutes, or as long as the system property {@code wharf.long.minutes} says, with everything
 * as it comes: more than three times Kafka's poll interval. Others of other keys go on beside it.
 */
@Tag("long")
final class LongHandlerIT {
    private static final Duration LONG = Duration.ofMinutes(Long.getLong("wharf.long.minutes", 17));
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int OTHERS = 50;

    @Test
    void keepsItsPlaceInTheGroupAndHoldsNobodyUp() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            EventSettings settings = EventSettings.builder()
                    .brokers(kafka.bootstrapServers())
                    .service("patient")
                    .topic("work", "work")
                    .build();
            kafka.createTopic("work", 1);
            kafka.createTopic("patient-dlq", 1);
            AtomicInteger begun = new AtomicInteger();
            AtomicInteger others = new AtomicInteger();
            try (EventProducer producer = EventProducer.open(settings);
                    EventConsumer consumer = EventConsumer.of(settings)
                            .on("work", (event, context) -> {
                                if ("long".equals(event.key())) {
                                    begun.incrementAndGet();
                                    assertThat(new CountDownLatch(1).await(LONG.toSeconds(), TimeUnit.SECONDS))
                                            .isFalse();
                                } else {
                                    others.incrementAndGet();
                                }
                            })
                            .start()) {
                var unused = producer.publishAndWait("work", Map.of("takes", LONG.toString()), "long");
                for (int i = 0; i < OTHERS; i++) {
                    unused = producer.publishAndWait("work", Map.of("n", i), "k" + i);
                }
                Awaitility.await().atMost(LIMIT).until(() -> others.get() == OTHERS);
                Awaitility.await()
                        .atMost(LONG.plus(LIMIT))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> consumer.ledger().handled() == OTHERS + 1);
                assertThat(consumer.ledger().deadLettered()).isZero();
            }
            assertThat(begun).as("nobody else got it meanwhile").hasValue(1);
            assertThat(others).hasValue(OTHERS);
        }
    }
}

package dev.wharf.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.deadletter.DeadLetterHeaders;
import dev.wharf.error.WharfException;
import dev.wharf.failure.TransientFailure;
import dev.wharf.handler.HandlerOutcome;
import dev.wharf.status.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class EventConsumerIT {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static EventRig rig;

    @BeforeAll
    static void startBroker() {
        rig = new EventRig();
    }

    @AfterAll
    static void stopBroker() {
        rig.close();
    }

    private static long number(Event event, String field) {
        return event.get(field) instanceof Long number ? number : -1;
    }

    private static void publish(EventSettings settings, Object... values) {
        try (EventProducer producer = EventProducer.open(settings)) {
            for (int i = 0; i < values.length; i++) {
                producer.publishAndWait("in", values[i], "k" + i % 3);
            }
        }
    }

    /** D11: what was published before the group existed is handled, too. */
    @Test
    void eventsAreHandledAndWhatIsPublishedForThemFollows() throws Exception {
        EventSettings settings = rig.service("follows").build();
        publish(settings, Map.of("n", 1), Map.of("n", 2), Map.of("n", 3));
        try (EventConsumer consumer = EventConsumer.of(settings)
                .on(
                        "in",
                        (event, context) ->
                                context.publish("out", Map.of("twice", number(event, "n") * 2), event.key()))
                .start()) {
            assertThat(consumer.awaitAssignment(EventRig.LIMIT)).isTrue();
            rig.awaitCommitted("follows", "follows", 3);
        }
        assertThat(rig.values("follows-out"))
                .containsExactlyInAnyOrder("{\"twice\":2}", "{\"twice\":4}", "{\"twice\":6}");
    }

    /** D3, D8: bytes that are no JSON do not end the loop, and are kept as they are. */
    @Test
    void whatIsNoJsonIsADeadLetterByteForByteAndTheErrorTopicHearsOfIt() throws Exception {
        EventSettings settings = rig.service("poison").build();
        byte[] binary = {'{', 0, (byte) 0xFF, (byte) 0xFE, '"', 10};
        publish(settings, Map.of("n", 1), binary, Map.of("n", 2));
        List<String> handled = new CopyOnWriteArrayList<>();
        try (EventConsumer consumer = EventConsumer.of(settings)
                .on("in", (event, context) -> handled.add(String.valueOf(event.get("n"))))
                .start()) {
            rig.awaitCommitted("poison", "poison", 3);
            assertThat(consumer.ledger().deadLettered()).isEqualTo(1);
        }

        assertThat(handled).containsExactlyInAnyOrder("1", "2");
        ConsumerRecord<byte[], byte[]> letter = rig.read("poison-dlq").get(0);
        assertThat(letter.value()).isEqualTo(binary);
        assertThat(EventRig.text(letter.key())).isEqualTo("k1");
        assertThat(DeadLetterHeaders.read(letter.headers()).orElseThrow().offset())
                .isEqualTo(1);
        ConsumerRecord<byte[], byte[]> event = rig.read("poison-errors").get(0);
        JsonNode told = JACKSON.readTree(event.value());
        assertThat(EventRig.text(event.key())).isEqualTo("k1");
        assertThat(told.get("errorType").asText()).isEqualTo("processing_failed");
        assertThat(told.get("errorMessage").asText()).startsWith("the value is not JSON");
        assertThat(told.get("service").asText()).isEqualTo("poison");
        assertThat(told.get("originalMessage").isNull()).isTrue();
        assertThat(told.get("originalReference").toString())
                .isEqualTo("{\"topic\":\"poison\",\"partition\":0,\"offset\":1,\"key\":\"k1\",\"valueBytes\":6,"
                        + "\"deadLetterTopic\":\"poison-dlq\"}");
    }

    @Test
    void whatMayPassIsTriedAgainAndThenTold() throws Exception {
        EventSettings settings = rig.service("tried").build();
        publish(settings, Map.of("n", 1, "fails", 1), Map.of("n", 2, "fails", 99));
        Map<Object, AtomicInteger> attempts = new ConcurrentHashMap<>();
        try (EventConsumer consumer = EventConsumer.of(settings)
                .on("in", (event, context) -> {
                    int attempt = attempts.computeIfAbsent(String.valueOf(event.get("n")), n -> new AtomicInteger())
                            .incrementAndGet();
                    if (attempt <= number(event, "fails")) {
                        throw new TransientFailure("the bank is busy");
                    }
                })
                .start()) {
            rig.awaitCommitted("tried", "tried", 2);
            assertThat(consumer.ledger().handled()).isEqualTo(1);
        }

        assertThat(attempts.get("1")).hasValue(2);
        assertThat(attempts.get("2")).hasValue(3);
        JsonNode told = JACKSON.readTree(rig.read("tried-errors").get(0).value());
        assertThat(told.get("errorType").asText()).isEqualTo("transient_exhausted");
        assertThat(told.get("attempts").asInt()).isEqualTo(3);
        assertThat(told.get("errorMessage").asText()).isEqualTo("the bank is busy");
        assertThat(told.get("originalMessage")).isEqualTo(JACKSON.readTree("{\"n\":2,\"fails\":99}"));
    }

    /** D7: the offset waits for both, the dead letter and the error event. */
    @Test
    void nothingIsCommittedBeforeTheErrorEventIsAcknowledged() throws Exception {
        EventSettings settings = rig.service("unacknowledged").build();
        try (EventProducer producer = EventProducer.open(settings);
                EventConsumer consumer = EventConsumer.of(settings)
                        .on("in", (event, context) -> context.deadLetter("as always"))
                        .start()) {
            assertThat(consumer.awaitAssignment(EventRig.LIMIT)).isTrue();
            rig.delete("unacknowledged-errors");
            assertThat(producer.publishAndWait("in", Map.of("n", 1), "k").offset())
                    .isZero();
            Awaitility.await()
                    .atMost(EventRig.LIMIT)
                    .until(() -> consumer.status().workers().stream()
                            .flatMap(worker -> worker.allTroubles().stream())
                            .anyMatch(trouble -> trouble.kind() == Trouble.Kind.DEAD_LETTERS_REFUSED));
            assertThat(rig.values("unacknowledged-dlq")).containsExactly("{\"n\":1}");
            assertThat(rig.committed("unacknowledged", "unacknowledged")).isLessThanOrEqualTo(0);
            assertThat(consumer.ledger().deadLettered()).isZero();

            rig.createTopic("unacknowledged-errors", Map.of());

            rig.awaitCommitted("unacknowledged", "unacknowledged", 1);
            assertThat(consumer.ledger().deadLettered()).isEqualTo(1);
        }
        assertThat(rig.read("unacknowledged-errors")).hasSize(1);
    }

    /** D4: the guide's worker pool commits what it has finished, whatever runs before it. */
    @Test
    void aFinishedEventIsNotCommittedBeforeThoseAheadOfIt() throws Exception {
        EventSettings settings = rig.service("ahead").build();
        publish(settings, Map.of("n", 0), Map.of("n", 1), Map.of("n", 2));
        CountDownLatch others = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        try (EventConsumer consumer = EventConsumer.of(settings)
                .on("in", (event, context) -> {
                    if (event.record().offset() == 0) {
                        goOn.await();
                    } else {
                        others.countDown();
                    }
                })
                .start()) {
            assertThat(others.await(2, TimeUnit.MINUTES)).isTrue();
            Awaitility.await()
                    .atMost(EventRig.LIMIT)
                    .until(() -> consumer.ledger().handled() == 2);
            assertThat(rig.committed("ahead", "ahead")).isLessThanOrEqualTo(0);

            goOn.countDown();

            rig.awaitCommitted("ahead", "ahead", 3);
        }
    }

    /**
     * D5: handlers run on many threads, and none of them touches the consumer; nor does whoever starts and stops it.
     */
    @Test
    void oneThreadAloneUsesTheConsumer() throws Exception {
        EventSettings settings = rig.service("threads").build();
        publish(
                settings,
                IntStream.range(0, 60).mapToObj(n -> (Object) Map.of("n", n)).toArray());
        System.setProperty("wharf.client.allow", "interceptor.classes");
        EventSettings watched = EventSettings.builder()
                .brokers(rig.brokers())
                .service("threads")
                .topic("in", "threads")
                .set("interceptor.classes", SeenThreads.class.getName())
                .build();
        Set<Thread> handling = ConcurrentHashMap.newKeySet();
        CountDownLatch atOnce = new CountDownLatch(2);
        try (EventConsumer consumer = EventConsumer.of(watched)
                .on("in", (event, context) -> {
                    handling.add(Thread.currentThread());
                    atOnce.countDown();
                    atOnce.await();
                })
                .start()) {
            assertThat(consumer.awaitAssignment(EventRig.LIMIT)).isTrue();
            rig.awaitCommitted("threads", "threads", 60);
        } finally {
            System.clearProperty("wharf.client.allow");
        }
        assertThat(SeenThreads.POLLING).hasSize(1).doesNotContain(Thread.currentThread());
        assertThat(SeenThreads.COMMITTING).isEqualTo(SeenThreads.POLLING);
        assertThat(SeenThreads.CLOSING).isEqualTo(SeenThreads.POLLING);
        assertThat(handling).hasSizeGreaterThan(1).doesNotContainAnyElementsOf(SeenThreads.POLLING);
    }

    /** D6: a full service keeps polling, and keeps its membership. */
    @Test
    void aServiceThatIsFullStaysInItsGroup() throws Exception {
        EventSettings settings =
                rig.service("full").set("max.poll.interval.ms", "3000").build();
        publish(
                settings,
                IntStream.range(0, 60).mapToObj(n -> (Object) Map.of("n", n)).toArray());
        AtomicInteger handled = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        long begun = System.nanoTime();
        try (EventConsumer consumer = EventConsumer.of(settings)
                .lanes(3)
                .on("in", (event, context) -> {
                    release.await();
                    handled.incrementAndGet();
                })
                .start()) {
            assertThat(consumer.awaitAssignment(EventRig.LIMIT)).isTrue();
            // Longer than the poll interval, in which nothing at all is finished.
            Awaitility.await()
                    .atMost(EventRig.LIMIT)
                    .until(() ->
                            System.nanoTime() - begun > Duration.ofSeconds(7).toNanos());
            assertThat(consumer.status().workers().get(0).source().partitions()).hasSize(1);
            release.countDown();
            rig.awaitCommitted("full", "full", 60);
        }
        assertThat(handled).as("nobody else got them meanwhile").hasValue(60);
    }

    /** D16: a handler that hangs is found by its deadline, not by the poll interval. */
    @Test
    void aHandlerThatHangsIsInterruptedAtItsDeadline() throws Exception {
        EventSettings settings = rig.service("hangs").build();
        publish(settings, Map.of("n", 1));
        try (EventConsumer consumer = EventConsumer.of(settings)
                .deadline(Duration.ofMillis(200))
                .on("in", (event, context) -> new CountDownLatch(1).await())
                .start()) {
            rig.awaitCommitted("hangs", "hangs", 1);
            assertThat(consumer.ledger().deadLettered()).isEqualTo(1);
        }
        JsonNode told = JACKSON.readTree(rig.read("hangs-errors").get(0).value());
        assertThat(told.get("errorMessage").asText()).contains("200 ms");
    }

    @Test
    void eachTopicHasItsHandlerAndItsTraceGoesOn() throws Exception {
        EventSettings settings =
                rig.service("routes").topic("more", "routes-more").build();
        rig.createTopic("routes-more", Map.of());
        publish(settings, Map.of("n", 1));
        try (EventConsumer consumer = EventConsumer.of(settings)
                .on("in", (event, context) -> context.publish("more", Map.of("from", event.topic()), "k"))
                .on("more", (event, context) -> context.publish("out", Map.of("from", event.topic()), "k"))
                .start()) {
            assertThat(consumer.awaitAssignment(EventRig.LIMIT)).isTrue();
            rig.awaitCommitted("routes", "routes-more", 1);
        }
        assertThat(rig.values("routes-out")).containsExactly("{\"from\":\"more\"}");
    }

    @Test
    void closingFinishesWhatIsUnderWayAndThenClosesTheProducer() throws Exception {
        EventSettings settings = rig.service("order").build();
        publish(settings, Map.of("n", 1));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> steps = new CopyOnWriteArrayList<>();
        EventConsumer consumer = EventConsumer.of(settings)
                .on("in", (event, context) -> {
                    running.countDown();
                    goOn.await();
                    steps.add("handled");
                })
                .closes(() -> steps.add("closed " + rig.committed("order", "order")))
                .start();
        assertThat(running.await(2, TimeUnit.MINUTES)).isTrue();

        Thread closing = Thread.ofPlatform().start(consumer::close);
        goOn.countDown();
        closing.join();

        assertThat(steps).containsExactly("handled", "closed 1");
        HandlerOutcome outcome = consumer.join();
        assertThat(outcome.failure()).isEmpty();
    }

    @Test
    void aTopicThatIsMissingIsToldToWhomWaitsForTheAssignment() throws Exception {
        EventSettings settings =
                rig.service("absent").topic("gone", "absent-gone").build();
        try (EventConsumer consumer =
                EventConsumer.of(settings).on("gone", (event, context) -> {}).start()) {
            assertThatThrownBy(() -> consumer.awaitAssignment(EventRig.LIMIT))
                    .isInstanceOf(WharfException.class)
                    .hasMessageContaining("wharf topics create absent-gone");
        }
    }
}

package dev.wharf.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.WharfException;
import dev.wharf.topic.TopicMode;
import dev.wharf.topic.TopicProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class EventProducerIT {
    private static EventRig rig;

    @BeforeAll
    static void startBroker() {
        rig = new EventRig();
    }

    @AfterAll
    static void stopBroker() {
        rig.close();
    }

    @Test
    void aFutureCompletesWithThePlaceOfItsRecord() throws Exception {
        try (EventProducer producer = EventProducer.open(rig.service("place").build())) {
            CompletableFuture<Published> first = producer.publish("in", Map.of("n", 1), "k");
            Published second = producer.publishAndWait("in", Map.of("n", 2), "k");

            assertThat(second.topic()).isEqualTo("place");
            assertThat(second.offset()).isEqualTo(1);
            // Of one partition, so acknowledged before.
            assertThat(first.get().offset()).isZero();
        }
        ConsumerRecord<byte[], byte[]> record = rig.read("place").get(0);
        assertThat(EventRig.text(record.key())).isEqualTo("k");
        assertThat(EventRig.text(record.headers().lastHeader("source").value())).isEqualTo("place");
        assertThat(EventRig.text(record.headers().lastHeader("timestamp").value()))
                .matches("\\d+\\.\\d{3}");
    }

    /** D2: the guide's producer reads no delivery error. */
    @Test
    void aRecordThatIsRefusedFailsByItselfAndNoOther() throws Exception {
        EventSettings settings = rig.service("refused").build();
        rig.configure("refused", "max.message.bytes", "2000");
        byte[] incompressible = new byte[6_000];
        new Random(7).nextBytes(incompressible);
        try (EventProducer producer = EventProducer.open(settings)) {
            CompletableFuture<Published> before = producer.publish("in", Map.of("n", 1), "a");
            CompletableFuture<Published> large = producer.publish("in", incompressible, "b");
            CompletableFuture<Published> behind = producer.publish("in", Map.of("n", 2), "c");

            assertThatThrownBy(() -> large.get(2, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(WharfException.class)
                    .hasMessageContaining("topic refused refuses the record")
                    .hasMessageContaining("max.message.bytes");
            assertThat(before.get(2, TimeUnit.MINUTES).topic()).isEqualTo("refused");
            assertThat(behind.get(2, TimeUnit.MINUTES).topic()).isEqualTo("refused");
        }
    }

    /** D1: the guide's producer makes a round trip for each record. */
    @Test
    void manyRecordsAreOnTheirWayAtOnce() throws Exception {
        List<CompletableFuture<Published>> futures = new ArrayList<>();
        try (EventProducer producer = EventProducer.open(rig.service("batched").build())) {
            for (int i = 0; i < 2_000; i++) {
                futures.add(producer.publish("in", Map.of("n", i), "k" + i % 5));
            }
            long open = futures.stream().filter(future -> !future.isDone()).count();
            assertThat(open).as("records that nobody has waited for").isPositive();
            assertThat(producer.flush(Duration.ofMinutes(2))).isTrue();
            assertThat(futures).allMatch(CompletableFuture::isDone);
        }
        assertThat(rig.values("batched")).hasSize(2_000);
    }

    @Test
    void closingSendsWhatIsUnderWay() throws Exception {
        EventProducer producer = EventProducer.open(rig.service("closing").build());
        for (int i = 0; i < 500; i++) {
            var unused = producer.publish("in", Map.of("n", i), "k");
        }
        producer.close();
        producer.close();

        assertThat(rig.values("closing")).hasSize(500);
        assertThatThrownBy(() -> producer.publish("in", Map.of(), "k")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMissingTopicIsToldBeforeAnythingIsSent() throws Exception {
        EventSettings settings =
                rig.service("lost").topic("gone", "no-such-topic").build();

        assertThatThrownBy(() -> EventProducer.open(settings))
                .isInstanceOf(WharfException.class)
                .hasMessageContaining("topic no-such-topic does not exist")
                .hasMessageContaining("wharf topics create no-such-topic");
    }

    @Test
    void waitingOnKafkasThreadIsRefusedInsteadOfStandingStill() throws Exception {
        try (EventProducer producer =
                EventProducer.open(rig.service("standstill").build())) {
            CompletableFuture<Published> nested = producer.publish("in", Map.of(), "k")
                    .thenApply(first -> producer.publishAndWait("in", Map.of(), "k"));
            // Where the first was there before thenApply was called, this thread runs it, and may wait.
            assertThat(nested.handle((published, failure) -> failure == null
                                    || String.valueOf(failure.getCause()).contains("would wait for itself"))
                            .get(2, TimeUnit.MINUTES))
                    .isTrue();
        }
    }

    @Test
    void aServiceVerifiesItsTopicsOrMakesThem() throws Exception {
        EventSettingsBuilder fresh = EventSettings.builder()
                .brokers(rig.brokers())
                .service("fresh")
                .topic("in", "fresh")
                .topic(EventSettings.ERRORS, "fresh-errors");

        assertThatThrownBy(() -> EventProducer.open(
                        fresh.topicsAtStart(TopicMode.VERIFY, TopicProfile.DEV).build()))
                .isInstanceOf(WharfException.class)
                .hasMessageContainingAll("topic fresh", "topic fresh-errors", "topic fresh-dlq");
        try (EventProducer producer = EventProducer.open(
                fresh.topicsAtStart(TopicMode.APPLY, TopicProfile.DEV).build())) {
            assertThat(producer.publishAndWait("in", Map.of("n", 1), "k").topic())
                    .isEqualTo("fresh");
        }
        EventProducer.open(
                        fresh.topicsAtStart(TopicMode.VERIFY, TopicProfile.DEV).build())
                .close();
    }

    /** D15: the guide's singleton is not synchronized. */
    @Test
    void allThreadsShareOneConnectionWhichMayBeOpenedAgain() throws Exception {
        EventSettings settings = rig.service("shared").build();
        Set<String> senders = ConcurrentHashMap.newKeySet();
        List<EventProducer> producers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = IntStream.range(0, 16)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    EventProducer producer = EventProducer.shared(settings);
                    producers.add(producer);
                    senders.add(clientIdOf(producer));
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(producers).hasSize(16);
        assertThat(senders).hasSize(1);

        for (EventProducer producer : producers.subList(1, 16)) {
            producer.close();
        }
        assertThat(producers.get(0).publishAndWait("in", Map.of(), "k").offset())
                .isZero();
        producers.get(0).close();
        try (EventProducer again = EventProducer.shared(settings)) {
            assertThat(senders).doesNotContain(clientIdOf(again));
            assertThat(again.publishAndWait("in", Map.of(), "k").offset()).isEqualTo(1);
        }
    }

    private static String clientIdOf(EventProducer producer) {
        return producer.toString();
    }
}

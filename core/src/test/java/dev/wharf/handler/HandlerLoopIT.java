package dev.wharf.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.deadletter.DeadLetterHeaders;
import dev.wharf.deadletter.Provenance;
import dev.wharf.error.WharfException;
import dev.wharf.failure.PermanentFailure;
import dev.wharf.failure.TransientFailure;
import dev.wharf.lane.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** At least once, against a broker. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class HandlerLoopIT {
    private static HandlerRig rig;

    @BeforeAll
    static void startBroker() {
        rig = new HandlerRig();
    }

    @AfterAll
    static void stopBroker() {
        rig.close();
    }

    @Test
    void retriesKeepTheOrderOfEachKey() throws Exception {
        rig.createTopic("keys", 500, 20);
        rig.createTopic("keys-out", Map.of());
        RecordHandler handler = (record, context) -> {
            if (record.offset() % 7 == 0 && context.attempt() < 3) {
                throw new TransientFailure("not before the third attempt");
            }
            context.send("keys-out", record.key(), record.value(), record.headers());
        };
        HandlerOutcome outcome = rig.loop("keys", handler)
                .sendsTo("keys-out")
                .order(Order.KEY)
                .bounded(500, HandlerRig.LIMIT)
                .build()
                .run();

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.ledger()).isEqualTo(new HandlerLedger(500, 500, 0, 0, 0, 500));
        assertThat(byKey(rig.read("keys-out"))).isEqualTo(byKey(rig.read("keys")));
        assertThat(rig.committed("keys")).isEqualTo(500);
    }

    private static Map<String, List<String>> byKey(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, List<String>> values = new ConcurrentHashMap<>();
        records.forEach(record -> values.computeIfAbsent(HandlerRig.text(record.key()), key -> new ArrayList<>())
                .add(HandlerRig.text(record.value())));
        return values;
    }

    @Test
    void aHandlerMayTakeLongerThanThePollInterval() throws Exception {
        rig.createTopic("slow", 3, 1);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Long> handled = new ArrayList<>();
        RecordHandler handler = (record, context) -> {
            started.countDown();
            HandlerRig.await(goOn);
            handled.add(record.offset());
        };
        Duration interval = Duration.ofMillis(1500);
        HandlerLoop loop = rig.loop("slow", handler, Map.of("max.poll.interval.ms", "" + interval.toMillis()))
                .bounded(3, HandlerRig.LIMIT)
                .build();

        CompletableFuture<HandlerOutcome> run = HandlerRig.start(loop);
        HandlerRig.await(started);
        List<String> before = rig.owners("slow");
        long begin = System.nanoTime();
        Awaitility.await().atMost(HandlerRig.LIMIT).until(() -> System.nanoTime() - begin > 2 * interval.toNanos());
        assertThat(before).hasSize(1);
        assertThat(rig.owners("slow")).isEqualTo(before);
        goOn.countDown();

        assertThat(HandlerRig.outcome(run).failure()).isEmpty();
        assertThat(handled).containsExactly(0L, 1L, 2L);
        assertThat(rig.committed("slow")).isEqualTo(3);
    }

    @Test
    void deadLettersKeepTheirBytesAndTellTheReason() throws Exception {
        rig.createTopic("dead", Map.of());
        rig.createTopic("dead-dlq", Map.of());
        byte[] odd = {0, -1, 7, '\n'};
        List<RecordHeader> headers = List.of(new RecordHeader("h", odd), new RecordHeader("h", new byte[0]));
        rig.send(
                "dead",
                List.of(
                        new ProducerRecord<>("dead", 0, 7L, odd, odd, List.copyOf(headers)),
                        new ProducerRecord<>("dead", 0, 8L, null, null, List.of()),
                        new ProducerRecord<>("dead", 0, 9L, odd, new byte[0], List.of())));
        RecordHandler handler = (record, context) -> {
            if (record.offset() == 0) {
                context.deadLetter("as it likes");
            }
            throw new PermanentFailure("never");
        };
        HandlerOutcome outcome = rig.loop("dead", handler)
                .deadLetterTopic("dead-dlq")
                .bounded(3, HandlerRig.LIMIT)
                .build()
                .run();

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.ledger()).isEqualTo(new HandlerLedger(3, 0, 0, 3, 0, 0));
        List<ConsumerRecord<byte[], byte[]>> letters = rig.read("dead-dlq");
        assertThat(letters.stream().map(ConsumerRecord::key)).containsExactly(odd, null, odd);
        assertThat(letters.stream().map(ConsumerRecord::value)).containsExactly(odd, null, new byte[0]);
        assertThat(DeadLetterHeaders.own(letters.get(0).headers()).toArray())
                .containsExactlyElementsOf(List.copyOf(headers));
        Provenance first = DeadLetterHeaders.read(letters.get(0).headers()).orElseThrow();
        assertThat(first.failure().reason()).isEqualTo("as it likes");
        assertThat(first.origin().at(first.offset())).isEqualTo("dead-0@0");
    }

    /** In the order of a partition, too: what is done of one poll must not come again because of what is not. */
    @Test
    void aStopCommitsWhatSettledAndReturnsTheRest() throws Exception {
        rig.createTopic("stopped", 200, 5);
        CountDownLatch halfWay = new CountDownLatch(1);
        List<Long> handled = new ArrayList<>();
        RecordHandler handler = (record, context) -> {
            if (record.offset() == 100) {
                halfWay.countDown();
                new CountDownLatch(1).await();
            }
            handled.add(record.offset());
        };
        HandlerLoop loop = rig.loop("stopped", handler)
                .drainTimeout(Duration.ofMillis(200))
                .build();

        CompletableFuture<HandlerOutcome> run = HandlerRig.start(loop);
        HandlerRig.await(halfWay);
        loop.stop();
        HandlerOutcome outcome = HandlerRig.outcome(run);

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.ledger()).isEqualTo(new HandlerLedger(200, 100, 0, 0, 100, 0));
        assertThat(rig.committed("stopped")).isEqualTo(100);
        assertThat(handled).hasSize(100);
    }

    @Test
    void whatSettledOutOfItsOrderIsNotHandledAgain() throws Exception {
        rig.createTopic("beyond", 60, 60);
        CountDownLatch others = new CountDownLatch(57);
        List<Long> hang = List.of(3L, 20L, 41L);
        RecordHandler first = (record, context) -> {
            if (hang.contains(record.offset())) {
                new CountDownLatch(1).await();
            }
            others.countDown();
        };
        try (HandlerLoop loop = rig.loop("beyond", first)
                .order(Order.KEY)
                .drainTimeout(Duration.ofMillis(200))
                .build()) {
            CompletableFuture<HandlerOutcome> run = HandlerRig.start(loop);
            HandlerRig.await(others);
            loop.stop();
            assertThat(HandlerRig.outcome(run).ledger()).isEqualTo(new HandlerLedger(60, 57, 0, 0, 3, 0));
        }
        assertThat(rig.committed("beyond")).isEqualTo(3);

        List<Long> again = new ArrayList<>();
        HandlerOutcome outcome = rig.loop("beyond", (record, context) -> again.add(record.offset()))
                .bounded(3, HandlerRig.LIMIT)
                .build()
                .run();
        assertThat(outcome.failure()).isEmpty();
        assertThat(again).isEqualTo(hang);
        assertThat(rig.committed("beyond")).isEqualTo(60);
    }

    @Test
    void withoutAPlaceForDeadLettersTheRunStopsAtTheRecord() throws Exception {
        rig.createTopic("stops", 50, 1);
        RecordHandler handler = (record, context) -> {
            if (record.offset() == 30) {
                throw new PermanentFailure("no");
            }
        };
        HandlerOutcome outcome = rig.loop("stops", handler).build().run();

        assertThat(outcome.failure()).get().asString().contains("stage handler, record stops-0@30: no");
        assertThat(outcome.ledger()).isEqualTo(new HandlerLedger(50, 30, 0, 0, 20, 0));
        assertThat(rig.committed("stops")).isEqualTo(30);
    }

    @Test
    void missingTopicsAreNamedBeforeAnythingStarts() {
        HandlerLoop loop = rig.loop("nowhere", (record, context) -> {})
                .sendsTo("neither")
                .deadLetterTopic("nor")
                .build();
        assertThatThrownBy(loop::run)
                .isInstanceOf(WharfException.class)
                .hasMessageContainingAll("topic neither does", "topic nor does", "topic nowhere does");
    }

    @Test
    void severalWorkersHandleEverythingOnce() throws Exception {
        rig.createTopic("many", 300, 30);
        List<Integer> handled =
                IntStream.range(0, 300).mapToObj(i -> 0).collect(ArrayList::new, List::add, List::addAll);
        RecordHandler handler = (record, context) -> {
            synchronized (handled) {
                handled.set((int) record.offset(), handled.get((int) record.offset()) + 1);
            }
        };
        HandlerOutcome outcome = rig.loop("many", handler)
                .workers(2)
                .order(Order.NONE)
                .bounded(300, HandlerRig.LIMIT)
                .build()
                .run();
        assertThat(outcome.failure()).isEmpty();
        assertThat(handled).containsOnly(1);
    }
}

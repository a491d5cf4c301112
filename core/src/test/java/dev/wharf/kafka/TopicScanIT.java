package dev.wharf.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.client.ClientSettings;
import dev.wharf.devstack.EmbeddedKafka;
import dev.wharf.json.JsonCodec;
import dev.wharf.kafka.TopicScan.Range;
import dev.wharf.loop.LoopSettings;
import dev.wharf.loop.Settling;
import dev.wharf.record.Decoding;
import dev.wharf.value.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class TopicScanIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private static TopicScan scan(boolean follows) {
        return TopicScan.open(ClientSettings.of(kafka.bootstrapServers()), "test-scan", follows);
    }

    private static void send(TopicPartition partition, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                var unused = producer.send(
                        new ProducerRecord<>(partition.topic(), partition.partition(), 1_000L * i, null, "v" + i));
            }
        }
    }

    private static List<String> places(TopicScan scan) {
        List<String> places = new ArrayList<>();
        for (TopicScan.Part part : scan.poll(POLL)) {
            part.records().forEach(record -> places.add(record.partition() + "@" + record.offset()));
        }
        return places;
    }

    private static List<String> all(TopicScan scan, List<Range> ranges) {
        List<String> places = new ArrayList<>();
        scan.start(ranges);
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
            places.addAll(scan.ended() ? List.of() : places(scan));
            return scan.ended();
        });
        return places;
    }

    @Test
    void readsRangesAndNothingElseAsOftenAsWanted() {
        kafka.createTopic("ranges", 2);
        TopicPartition first = new TopicPartition("ranges", 0);
        TopicPartition second = new TopicPartition("ranges", 1);
        send(first, 5);
        send(second, 3);
        try (TopicScan scan = scan(false)) {
            List<Range> extents = scan.extents(List.of(first, second));
            assertThat(extents).containsExactly(new Range(first, 0, 5), new Range(second, 0, 3));
            assertThat(all(scan, extents))
                    .containsExactlyInAnyOrder("0@0", "0@1", "0@2", "0@3", "0@4", "1@0", "1@1", "1@2");
            assertThat(all(scan, List.of(new Range(first, 1, 3), new Range(second, 2, 2))))
                    .containsExactly("0@1", "0@2");
            assertThat(all(scan, List.of())).isEmpty();
        }
    }

    @Test
    void findsTheFirstRecordOfATime() {
        kafka.createTopic("times", 2);
        TopicPartition filled = new TopicPartition("times", 0);
        TopicPartition empty = new TopicPartition("times", 1);
        send(filled, 5);
        try (TopicScan scan = scan(false)) {
            assertThat(scan.offsetsAt(2_500, List.of(filled, empty))).isEqualTo(Map.of(filled, 3L));
            assertThat(scan.offsetsAt(9_999, List.of(filled, empty))).isEmpty();
        }
    }

    @Test
    void withoutAnEndItGoesOn() {
        kafka.createTopic("open", 1);
        TopicPartition partition = new TopicPartition("open", 0);
        try (TopicScan scan = scan(true)) {
            scan.start(List.of(new Range(partition, 0, Range.OPEN)));
            assertThat(places(scan)).isEmpty();
            send(partition, 2);
            List<String> places = new ArrayList<>();
            Awaitility.await().atMost(LIMIT).until(() -> {
                places.addAll(places(scan));
                return places.size() == 2;
            });
            assertThat(places).containsExactly("0@0", "0@1");
            assertThat(scan.ended()).isFalse();
        }
    }

    /** The bound of a group knows where a scan has found the ends. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aGroupIsThroughOnceItHasReadSeveralTopicsToTheirEnds(String protocol) {
        String first = "first-" + protocol;
        String second = "second-" + protocol;
        kafka.createTopic(first, 2);
        kafka.createTopic(second, 1);
        List<TopicPartition> partitions =
                List.of(new TopicPartition(first, 0), new TopicPartition(first, 1), new TopicPartition(second, 0));
        send(partitions.get(0), 10);
        send(partitions.get(2), 5);
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (TopicScan scan = scan(false)) {
            scan.extents(partitions).forEach(extent -> ends.put(extent.partition(), extent.end()));
        }
        ClientSettings client = new ClientSettings(kafka.bootstrapServers(), Map.of("group.protocol", protocol));
        MemoryBudget budget = MemoryBudget.of(64 << 20, 1, 1);
        AtomicInteger records = new AtomicInteger();
        try (TopicReader reader = new TopicReader(
                Clients.consumer(client, "ends-" + protocol, "ends-client", budget),
                List.of(first, second),
                Bound.of(Long.MAX_VALUE, Duration.ofMinutes(10)).until(ends),
                new Decoding(JsonCodec.JSON, new Fields(), true),
                LoopSettings.defaults(),
                Settling.IN_ORDER)) {
            Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
                reader.poll(POLL, batch -> records.addAndGet(batch.remaining()));
                return reader.exhausted();
            });
        }
        assertThat(records).hasValue(15);
    }
}
